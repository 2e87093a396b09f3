import { ClientType } from '../clients/graphql-client.ts';
import { secretHint } from '../clients/credentials.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf } from '../graphql/context.ts';
import { refusalReasons, type RefusalReason } from '../tokens/refusal-reasons.ts';
import { findRefusal, keptPerClient } from './refusal-store.ts';

const RefusalReasonType = builder.enumType('RefusalReason', {
  description: 'Why a request was refused. The caller is never told this exactly.',
  values: Object.fromEntries(
    Object.entries(refusalReasons).map(([reason, description]) => [reason, { description }]),
  ) as Record<RefusalReason, { description: string }>,
});

const RefusalType = builder.prismaObject('Refusal', {
  description:
    'A request of an application that was refused, and why. The latest 50 of each client are kept, and 1,000 that belong to no client.',
  fields: (t) => ({
    errorId: t.exposeID('id', { description: 'The `error_id` that the application was given.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was refused.' }),
    code: t.field({
      type: RefusalReasonType,
      description: 'The cause, for programs and translators.',
      select: { reason: true },
      resolve: ({ reason }) => readReason(reason),
    }),
    explanation: t.string({
      description: 'The cause and what to mend, in English.',
      select: { reason: true },
      resolve: ({ reason }) => refusalReasons[readReason(reason)],
    }),
    endpoint: t.exposeString('endpoint', { description: 'The path that was asked: `/token`.' }),
    address: t.exposeString('address', { description: 'The network address that asked.' }),
    clientId: t.exposeString('sentClientId', {
      nullable: true,
      description:
        'The client ID as it was sent, wrong or right, cut at 100 characters; null where there was none.',
    }),
    client: t.relation('client', {
      nullable: true,
      description:
        'The client it belongs to: that of the client ID, or else that of the secret; null for none.',
    }),
    secretHint: t.string({
      nullable: true,
      description: 'Which of its secrets, living or replaced, was sent: `llv_3fK9x2Qa`.',
      select: { secretId: true },
      resolve: ({ secretId }) => (secretId === null ? null : secretHint(secretId)),
    }),
    secretReplacedAt: t.expose('secretReplacedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When that secret was replaced; null while it lives.',
    }),
    refusedScopes: t.exposeStringList('refusedScopes', {
      description: 'The permissions that were asked for in vain, as they were sent; ten at most.',
    }),
  }),
});

builder.prismaObjectField(ClientType, 'refusals', (t) =>
  t.relation('refusals', {
    description: 'Its latest refusals, the newest first.',
    args: {
      first: t.arg.int({ defaultValue: 10, description: 'How many, 50 at most.' }),
    },
    complexity: ({ first }) => ({ field: 1, multiplier: howMany(first) }),
    query: ({ first }) => ({ take: howMany(first), orderBy: { place: 'desc' } }),
  }),
);

builder.queryField('refusal', (t) =>
  t.prismaField({
    type: RefusalType,
    nullable: true,
    description:
      'Why a request was refused; null when nothing is known of it: it belongs to another organisation, is too old, or is a few seconds too young.',
    args: { errorId: t.arg.id({ required: true, description: 'The `error_id` of the answer.' }) },
    resolve: (query, _, { errorId }, context) =>
      findRefusal(context.db, callerOf(context).organisationId, String(errorId), query),
  }),
);

function howMany(first: number | null | undefined): number {
  return Math.min(keptPerClient, Math.max(1, first ?? 10));
}

/** A newer process may know more reasons than this one. */
function readReason(reason: string): RefusalReason {
  return reason in refusalReasons ? (reason as RefusalReason) : 'MALFORMED_REQUEST';
}
