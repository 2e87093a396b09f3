import { NotFoundError, ValidationError } from '../errors.ts';
import type { Client } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf, requireRecentPassword } from '../graphql/context.ts';
import { AuthenticationMethodError, LastSecretError, TooManySecretsError } from './client-errors.ts';
import { ClientType } from './graphql-client.ts';
import { ClientSecretType, secretWords } from './graphql-secret.ts';
import { createSecret, revokeSecret, rotateSecret, updateSecret, type IssuedSecret } from './secrets.ts';

const CreateSecretInput = builder.inputType('CreateSecretInput', {
  description: 'One more secret for a client.',
  fields: (t) => ({
    clientId: t.id({ required: true, description: secretWords.whichClient }),
    description: t.string({ description: secretWords.description }),
    startsAt: t.field({
      type: 'DateTime',
      description: 'From when it is good, at most three years from now; from now on when nothing is said.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description:
        'When it ends: one day to three years after its start. Six months after its start when nothing is said; never when null.',
    }),
  }),
});

const UpdateSecretInput = builder.inputType('UpdateSecretInput', {
  description: 'What changes of a secret. What is left out stays.',
  fields: (t) => ({
    clientId: t.id({ required: true, description: secretWords.whichClient }),
    secretId: t.id({ required: true, description: secretWords.whichSecret }),
    description: t.string({ description: `${secretWords.description} Null for none.` }),
    expiresAt: t.field({
      type: 'DateTime',
      description:
        'When it ends, three years from now at the latest; never when null. One that is being replaced ends 30 days after that at the latest; one that has ended cannot be revived.',
    }),
  }),
});

const RevokeSecretInput = builder.inputType('RevokeSecretInput', {
  description: 'Which secret ends now.',
  fields: (t) => ({
    clientId: t.id({ required: true, description: secretWords.whichClient }),
    secretId: t.id({ required: true, description: secretWords.whichSecret }),
    evenIfLast: t.boolean({
      defaultValue: false,
      description: 'Whether it ends even where the client then has no secret left that works.',
    }),
    revokeTokens: t.boolean({
      defaultValue: false,
      description: 'Whether all tokens of the client that are out are void too, whichever secret got them.',
    }),
  }),
});

const RotateSecretInput = builder.inputType('RotateSecretInput', {
  description: 'Whose secret is replaced.',
  fields: (t) => ({
    clientId: t.id({ required: true, description: secretWords.whichClient }),
    secretId: t.id({
      description: 'Which secret is replaced; all that the client has when nothing is said.',
    }),
    overlapSeconds: t.int({
      defaultValue: 0,
      description:
        'For how long the old one goes on working beside the new one: 0, or an hour (3600) to thirty days (2592000).',
    }),
    description: t.string({ description: secretWords.description }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'When the new one ends: one day to three years from now. Never when nothing is said.',
    }),
    revokeTokens: t.boolean({
      defaultValue: false,
      description: 'Whether the tokens that are out are void too; otherwise they live on until they expire.',
    }),
  }),
});

const issuedFields = 'The new secret, this once: only its hash is kept.';

const CreateSecretPayload = builder.objectRef<IssuedSecret>('CreateSecretPayload').implement({
  description: 'The client with one secret more.',
  fields: (t) => ({
    client: t.field({ type: ClientType, description: 'The client.', resolve: ({ client }) => client }),
    secret: t.field({
      type: ClientSecretType,
      description: 'What is kept of the secret.',
      resolve: ({ secret }) => secret,
    }),
    clientSecret: t.exposeString('clientSecret', { description: issuedFields }),
  }),
});

const RotateSecretPayload = builder.objectRef<IssuedSecret>('RotateSecretPayload').implement({
  description: 'The client with its new secret.',
  fields: (t) => ({
    client: t.field({ type: ClientType, description: 'The client.', resolve: ({ client }) => client }),
    secret: t.field({
      type: ClientSecretType,
      description: 'What is kept of the secret.',
      resolve: ({ secret }) => secret,
    }),
    clientSecret: t.exposeString('clientSecret', { description: issuedFields }),
  }),
});

const UpdateSecretPayload = builder
  .objectRef<Awaited<ReturnType<typeof updateSecret>>>('UpdateSecretPayload')
  .implement({
    description: 'The secret after the change.',
    fields: (t) => ({
      client: t.field({ type: ClientType, description: 'The client.', resolve: ({ client }) => client }),
      secret: t.field({
        type: ClientSecretType,
        description: 'The secret.',
        resolve: ({ secret }) => secret,
      }),
    }),
  });

const RevokeSecretPayload = builder.objectRef<{ client: Client }>('RevokeSecretPayload').implement({
  description: 'The client without the secret.',
  fields: (t) => ({
    client: t.field({ type: ClientType, description: 'The client.', resolve: ({ client }) => client }),
  }),
});

builder.mutationFields((t) => ({
  createSecret: t.field({
    type: CreateSecretPayload,
    description:
      'Gives the client one more secret, beside those it has: five at most that work or have yet to start. Needs the password given within the last 15 minutes.',
    args: { input: t.arg({ type: CreateSecretInput, required: true, description: 'The secret.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError, ValidationError, TooManySecretsError, AuthenticationMethodError],
      union: { name: 'CreateSecretResult', description: 'What comes of `createSecret`.' },
    },
    resolve: (_, { input }, context) => {
      requireRecentPassword(context);
      return createSecret(context.db, callerOf(context), { ...input, clientId: String(input.clientId) });
    },
  }),
  rotateSecret: t.field({
    type: RotateSecretPayload,
    description:
      'Replaces the secrets of the client, or one of them, by a new one. The old ones are void at once, or go on working for `overlapSeconds`. Tokens that are out live on until they expire, unless `revokeTokens` voids them with it. Needs the password given within the last 15 minutes.',
    args: { input: t.arg({ type: RotateSecretInput, required: true, description: 'Whose.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError, ValidationError, TooManySecretsError, AuthenticationMethodError],
      union: { name: 'RotateSecretResult', description: 'What comes of `rotateSecret`.' },
    },
    resolve: (_, { input }, context) => {
      requireRecentPassword(context);
      return rotateSecret(context.db, callerOf(context), {
        ...input,
        clientId: String(input.clientId),
        secretId: input.secretId == null ? undefined : String(input.secretId),
        overlapSeconds: input.overlapSeconds ?? 0,
        revokeTokens: input.revokeTokens ?? false,
      });
    },
  }),
  updateSecret: t.field({
    type: UpdateSecretPayload,
    description:
      'Changes the description of a secret, or its end. A new end needs the password given within the last 15 minutes.',
    args: { input: t.arg({ type: UpdateSecretInput, required: true, description: 'The change.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError, ValidationError, AuthenticationMethodError],
      union: { name: 'UpdateSecretResult', description: 'What comes of `updateSecret`.' },
    },
    resolve: (_, { input }, context) => {
      if (input.expiresAt !== undefined) requireRecentPassword(context);
      const { clientId, secretId, ...change } = input;
      const which = { clientId: String(clientId), secretId: String(secretId) };
      return updateSecret(context.db, callerOf(context), { ...change, ...which });
    },
  }),
  revokeSecret: t.field({
    type: RevokeSecretPayload,
    description:
      'Ends one secret of a client, for good; the others go on working. Needs the password given within the last 15 minutes.',
    args: { input: t.arg({ type: RevokeSecretInput, required: true, description: 'Which.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError, LastSecretError, AuthenticationMethodError],
      union: { name: 'RevokeSecretResult', description: 'What comes of `revokeSecret`.' },
    },
    resolve: async (_, { input }, context) => {
      requireRecentPassword(context);
      const client = await revokeSecret(context.db, callerOf(context), {
        clientId: String(input.clientId),
        secretId: String(input.secretId),
        evenIfLast: input.evenIfLast ?? false,
        revokeTokens: input.revokeTokens ?? false,
      });
      return { client };
    },
  }),
}));
