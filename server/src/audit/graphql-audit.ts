import { resolveCursorConnection } from '@pothos/plugin-relay';
import { GraphQLError } from 'graphql';
import type { AuditEvent } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf } from '../graphql/context.ts';
import { readAuditCursor, writeAuditCursor } from './audit-cursor.ts';
import { readAuditFilter } from './audit-filter.ts';
import { countAuditEvents, listAuditEvents, type AuditFilter } from './audit-list.ts';
import { canonical } from './chain.ts';

const AuditActorType = builder.objectRef<AuditEvent>('AuditActor').implement({
  description: 'Who did something, as they were called then.',
  fields: (t) => ({
    id: t.id({ description: 'Names the person.', resolve: ({ actorId }) => actorId ?? '' }),
    name: t.string({ description: 'What they were called.', resolve: ({ actorName }) => actorName ?? '' }),
    email: t.string({ description: 'Their address.', resolve: ({ actorEmail }) => actorEmail ?? '' }),
  }),
});

const AuditSubjectType = builder.objectRef<AuditEvent>('AuditSubject').implement({
  description: 'What something was done to, as it was called then.',
  fields: (t) => ({
    type: t.exposeString('subjectType', {
      description: 'Of what kind: `client`, `administrator`, `signing_key` ... More will come.',
    }),
    id: t.exposeID('subjectId', { description: 'Which: of a client its client ID.' }),
    name: t.exposeString('subjectName', { description: 'What it was called.' }),
  }),
});

const AuditEventType = builder.objectRef<AuditEvent>('AuditEvent').implement({
  description:
    'One entry of the record. `hash` is the SHA-256 over the canonical JSON (RFC 8785) of everything else in it, so that no entry can be changed or taken out unseen (`verifyAuditLog`).',
  fields: (t) => ({
    sequence: t.exposeInt('sequence', {
      description: 'Its number in the organisation: 1, 2, 3 ... without a gap.',
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    actor: t.field({
      type: AuditActorType,
      nullable: true,
      description:
        'Who did it. Null where nobody knows (a refused sign-in), and, without an `address`, where Llavero did it by itself.',
      resolve: (event) => (event.actorId === null ? null : event),
    }),
    address: t.exposeString('address', { nullable: true, description: 'From which IP address.' }),
    userAgent: t.exposeString('userAgent', {
      nullable: true,
      description: 'With what: what the browser or program called itself, in short.',
    }),
    action: t.exposeString('action', {
      description: 'What was done: `client.created`, `secret.rotated`, `session.started` ... More will come.',
    }),
    subject: t.field({ type: AuditSubjectType, description: 'To what.', resolve: (event) => event }),
    before: t.string({
      nullable: true,
      description:
        'The fields that changed, as they were: a JSON object, in canonical form (RFC 8785). Null where nothing was. Secrets by their hints.',
      resolve: ({ before }) => (before === null ? null : canonical(before)),
    }),
    after: t.string({
      nullable: true,
      description: 'The same fields as they are since. Null where nothing is.',
      resolve: ({ after }) => (after === null ? null : canonical(after)),
    }),
    previousHash: t.exposeString('previousHash', {
      description: 'The `hash` of the entry before; 64 zeros in the first.',
    }),
    hash: t.exposeString('hash', { description: 'SHA-256, in hexadecimal.' }),
  }),
});

const AuditFilterInput = builder.inputType('AuditFilter', {
  description: 'Which entries of the record are wanted; all that is given must fit.',
  fields: (t) => ({
    search: t.string({
      description:
        'Every word must occur in what was done, by whom, from where, to what, or in what changed, whatever the case and the accents.',
    }),
    actions: t.stringList({ description: 'One of these: `client.created` ...' }),
    actor: t.id({ description: 'Done by this person.' }),
    subject: t.id({ description: 'Done to this: of a client its client ID.' }),
    from: t.field({ type: 'DateTime', description: 'From this moment on.' }),
    to: t.field({ type: 'DateTime', description: 'Before this moment.' }),
  }),
});

builder.queryField('auditLog', (t) =>
  t.connection(
    {
      type: AuditEventType,
      description:
        'The record of the organisation: every change, by whom, from where, the newest first. What concerns people (roles, invitations, sign-ins) is for owners.',
      args: { filter: t.arg({ type: AuditFilterInput, description: 'Which; all when nothing is said.' }) },
      complexity: ({ first, last }) => ({
        field: 5,
        multiplier: Math.min(100, Math.max(1, first ?? last ?? 24)),
      }),
      resolve: async (_, { filter: asked, ...args }, context) => {
        const { db } = context;
        const caller = callerOf(context);
        const filter = checked(asked ?? {});
        const connection = await resolveCursorConnection<Promise<AuditEvent[]>>(
          {
            args,
            defaultSize: 24,
            maxSize: 100,
            toCursor: ({ sequence }: AuditEvent) => writeAuditCursor(sequence),
          },
          ({ before, after, limit, inverted }) =>
            listAuditEvents(db, caller, filter, {
              limit,
              oldestFirst: inverted,
              olderThan: placeOf(after),
              newerThan: placeOf(before),
            }),
        );
        let counted: ReturnType<typeof countAuditEvents> | undefined;
        return {
          ...connection,
          // On an empty page the library names the cursor that was asked from.
          pageInfo: {
            ...connection.pageInfo,
            ...(connection.edges.length === 0 ? { startCursor: null, endCursor: null } : {}),
          },
          count: () => (counted ??= countAuditEvents(db, caller, filter)),
        };
      },
    },
    {
      name: 'AuditEventConnection',
      description: 'A page of the record.',
      fields: (f) => ({
        totalCount: f.int({
          description: 'How many there are, exactly up to 1,000.',
          resolve: async (connection) => (await connection.count()).totalCount,
        }),
        totalCountIsExact: f.boolean({
          description: 'Whether `totalCount` is the whole truth; false where there are more than 1,000.',
          resolve: async (connection) => (await connection.count()).totalCountIsExact,
        }),
      }),
    },
    { name: 'AuditEventEdge', description: 'An entry and where it stands in the record.' },
  ),
);

function checked(asked: AuditFilter): AuditFilter {
  const read = readAuditFilter(asked);
  if ('filter' in read) return read.filter;
  throw badInput(read.complaints.join(' '));
}

function placeOf(cursor: string | null | undefined): number | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const place = readAuditCursor(cursor);
  if (place !== null) return place;
  throw badInput('This cursor is not one of this list. Take cursors from its own pages.');
}

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
