import { graphql, type ResultOf } from '../graphql.ts';

/** What the console shows of an API. */
export const ApiFields = graphql(`
  fragment ApiFields on Api @_unmask {
    id
    name
    audience
    isDefault
    tokenLifetimeSeconds
    signingAlgorithm
    updatedAt
    scopes {
      name
      titles {
        en
        es
      }
      descriptions {
        en
        es
      }
    }
  }
`);

export type Api = ResultOf<typeof ApiFields>;
export type ApiScope = Api['scopes'][number];

/** Who would lose what is to be taken away. */
export const UseFields = graphql(`
  fragment UseFields on InUseError @_unmask {
    clientCount
    clients {
      name
    }
    permissionGroups {
      name
    }
  }
`);

export type Use = ResultOf<typeof UseFields>;
