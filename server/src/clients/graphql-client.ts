import { builder } from '../graphql/builder.ts';
import { ErrorInterface } from '../graphql/scalars-and-errors.ts';
import { PermissionGroupType } from '../permission-groups/graphql-group.ts';
import { groupScopes } from '../permission-groups/store.ts';
import { AuthenticationMethodError, ClientIdTakenError, ConflictError } from './client-errors.ts';
import { secretHint } from './credentials.ts';

builder.objectType(AuthenticationMethodError, {
  name: 'AuthenticationMethodError',
  description: 'The client authenticates with its private key and has no secret; nothing was changed.',
  interfaces: [ErrorInterface],
});

builder.objectType(ClientIdTakenError, {
  name: 'ClientIdTakenError',
  description: 'A client has this client ID, or had it: none is given out again. Nothing was changed.',
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

export const AuthenticationMethodType = builder.enumType('AuthenticationMethod', {
  description: 'How a client proves who it is when it asks for a token.',
  values: {
    CLIENT_SECRET: {
      description: 'With its client secret, by HTTP Basic or in the form (RFC 6749, section 2.3.1).',
    },
    PRIVATE_KEY_JWT: {
      description:
        'With an assertion signed by its private key (`private_key_jwt`, RFC 7523). Llavero knows the public key alone, and there is no secret.',
    },
  } as const,
});

const ContactType = builder.objectRef<{ name: string; email: string | null }>('Contact').implement({
  description: 'A person or a team.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Who.' }),
    email: t.exposeString('email', { nullable: true, description: 'An e-mail address, if there is one.' }),
  }),
});

export const ClientType = builder.prismaObject('Client', {
  description: 'An OAuth 2.0 client: an external application that may ask for access tokens.',
  fields: (t) => ({
    clientId: t.exposeID('clientId', {
      description: 'What the application identifies itself with (`client_id`). Never changes.',
    }),
    name: t.exposeString('name', { description: 'For people; unique in the organisation.' }),
    description: t.exposeString('description', { description: 'What the client is for.' }),
    scopes: t.exposeStringList('scopes', {
      description: 'The single scopes that it was given, by technical name, without those of its groups.',
    }),
    permissionGroups: t.field({
      type: [PermissionGroupType],
      description: 'The permission groups that it was given, by name.',
      // Most have one or two: a page of clients with theirs is not too much to ask.
      complexity: { field: 1, multiplier: 2 },
      select: (_, __, nested) => ({
        permissionGroups: {
          select: { group: nested(true) },
          orderBy: [{ group: { nameSort: 'asc' } }, { groupId: 'asc' }],
        },
      }),
      resolve: ({ permissionGroups }) => permissionGroups.map(({ group }) => group),
    }),
    effectiveScopes: t.stringList({
      description:
        'What its tokens may hold, by technical name: its single scopes and those of its groups together, each once.',
      select: { scopes: true, permissionGroups: { select: { group: { select: groupScopes } } } },
      resolve: ({ scopes, permissionGroups }) => [
        ...new Set([
          ...scopes,
          ...permissionGroups.flatMap(({ group }) => group.scopes.map(({ scope }) => scope.name)),
        ]),
      ],
    }),
    grantTypes: t.exposeStringList('grantTypes', {
      description: 'How it may ask for tokens (RFC 6749): `client_credentials`.',
    }),
    enabled: t.exposeBoolean('enabled', {
      description:
        'Whether it is served. A disabled one is refused like one with a wrong secret, wherever it asks (`/token`, `/introspect`, `/revoke`), and none of its tokens counts.',
    }),
    accessTokenLifetimeSeconds: t.exposeInt('accessTokenLifetimeSeconds', {
      nullable: true,
      description:
        'How long its tokens live, in seconds (`expires_in`); null where they live as long as those of the API that they are for.',
    }),
    allowedAddresses: t.exposeStringList('allowedAddresses', {
      description:
        'From where it may ask: addresses and ranges (`203.0.113.7`, `10.0.0.0/8`, `2001:db8::/32`). Empty: from anywhere. From elsewhere it is refused like one with a wrong secret.',
    }),
    owner: t.field({
      type: ContactType,
      nullable: true,
      description: 'Who answers for it.',
      select: { ownerName: true, ownerEmail: true },
      resolve: ({ ownerName: name, ownerEmail: email }) => (name === null ? null : { name, email }),
    }),
    technicalContact: t.field({
      type: ContactType,
      nullable: true,
      description: 'Whom to call when it does not work.',
      select: { technicalContactName: true, technicalContactEmail: true },
      resolve: ({ technicalContactName: name, technicalContactEmail: email }) =>
        name === null ? null : { name, email },
    }),
    labels: t.exposeStringList('labels', { description: 'What people sort their clients by.' }),
    authenticationMethod: t.expose('authenticationMethod', {
      type: AuthenticationMethodType,
      description: 'How it proves who it is.',
    }),
    jwks: t.string({
      nullable: true,
      description:
        'Its public keys, a JWKS (RFC 7517) as JSON; null where it authenticates with a secret. The order of members may differ from what was sent.',
      select: { jwks: true },
      resolve: ({ jwks }) => (jwks === null ? null : JSON.stringify(jwks)),
    }),
    mayIntrospect: t.exposeBoolean('mayIntrospect', {
      description: 'Whether it may ask at `/introspect` what tokens of the organisation are good for.',
    }),
    secretHint: t.string({
      nullable: true,
      description:
        'The public beginning of its newest secret, by which people tell secrets apart: `llv_3fK9x2Qa`. Null where it has none.',
      select: { secrets: { select: { id: true }, orderBy: { createdAt: 'desc' }, take: 1 } },
      resolve: ({ secrets: [newest] }) => (newest ? secretHint(newest.id) : null),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was registered.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When what can be updated of it last changed; tells versions apart (`expectedUpdatedAt`).',
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
