import { PermissionGroupType } from '../permission-groups/graphql-group.ts';
import { ClientType } from '../clients/graphql-client.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf } from '../graphql/context.ts';
import { ErrorInterface } from '../graphql/scalars-and-errors.ts';
import type { SigningAlgorithm } from '../config.ts';
import { SigningAlgorithmType } from '../tokens/graphql-signing-keys.ts';
import { DefaultApiError } from './api-errors.ts';
import { describeScope } from './described-scope.ts';
import { ScopeType, TranslatedType } from './graphql-scope.ts';
import { findApi, findApis, type ApiWithScopes } from './store.ts';
import { apiTemplates, type ApiTemplate } from './templates.ts';
import { InUseError } from './use.ts';

builder.objectType(InUseError, {
  name: 'InUseError',
  description:
    'What was to be taken away is in use; nothing was changed. `evenIfInUse` goes on all the same.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    clientCount: t.int({
      description: 'How many clients have it.',
      resolve: ({ use }) => use.clientCount,
    }),
    clients: t.field({
      type: [ClientType],
      description: 'The first five of them, by name.',
      resolve: ({ use }) => use.clients,
    }),
    permissionGroups: t.field({
      type: [PermissionGroupType],
      description: 'The permission groups that hold it, by name.',
      resolve: ({ use }) => use.permissionGroups,
    }),
  }),
});

builder.objectType(DefaultApiError, {
  name: 'DefaultApiError',
  description: 'The default API of an organisation cannot be deleted.',
  interfaces: [ErrorInterface],
});

export const ApiType = builder.objectRef<ApiWithScopes>('Api').implement({
  description: 'A protected API: what access tokens are for.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Names it; never changes.' }),
    name: t.exposeString('name', { description: 'For people; unique in the organisation.' }),
    audience: t.exposeString('audience', {
      description:
        'The `aud` of its tokens, and what applications send as `resource` (RFC 8707): an absolute URI, of one API in the whole installation.',
    }),
    isDefault: t.exposeBoolean('isDefault', {
      description: 'Whether it is what tokens are for when a request names none. There is one.',
    }),
    scopes: t.field({
      type: [ScopeType],
      description: 'The permissions that clients can be given at it.',
      resolve: ({ scopes }) => scopes.map(describeScope),
    }),
    tokenLifetimeSeconds: t.exposeInt('tokenLifetimeSeconds', {
      description: 'How long its tokens live, in seconds.',
    }),
    signingAlgorithm: t.field({
      type: SigningAlgorithmType,
      description: 'What its tokens are signed with.',
      resolve: ({ signingAlgorithm }) => signingAlgorithm as SigningAlgorithm,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was described.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When it last changed; tells versions apart (`expectedUpdatedAt`).',
    }),
  }),
});

const ApiTemplateType = builder.objectRef<ApiTemplate>('ApiTemplate').implement({
  description: 'Scopes that often go together, to begin with.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Names it: `properties`.' }),
    names: t.expose('names', { type: TranslatedType, description: 'What they are for.' }),
    scopes: t.expose('scopes', { type: [ScopeType], description: 'The scopes.' }),
  }),
});

builder.queryFields((t) => ({
  apis: t.field({
    type: [ApiType],
    description: 'The APIs of the organisation, the default one first, then the older ones; 100 at most.',
    resolve: (_, __, context) => findApis(context.db, callerOf(context).organisationId),
  }),
  api: t.field({
    type: ApiType,
    nullable: true,
    description: 'One API; null when there is none with this id.',
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    resolve: (_, { id }, context) => findApi(context.db, callerOf(context).organisationId, String(id)),
  }),
  apiTemplates: t.field({
    type: [ApiTemplateType],
    description: 'Sets of scopes to choose from when an API is described.',
    resolve: () => [...apiTemplates],
  }),
}));
