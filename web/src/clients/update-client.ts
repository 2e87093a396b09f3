import { graphql } from '../graphql.ts';
import { ClientFields } from './client.ts';

/** Changes what is given of a client. */
export const UpdateClient = graphql(
  `
    mutation UpdateClient($input: UpdateClientInput!) {
      updateClient(input: $input) {
        __typename
        ... on UpdateClientPayload {
          client {
            ...ClientFields
          }
        }
        ... on ConflictError {
          client {
            ...ClientFields
          }
        }
        ... on ValidationError {
          fields {
            field
            code
          }
        }
      }
    }
  `,
  [ClientFields],
);
