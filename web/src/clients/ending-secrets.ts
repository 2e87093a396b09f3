import { graphql } from '../graphql.ts';

/** The secrets of the organisation that end within 30 days, the soonest first. */
export const EndingSecretsQuery = graphql(`
  query EndingSecrets {
    endingSecrets {
      id
      hint
      description
      state
      expiresAt
      client {
        clientId
        name
      }
    }
  }
`);
