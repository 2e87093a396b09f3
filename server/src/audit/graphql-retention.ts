import { ValidationError } from '../errors.ts';
import type { AuditCheckpoint } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf, requireRecentPassword } from '../graphql/context.ts';
import { findRetention, setAuditRetention, type AuditRetention } from './retention.ts';

const AuditCheckpointType = builder.objectRef<AuditCheckpoint>('AuditCheckpoint').implement({
  description:
    'Where the record begins since its oldest entries were taken away: the last of those. Sealed by Llavero, so that nobody else can shorten the record unseen.',
  fields: (t) => ({
    sequence: t.exposeInt('sequence', { description: 'The number of the last entry that was taken away.' }),
    hash: t.exposeString('hash', {
      description: 'Its hash, which the first entry that is left names as the one before.',
    }),
    removedUntil: t.expose('removedUntil', { type: 'DateTime', description: 'When it had been written.' }),
    madeAt: t.expose('madeAt', { type: 'DateTime', description: 'When it was taken away.' }),
  }),
});

const AuditRetentionType = builder.objectRef<AuditRetention>('AuditRetention').implement({
  description: 'How long the record is kept.',
  fields: (t) => ({
    days: t.exposeInt('days', { nullable: true, description: 'For how many days; null: for ever.' }),
    checkpoint: t.expose('checkpoint', {
      type: AuditCheckpointType,
      nullable: true,
      description: 'From where on it is there; null where nothing was ever taken away.',
    }),
  }),
});

builder.queryField('auditRetention', (t) =>
  t.field({
    type: AuditRetentionType,
    description: 'How long the record of the organisation is kept.',
    resolve: (_, __, context) => findRetention(context.db, callerOf(context)),
  }),
);

const SetAuditRetentionInput = builder.inputType('SetAuditRetentionInput', {
  description: 'How long the record is kept from now on.',
  fields: (t) => ({ days: t.int({ description: '30 to 3660 days; null, or left out: for ever.' }) }),
});

const SetAuditRetentionPayload = builder
  .objectRef<{ retention: AuditRetention }>('SetAuditRetentionPayload')
  .implement({
    description: 'The record is kept so long.',
    fields: (t) => ({
      retention: t.expose('retention', { type: AuditRetentionType, description: 'How long.' }),
    }),
  });

builder.mutationField('setAuditRetention', (t) =>
  t.field({
    type: SetAuditRetentionPayload,
    authScopes: { owner: true },
    description:
      'Says how long entries of the record are kept. What is older is taken away for good, within the next hour and once a day from then on. For owners. Needs the password given within the last 15 minutes.',
    args: { input: t.arg({ type: SetAuditRetentionInput, required: true, description: 'How long.' }) },
    complexity: 10,
    errors: {
      types: [ValidationError],
      union: { name: 'SetAuditRetentionResult', description: 'What comes of `setAuditRetention`.' },
    },
    resolve: async (_, { input }, context) => {
      requireRecentPassword(context);
      return { retention: await setAuditRetention(context.db, callerOf(context), input.days ?? null) };
    },
  }),
);
