import { builder } from '../graphql/builder.ts';
import { callerOf } from '../graphql/context.ts';
import { ErrorInterface } from '../graphql/scalars-and-errors.ts';
import { LastSecretError, TooManySecretsError } from './client-errors.ts';
import { secretHint } from './credentials.ts';
import { ClientType } from './graphql-client.ts';
import { longestDescription } from './secret-input.ts';
import { findEndingSecrets } from './secret-store.ts';
import { stateOf } from './secrets.ts';

/** Words that the inputs about secrets share. */
export const secretWords = {
  whichClient: 'Which client.',
  whichSecret: 'Which secret, by the `id` of its ClientSecret.',
  description: `By which people tell secrets apart: ${longestDescription} characters at most.`,
};

/** How many a list of ending secrets holds. */
const mostEnding = 100;

builder.objectType(TooManySecretsError, {
  name: 'TooManySecretsError',
  description:
    'The client has as many secrets as it may, five that work or have yet to start, or as many on their way out; nothing was changed.',
  interfaces: [ErrorInterface],
});

builder.objectType(LastSecretError, {
  name: 'LastSecretError',
  description: 'Without this secret the client would get no token any more; nothing was changed.',
  interfaces: [ErrorInterface],
});

const SecretStateType = builder.enumType('SecretState', {
  description: 'Where a secret is in its life.',
  values: {
    UPCOMING: { description: 'It starts later. Until then it is refused like a wrong one.' },
    ACTIVE: { description: 'It works.' },
    BEING_REPLACED: { description: 'It works beside the one that replaces it, until its end.' },
    ENDED: { description: 'It has ended, and is refused like a wrong one.' },
  } as const,
});

export const ClientSecretType = builder.prismaObject('ClientSecret', {
  description: 'What is known of a secret of a client. The secret itself is nowhere: only its hash is kept.',
  select: { id: true, startsAt: true, expiresAt: true, replacedAt: true },
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its name, for `updateSecret` and its like.' }),
    hint: t.string({
      description: 'Its public beginning, by which people tell secrets apart: `llv_3fK9x2Qa`.',
      resolve: ({ id }) => secretHint(id),
    }),
    description: t.exposeString('description', {
      nullable: true,
      description: 'What somebody wrote about it, if anything.',
    }),
    state: t.field({
      type: SecretStateType,
      description: 'Where it is in its life.',
      resolve: (secret) => stateOf(secret),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    startsAt: t.expose('startsAt', { type: 'DateTime', description: 'From when it is good.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ends; null where it has no end.',
    }),
    replacedAt: t.expose('replacedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when a newer one stands beside it; null where none was to replace it.',
    }),
    firstUsedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When a token was first asked for with it; null when never.',
      select: { usage: { select: { firstUsedAt: true } } },
      resolve: ({ usage }) => usage?.firstUsedAt ?? null,
    }),
    lastUsedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When a token was last given for it, a few seconds late; null when never.',
      select: { usage: { select: { lastUsedAt: true } } },
      resolve: ({ usage }) => usage?.lastUsedAt ?? null,
    }),
    lastUsedFrom: t.string({
      nullable: true,
      description: 'The address it was last used from; null when never.',
      select: { usage: { select: { lastAddress: true } } },
      resolve: ({ usage }) => usage?.lastAddress ?? null,
    }),
    usesInLastDay: t.int({
      description: 'How many tokens were given for it in the last 24 hours, counted by whole hours.',
      resolve: ({ id }, _, { usesInLastDay }) => usesInLastDay.load(id),
    }),
    client: t.relation('client', { description: 'Whose it is.' }),
  }),
});

builder.prismaObjectField(ClientType, 'secrets', (t) =>
  t.relation('secrets', {
    description: 'Its secrets, the newest first, with the latest of those that have ended.',
    query: { orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] },
    complexity: { field: 1, multiplier: 5 },
  }),
);

builder.queryField('endingSecrets', (t) =>
  t.prismaField({
    type: [ClientSecretType],
    description: `The secrets that end within so many days, the soonest first, ${mostEnding} at most.`,
    args: {
      withinDays: t.arg.int({ defaultValue: 30, description: 'From 1 to 365; what is more counts as 365.' }),
    },
    complexity: { field: 5, multiplier: mostEnding / 4 },
    resolve: (query, _, { withinDays }, context) => {
      const from = new Date();
      const days = Math.min(365, Math.max(1, withinDays ?? 30));
      const to = new Date(from.getTime() + days * 24 * 3600_000);
      const { organisationId } = callerOf(context);
      return findEndingSecrets(context.db, organisationId, { from, to, most: mostEnding }, query);
    },
  }),
);
