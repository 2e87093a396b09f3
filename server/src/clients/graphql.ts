import { queryFromInfo } from '@pothos/plugin-prisma';
import { resolveCursorConnection } from '@pothos/plugin-relay';
import { builder } from '../graphql/builder.ts';
import { callerOf, requireRecentPassword } from '../graphql/context.ts';
import { ErrorInterface } from '../graphql/scalars-and-errors.ts';
import { NotFoundError, ValidationError } from '../errors.ts';
import type { Client } from '../generated/prisma/client.ts';
import { ConflictError, NameTakenError } from './client-errors.ts';
import { readCursor, writeCursor } from './client-cursor.ts';
import { countClients, listClients, type ClientOrder, type ListedClient } from './client-list.ts';
import { createClient, deleteClient, rotateSecret, updateClient, type ClientWithSecret } from './clients.ts';
import { secretHint } from './credentials.ts';
import { scopes, type Scope } from './scopes.ts';
import * as store from './store.ts';

builder.objectType(NameTakenError, {
  name: 'NameTakenError',
  description: 'Another client has this name, but for case and surrounding blanks.',
  interfaces: [ErrorInterface],
});

builder.objectType(ConflictError, {
  name: 'ConflictError',
  description: 'The client was changed by someone else since `expectedUpdatedAt`; nothing was changed now.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    client: t.field({ type: ClientType, description: 'What it is now.', resolve: ({ client }) => client }),
  }),
});

const ClientType = builder.prismaObject('Client', {
  description: 'An OAuth 2.0 client: an external application that may ask for access tokens.',
  fields: (t) => ({
    clientId: t.exposeID('clientId', {
      description: 'What the application identifies itself with (`client_id`). Never changes.',
    }),
    name: t.exposeString('name', { description: 'For people; unique in the organisation.' }),
    description: t.exposeString('description', { description: 'What the client is for.' }),
    scopes: t.exposeStringList('scopes', {
      description: 'The permissions its tokens may hold, by technical name.',
    }),
    grantTypes: t.exposeStringList('grantTypes', {
      description: 'How it may ask for tokens (RFC 6749): `client_credentials`.',
    }),
    secretHint: t.string({
      nullable: true,
      description:
        'The public beginning of its newest secret, by which people tell secrets apart: `llv_3fK9x2Qa`.',
      select: { secrets: { select: { id: true }, orderBy: { createdAt: 'desc' }, take: 1 } },
      resolve: ({ secrets: [newest] }) => (newest ? secretHint(newest.id) : null),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was registered.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description:
        'When its name, description or scopes last changed; tells versions apart (`expectedUpdatedAt`).',
    }),
    lastUsedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was last given a token, a few seconds late; null when never.',
      select: { usage: { select: { lastUsedAt: true } } },
      resolve: ({ usage }) => usage?.lastUsedAt ?? null,
    }),
  }),
});

const ScopeType = builder.objectRef<Scope>('Scope').implement({
  description: 'One permission that a client can be given.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its technical name, as it stands in tokens: `read`.' }),
    title: t.exposeString('title', { description: 'Its name for people, in English.' }),
    description: t.exposeString('description', { description: 'What it allows, in English.' }),
  }),
});

const ClientOrderField = builder.enumType('ClientOrderField', {
  description: 'What clients can be ordered by.',
  values: {
    NAME: { description: 'By name, without regard to case and accents.' },
    CREATED_AT: { description: 'By registration.' },
    LAST_USED_AT: { description: 'By last use; never used counts as before all others.' },
  } as const,
});

const OrderDirection = builder.enumType('OrderDirection', {
  description: 'Which end comes first.',
  values: {
    ASC: { description: 'A to Z, oldest first.' },
    DESC: { description: 'Z to A, newest first.' },
  } as const,
});

const ClientOrderInput = builder.inputType('ClientOrder', {
  description: 'How a list of clients is ordered.',
  fields: (t) => ({
    field: t.field({ type: ClientOrderField, required: true, description: 'By what.' }),
    direction: t.field({ type: OrderDirection, required: true, description: 'In which direction.' }),
  }),
});

builder.queryField('clients', (t) =>
  t.connection(
    {
      type: ClientType,
      description: 'The clients of the organisation, by pages of 24 unless said otherwise.',
      args: {
        search: t.arg.string({
          description:
            'Every word must occur in name, description or client ID, whatever the case and the accents.',
        }),
        orderBy: t.arg({ type: ClientOrderInput, description: 'By name when nothing is said.' }),
      },
      complexity: ({ first, last }) => ({
        field: 5,
        multiplier: Math.min(100, Math.max(1, first ?? last ?? 24)),
      }),
      resolve: async (_, { search, orderBy, ...args }, context, info) => {
        const { db } = context;
        const caller = callerOf(context);
        const order: ClientOrder = orderBy ?? { field: 'NAME', direction: 'ASC' };
        const query = queryFromInfo({
          context,
          info,
          select: { id: true },
          paths: [['nodes'], ['edges', 'node']],
        });
        const connection = await resolveCursorConnection<Promise<ListedClient[]>>(
          {
            args,
            defaultSize: 24,
            maxSize: 100,
            toCursor: (listed: ListedClient) => writeCursor(order, listed),
          },
          ({ before, after, limit, inverted }) => {
            const window = {
              limit,
              inverted,
              after: readCursor(order, after),
              before: readCursor(order, before),
            };
            return listClients(db, caller, { search, order, window }, query);
          },
        );
        let counted: ReturnType<typeof countClients> | undefined;
        return { ...connection, count: () => (counted ??= countClients(db, caller, search)) };
      },
    },
    {
      name: 'ClientConnection',
      description: 'A page of clients.',
      fields: (f) => ({
        totalCount: f.int({
          description: 'How many there are; a search counts exactly up to 1,000.',
          resolve: async (connection) => (await connection.count()).totalCount,
        }),
        totalCountIsExact: f.boolean({
          description: 'Whether `totalCount` is the whole truth; false where a search found more than 1,000.',
          resolve: async (connection) => (await connection.count()).totalCountIsExact,
        }),
      }),
    },
    { name: 'ClientEdge', description: 'A client and where it stands in the list.' },
  ),
);

builder.queryFields((t) => ({
  client: t.prismaField({
    type: ClientType,
    nullable: true,
    description: 'One client; null when there is none with this client ID.',
    args: { clientId: t.arg.id({ required: true, description: 'Its client ID.' }) },
    resolve: (query, _, { clientId }, context) =>
      store.findClient(context.db, callerOf(context).organisationId, String(clientId), query),
  }),
  scopes: t.field({
    type: [ScopeType],
    description: 'The permissions that a client can be given.',
    resolve: () => [...scopes],
  }),
}));

const scopesDescription = 'At least one, all of them known (`scopes`).';
const clientIdDescription = 'Which client.';

const CreateClientInput = builder.inputType('CreateClientInput', {
  description: 'A new client.',
  fields: (t) => ({
    name: t.string({ required: true, description: '1 to 255 characters; unique in the organisation.' }),
    description: t.string({ required: true, description: '1 to 500 characters.' }),
    scopes: t.stringList({ required: true, description: scopesDescription }),
  }),
});

const UpdateClientInput = builder.inputType('UpdateClientInput', {
  description: 'What changes of a client. What is left out stays; null is refused.',
  fields: (t) => ({
    clientId: t.id({ required: true, description: clientIdDescription }),
    name: t.string({ description: '1 to 255 characters; unique in the organisation.' }),
    description: t.string({ description: '1 to 500 characters.' }),
    scopes: t.stringList({ description: scopesDescription }),
    expectedUpdatedAt: t.field({
      type: 'DateTime',
      description:
        'The `updatedAt` that the change was made from; a client that changed since is a ConflictError.',
    }),
  }),
});

const RotateSecretInput = builder.inputType('RotateSecretInput', {
  description: 'Whose secret is replaced.',
  fields: (t) => ({ clientId: t.id({ required: true, description: clientIdDescription }) }),
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
      'Replaces the secret; the old one is void at once, and tokens that are out live on until they expire. Needs the password given within the last 15 minutes.',
    args: { input: t.arg({ type: RotateSecretInput, required: true, description: 'Whose.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError],
      union: { name: 'RotateSecretResult', description: 'What comes of `rotateSecret`.' },
    },
    resolve: (_, { input }, context) => {
      requireRecentPassword(context);
      return rotateSecret(context.db, callerOf(context), String(input.clientId));
    },
  }),
  deleteClient: t.field({
    type: DeleteClientPayload,
    description:
      'Deletes the client with its secrets, for good. Needs the password given within the last 15 minutes.',
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
