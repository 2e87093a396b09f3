import { NameTakenError, NotFoundError, ValidationError } from '../errors.ts';
import type { Client } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf, requireRecentPassword } from '../graphql/context.ts';
import { ClientIdTakenError, ConflictError } from './client-errors.ts';
import { createClient, deleteClient, updateClient, type NewClient } from './clients.ts';
import { AuthenticationMethodType, ClientType } from './graphql-client.ts';
import { settingsFields } from './graphql-settings.ts';

const scopesDescription =
  'Single scopes, all of them known (`scopes`). At least one, unless there are permission groups.';
const groupsDescription =
  'The `id`s of permission groups; with those, the client may do what they allow, also what is added to them later.';
const clientIdDescription = 'Which client.';
const jwksDescription =
  'Its public keys for PRIVATE_KEY_JWT: a JWKS (RFC 7517) as JSON text, with 1 to 10 keys of EC (P-256, P-384, P-521), OKP (Ed25519) or RSA (2048 bits and more), each with a `kid` of its own where there are several. No private members; certificates are not kept.';

const mayIntrospectDescription =
  'Whether it may ask at `/introspect` about every token of the organisation: for an API that checks its callers.';

const CreateClientInput = builder.inputType('CreateClientInput', {
  description: 'A new client.',
  fields: (t) => ({
    clientId: t.id({
      description:
        'A client ID of your own choice, which never changes and is never given out again: the `slug` of the organisation, a dot, and 1 to 40 letters a to z, digits, and single hyphens or underscores between them (`acme.website`). Generated (`cli_...`) when nothing is said.',
    }),
    name: t.string({ required: true, description: '1 to 255 characters; unique in the organisation.' }),
    description: t.string({ required: true, description: '1 to 500 characters.' }),
    scopes: t.stringList({ required: true, description: scopesDescription }),
    permissionGroupIds: t.idList({ defaultValue: [], description: groupsDescription }),
    mayIntrospect: t.boolean({ defaultValue: false, description: mayIntrospectDescription }),
    ...settingsFields(t),
    authenticationMethod: t.field({
      type: AuthenticationMethodType,
      defaultValue: 'CLIENT_SECRET',
      description:
        'How it will prove who it is. With PRIVATE_KEY_JWT it gets no secret, and `jwks` is needed.',
    }),
    jwks: t.string({ description: jwksDescription }),
    secretExpiresAt: t.field({
      type: 'DateTime',
      description:
        'When its secret ends: one day to three years from now. Never when nothing is said; `createSecret` gives it others.',
    }),
  }),
});

const UpdateClientInput = builder.inputType('UpdateClientInput', {
  description:
    'What changes of a client. What is left out stays; null is refused, but for what says otherwise.',
  fields: (t) => ({
    clientId: t.id({ required: true, description: clientIdDescription }),
    name: t.string({ description: '1 to 255 characters; unique in the organisation.' }),
    description: t.string({ description: '1 to 500 characters.' }),
    scopes: t.stringList({ description: scopesDescription }),
    permissionGroupIds: t.idList({ description: groupsDescription }),
    mayIntrospect: t.boolean({ description: mayIntrospectDescription }),
    ...settingsFields(t),
    authenticationMethod: t.field({
      type: AuthenticationMethodType,
      description:
        'How it proves who it is from now on. Taking to PRIVATE_KEY_JWT needs `jwks` and voids its secrets at once; taking to CLIENT_SECRET forgets its keys, and it gets no token until `rotateSecret` gives it a secret.',
    }),
    jwks: t.string({
      description: `${jwksDescription} They replace those it has. Null only where it authenticates with a secret.`,
    }),
    expectedUpdatedAt: t.field({
      type: 'DateTime',
      description:
        'The `updatedAt` that the change was made from; a client that changed since is a ConflictError.',
    }),
  }),
});

const DeleteClientInput = builder.inputType('DeleteClientInput', {
  description: 'Which client goes.',
  fields: (t) => ({ clientId: t.id({ required: true, description: clientIdDescription }) }),
});

const CreateClientPayload = builder.objectRef<NewClient>('CreateClientPayload').implement({
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

const DeleteClientPayload = builder.objectRef<{ clientId: string }>('DeleteClientPayload').implement({
  description: 'The client is gone.',
  fields: (t) => ({
    clientId: t.exposeID('clientId', { description: 'Its client ID, which is never given out again.' }),
  }),
});

builder.mutationFields((t) => ({
  createClient: t.field({
    type: CreateClientPayload,
    description:
      'Registers a client and gives it a client ID, and a secret unless it authenticates with its private key.',
    args: { input: t.arg({ type: CreateClientInput, required: true, description: 'The client.' }) },
    complexity: 10,
    errors: {
      types: [NameTakenError, ClientIdTakenError, ValidationError],
      union: { name: 'CreateClientResult', description: 'What comes of `createClient`.' },
    },
    resolve: (_, { input }, context) => createClient(context.db, callerOf(context), input),
  }),
  updateClient: t.field({
    type: UpdateClientPayload,
    description:
      'Changes what is given. New scopes hold for tokens issued from now on. A secret is never changed here (`rotateSecret`); what is given of `authenticationMethod`, `jwks` and `enabled` needs the password given within the last 15 minutes.',
    args: { input: t.arg({ type: UpdateClientInput, required: true, description: 'The change.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError, NameTakenError, ValidationError, ConflictError],
      union: { name: 'UpdateClientResult', description: 'What comes of `updateClient`.' },
    },
    resolve: async (_, { input }, context) => {
      // New keys are new credentials, as with `rotateSecret`; disabling does what `revokeTokens` does, and more.
      const { authenticationMethod, jwks, enabled } = input;
      if ([authenticationMethod, jwks, enabled].some((given) => given !== undefined))
        requireRecentPassword(context);
      const change = { ...input, clientId: String(input.clientId) };
      return { client: await updateClient(context.db, callerOf(context), change) };
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
