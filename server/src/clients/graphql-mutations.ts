import { NotFoundError, ValidationError } from '../errors.ts';
import type { Client } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf, requireRecentPassword } from '../graphql/context.ts';
import { ConflictError, NameTakenError } from './client-errors.ts';
import { createClient, deleteClient, rotateSecret, updateClient, type ClientWithSecret } from './clients.ts';
import { ClientType } from './graphql-client.ts';

const scopesDescription = 'At least one, all of them known (`scopes`).';
const clientIdDescription = 'Which client.';

const mayIntrospectDescription =
  'Whether it may ask at `/introspect` about every token of the organisation: for an API that checks its callers.';

const CreateClientInput = builder.inputType('CreateClientInput', {
  description: 'A new client.',
  fields: (t) => ({
    name: t.string({ required: true, description: '1 to 255 characters; unique in the organisation.' }),
    description: t.string({ required: true, description: '1 to 500 characters.' }),
    scopes: t.stringList({ required: true, description: scopesDescription }),
    mayIntrospect: t.boolean({ defaultValue: false, description: mayIntrospectDescription }),
  }),
});

const UpdateClientInput = builder.inputType('UpdateClientInput', {
  description: 'What changes of a client. What is left out stays; null is refused.',
  fields: (t) => ({
    clientId: t.id({ required: true, description: clientIdDescription }),
    name: t.string({ description: '1 to 255 characters; unique in the organisation.' }),
    description: t.string({ description: '1 to 500 characters.' }),
    scopes: t.stringList({ description: scopesDescription }),
    mayIntrospect: t.boolean({ description: mayIntrospectDescription }),
    expectedUpdatedAt: t.field({
      type: 'DateTime',
      description:
        'The `updatedAt` that the change was made from; a client that changed since is a ConflictError.',
    }),
  }),
});

const RotateSecretInput = builder.inputType('RotateSecretInput', {
  description: 'Whose secret is replaced.',
  fields: (t) => ({
    clientId: t.id({ required: true, description: clientIdDescription }),
    revokeTokens: t.boolean({
      defaultValue: false,
      description: 'Whether the tokens that are out are void too; otherwise they live on until they expire.',
    }),
  }),
});

const DeleteClientInput = builder.inputType('DeleteClientInput', {
  description: 'Which client goes.',
  fields: (t) => ({ clientId: t.id({ required: true, description: clientIdDescription }) }),
});

const CreateClientPayload = builder.objectRef<ClientWithSecret>('CreateClientPayload').implement({
  description: 'A new client with its credentials.',
  fields: (t) => ({
    client: t.field({ type: ClientType, description: 'The client.', resolve: ({ client }) => client }),
    clientSecret: t.exposeString('clientSecret', {
      nullable: true,
      description:
        'The secret, this once: only its hash is kept. Null only where the client authenticates without one.',
    }),
  }),
});

const UpdateClientPayload = builder.objectRef<{ client: Client }>('UpdateClientPayload').implement({
  description: 'The client after the change.',
  fields: (t) => ({
    client: t.field({ type: ClientType, description: 'The client.', resolve: ({ client }) => client }),
  }),
});

const RotateSecretPayload = builder.objectRef<ClientWithSecret>('RotateSecretPayload').implement({
  description: 'The client with its new secret.',
  fields: (t) => ({
    client: t.field({ type: ClientType, description: 'The client.', resolve: ({ client }) => client }),
    clientSecret: t.exposeString('clientSecret', {
      description: 'The new secret, this once: only its hash is kept.',
    }),
  }),
});

const DeleteClientPayload = builder.objectRef<{ clientId: string }>('DeleteClientPayload').implement({
  description: 'The client is gone.',
  fields: (t) => ({
    clientId: t.exposeID('clientId', { description: 'Its client ID, which is never given out again.' }),
  }),
});

builder.mutationFields((t) => ({
  createClient: t.field({
    type: CreateClientPayload,
    description: 'Registers a client and gives it a client ID and a secret.',
    args: { input: t.arg({ type: CreateClientInput, required: true, description: 'The client.' }) },
    complexity: 10,
    errors: {
      types: [NameTakenError, ValidationError],
      union: { name: 'CreateClientResult', description: 'What comes of `createClient`.' },
    },
    resolve: (_, { input }, context) => createClient(context.db, callerOf(context), input),
  }),
  updateClient: t.field({
    type: UpdateClientPayload,
    description:
      'Changes what is given, and never the credentials. New scopes hold for tokens issued from now on.',
    args: { input: t.arg({ type: UpdateClientInput, required: true, description: 'The change.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError, NameTakenError, ValidationError, ConflictError],
      union: { name: 'UpdateClientResult', description: 'What comes of `updateClient`.' },
    },
    resolve: async (_, { input }, context) => ({
      client: await updateClient(context.db, callerOf(context), {
        ...input,
        clientId: String(input.clientId),
      }),
    }),
  }),
  rotateSecret: t.field({
    type: RotateSecretPayload,
    description:
      'Replaces the secret; the old one is void at once. Tokens that are out live on until they expire, unless `revokeTokens` voids them with it. Needs the password given within the last 15 minutes.',
    args: { input: t.arg({ type: RotateSecretInput, required: true, description: 'Whose.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError],
      union: { name: 'RotateSecretResult', description: 'What comes of `rotateSecret`.' },
    },
    resolve: (_, { input }, context) => {
      requireRecentPassword(context);
      const { clientId, revokeTokens } = input;
      return rotateSecret(context.db, callerOf(context), {
        clientId: String(clientId),
        revokeTokens: revokeTokens ?? false,
      });
    },
  }),
  deleteClient: t.field({
    type: DeleteClientPayload,
    description:
      'Deletes the client with its secrets, for good; its tokens are void at once. Needs the password given within the last 15 minutes.',
    args: { input: t.arg({ type: DeleteClientInput, required: true, description: 'Which.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError],
      union: { name: 'DeleteClientResult', description: 'What comes of `deleteClient`.' },
    },
    resolve: async (_, { input }, context) => {
      requireRecentPassword(context);
      await deleteClient(context.db, callerOf(context), String(input.clientId));
      return { clientId: String(input.clientId) };
    },
  }),
}));
