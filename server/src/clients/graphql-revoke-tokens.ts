import { NotFoundError } from '../errors.ts';
import type { Client } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf, requireRecentPassword } from '../graphql/context.ts';
import { revokeTokens } from './clients.ts';
import { ClientType } from './graphql-client.ts';

const RevokeTokensInput = builder.inputType('RevokeTokensInput', {
  description: 'Whose tokens are revoked.',
  fields: (t) => ({ clientId: t.id({ required: true, description: 'Which client.' }) }),
});

const RevokeTokensPayload = builder.objectRef<{ client: Client }>('RevokeTokensPayload').implement({
  description: 'The client, of whose tokens none counts any more.',
  fields: (t) => ({
    client: t.field({ type: ClientType, description: 'The client.', resolve: ({ client }) => client }),
  }),
});

builder.mutationField('revokeTokens', (t) =>
  t.field({
    type: RevokeTokensPayload,
    description:
      'Voids every token that the client has been given, at the next request. Its secret stays, and it may ask for new tokens. An API that verifies tokens by the keys alone accepts them until they expire. Needs the password given within the last 15 minutes.',
    args: { input: t.arg({ type: RevokeTokensInput, required: true, description: 'Whose.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError],
      union: { name: 'RevokeTokensResult', description: 'What comes of `revokeTokens`.' },
    },
    resolve: async (_, { input }, context) => {
      requireRecentPassword(context);
      return { client: await revokeTokens(context.db, callerOf(context), String(input.clientId)) };
    },
  }),
);
