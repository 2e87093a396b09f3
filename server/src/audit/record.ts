import type { Db, Transaction } from '../database/connect.ts';
import { takeLock } from '../database/locks.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { searchKey } from '../text.ts';
import type { AuditAction, AuditSubjectType } from './actions.ts';
import { canonical, genesisHash, hashOf, type AuditContent } from './chain.ts';
import type { Recorded } from './changed-fields.ts';

/**
 * Who did it, in which organisation, and from where; a `Caller` is one. Without a `userId` nobody knows who it was, and without
 * an `address` Llavero did it by itself.
 */
export type Actor = {
  organisationId: string;
  userId: string | null;
  name: string | null;
  email: string | null;
  address: string | null;
  userAgent: string | null;
};

/** Nobody in particular: what Llavero does by itself, or whoever holds the machine. */
export const nobody: Omit<Actor, 'organisationId'> = {
  userId: null,
  name: null,
  email: null,
  address: null,
  userAgent: null,
};

/**
 * What something was done to. What belongs to a client (secrets, tokens) has the client as its subject, and what belongs to a
 * person (sessions, passwords) the person, so that their histories are whole.
 */
export type AuditSubject = {
  type: AuditSubjectType;
  id: string;
  name: string;
};

/**
 * What was done. `before` and `after` hold the changed fields alone (`changedFields`), null where there was or is nothing;
 * secrets by their hints, never a hash nor a token.
 */
export type AuditEntry = {
  action: AuditAction;
  subject: AuditSubject;
  before: Recorded | null;
  after: Recorded | null;
};

/**
 * Appends to the organisation's record, in the transaction of the change: both are written or neither. Call it LAST: from
 * here to the commit nobody else of the organisation can append, and no row may be waited for any more.
 */
export async function record(transaction: Transaction, actor: Actor, entry: AuditEntry): Promise<void> {
  const { organisationId } = actor;
  await takeLock(transaction, `audit ${organisationId}`);
  const head = await findHead(transaction, organisationId);
  const content: AuditContent = {
    organisationId,
    sequence: head.sequence + 1,
    at: head.now,
    actorId: actor.userId,
    actorName: actor.name,
    actorEmail: actor.email,
    address: actor.address,
    userAgent: actor.userAgent,
    action: entry.action,
    subjectType: entry.subject.type,
    subjectId: entry.subject.id,
    subjectName: entry.subject.name,
    before: entry.before,
    after: entry.after,
    previousHash: head.hash,
  };
  await transaction.auditEvent.create({
    data: {
      ...content,
      before: entry.before ?? Prisma.DbNull,
      after: entry.after ?? Prisma.DbNull,
      hash: hashOf(content),
      searchKey: searchKeyOf(content),
    },
    select: { sequence: true },
  });
}

/**
 * Appends to the record of every organisation of a person: for what concerns their own account. In the order of their ids,
 * so that no two ever wait for each other. The same rules as for `record`.
 */
export async function recordForPerson(
  transaction: Transaction,
  userId: string,
  actor: Omit<Actor, 'organisationId'>,
  entry: AuditEntry,
): Promise<void> {
  const memberships = await transaction.membership.findMany({
    where: { userId },
    select: { organisationId: true },
    orderBy: { organisationId: 'asc' },
  });
  for (const { organisationId } of memberships) {
    await record(transaction, { ...actor, organisationId }, entry);
  }
}

/**
 * The end of the chain, and a moment that is not before it; where all was taken away, the end is the checkpoint. A statement
 * of its own: it must see what the lock waited for.
 */
export async function findHead(
  db: Db | Transaction,
  organisationId: string,
): Promise<{ sequence: number; hash: string; now: Date }> {
  const [head] = await db.$queryRaw<{ sequence: number; hash: string; now: Date }[]>`
    SELECT sequence, hash, GREATEST(at, clock_timestamp()::timestamptz(3)) AS now FROM (
      (SELECT sequence, hash, at FROM "AuditEvent"
        WHERE "organisationId" = ${organisationId}::uuid ORDER BY sequence DESC LIMIT 1)
      UNION ALL
      SELECT sequence, hash, "removedUntil" FROM "AuditCheckpoint" WHERE "organisationId" = ${organisationId}::uuid
      UNION ALL
      SELECT 0, ${genesisHash}, '-infinity'
    ) ends ORDER BY sequence DESC LIMIT 1`;
  if (!head) throw new Error('a chain without an end');
  return head;
}

function searchKeyOf({ before, after, ...content }: AuditContent): string {
  const { action, actorName, actorEmail, address, subjectId, subjectName } = content;
  const texts = [action, actorName, actorEmail, address, subjectName, subjectId];
  return searchKey([...texts, ...[before, after].map((fields) => fields && canonical(fields))].join('\n'));
}
