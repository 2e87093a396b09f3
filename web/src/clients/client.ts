import { graphql, type ResultOf } from '../graphql.ts';

/** What the console shows of a client. There is no secret in it: the server keeps none that could be shown. */
export const ClientFields = graphql(`
  fragment ClientFields on Client @_unmask {
    clientId
    name
    description
    scopes
    effectiveScopes
    permissionGroups {
      id
      name
    }
    grantTypes
    authenticationMethod
    jwks
    mayIntrospect
    enabled
    accessTokenLifetimeSeconds
    allowedAddresses
    owner {
      name
      email
    }
    technicalContact {
      name
      email
    }
    labels
    secretHint
    secrets {
      id
      state
      expiresAt
    }
    createdAt
    updatedAt
    lastUsedAt
  }
`);

export type Client = ResultOf<typeof ClientFields>;
export type AuthenticationMethod = Client['authenticationMethod'];
