import { builder } from '../graphql/builder.ts';
import { callerOf } from '../graphql/context.ts';
import { verifyRecord, type AuditBreak, type AuditHead, type AuditVerification } from './verify.ts';

const AuditHeadType = builder.objectRef<AuditHead>('AuditHead').implement({
  description:
    'The newest entry of the record at a moment. Kept elsewhere, it shows whether the end was cut off since.',
  fields: (t) => ({
    sequence: t.exposeInt('sequence', { description: 'Its number; 0 where there is none.' }),
    hash: t.exposeString('hash', { description: 'Its hash; 64 zeros where there is none.' }),
  }),
});

const AuditBreakType = builder.enumType('AuditBreak', {
  description: 'Why a chain does not hold.',
  values: {
    CHANGED: { description: 'What the entry says is not what it was hashed over.' },
    MISSING: { description: 'There is no entry of this number.' },
    UNCHAINED: { description: 'It was written after another entry than the one that stands before it.' },
    OTHER_THAN_KNOWN: { description: 'It is not the entry that the given head names.' },
    FORGED_CHECKPOINT: {
      description:
        'The checkpoint before it, where the oldest entries were taken away, is not one that Llavero made.',
    },
  } as const satisfies Record<AuditBreak, object>,
});

const AuditVerificationType = builder.objectRef<AuditVerification>('AuditVerification').implement({
  description: 'What came of looking through the record.',
  fields: (t) => ({
    isWhole: t.boolean({
      description: 'Whether every entry is as it was written, and none is missing.',
      resolve: ({ broken }) => broken === null,
    }),
    count: t.exposeInt('count', { description: 'How many entries hold, from the beginning on.' }),
    head: t.expose('head', { type: AuditHeadType, description: 'The last entry that holds.' }),
    brokenAt: t.int({
      nullable: true,
      description: 'The first number at which the record does not hold; null where all of it does.',
      resolve: ({ broken }) => broken?.sequence ?? null,
    }),
    reason: t.field({
      type: AuditBreakType,
      nullable: true,
      description: 'Why it does not; null where it does.',
      resolve: ({ broken }) => broken?.reason ?? null,
    }),
  }),
});

const AuditHeadInput = builder.inputType('AuditHeadInput', {
  description: 'A head that was seen before: of an earlier verification, or of an export.',
  fields: (t) => ({
    sequence: t.int({ required: true, description: 'Its number.' }),
    hash: t.string({ required: true, description: 'Its hash.' }),
  }),
});

builder.queryField('verifyAuditLog', (t) =>
  t.field({
    type: AuditVerificationType,
    description:
      'Looks through the whole record of the organisation: whether an entry was changed, taken out or put elsewhere. That the end was cut off, or everything written anew from some entry on, shows against a head that was kept elsewhere alone: give one as `known`. Takes about a second for 20,000 entries.',
    args: { known: t.arg({ type: AuditHeadInput, description: 'A head that was seen before.' }) },
    complexity: 1000,
    resolve: async (_, { known }, context) => {
      const { organisationId } = callerOf(context);
      const verification = await verifyRecord(context.db, context.sealKey, organisationId, known ?? null);
      context.log.info({ organisationId, ...verification }, 'the record was verified');
      return verification;
    },
  }),
);
