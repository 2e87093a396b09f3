import type { Caller } from '../administrators/caller.ts';
import type { Db, Transaction } from '../database/connect.ts';
import { takeLock } from '../database/locks.ts';
import { ValidationError } from '../errors.ts';
import type { AuditCheckpoint } from '../generated/prisma/client.ts';
import { findCheckpoint, isGenuine, sealOf, type SealKey } from './checkpoint.ts';
import { genesisHash } from './chain.ts';
import { findHead, nobody, record } from './record.ts';
import { verifyChain } from './verify.ts';

/** How long the record of an organisation is kept (null: for ever), and from where on it is there. */
export type AuditRetention = { days: number | null; checkpoint: AuditCheckpoint | null };

/** What can be asked for: a month to ten years. */
const fewestDays = 30;
const mostDays = 3660;

/** More than this are not taken away in one transaction: nobody of the organisation can change anything meanwhile. */
const entriesAtOnce = 2000;

export async function findRetention(db: Db, { organisationId }: Caller): Promise<AuditRetention> {
  const [{ auditRetentionDays: days }, checkpoint] = await Promise.all([
    db.organisation.findUniqueOrThrow({ where: { id: organisationId } }),
    findCheckpoint(db, organisationId),
  ]);
  return { days, checkpoint };
}

/** Says for how many days entries are kept; null: for ever. @throws ValidationError */
export async function setAuditRetention(
  db: Db,
  caller: Caller,
  days: number | null,
): Promise<AuditRetention> {
  if (days !== null && (days < fewestDays || days > mostDays)) {
    const message = `Between ${fewestDays} and ${mostDays} days, or null for ever.`;
    throw new ValidationError([{ field: 'days', code: 'OUT_OF_RANGE', message }]);
  }
  await db.$transaction((transaction) => changeRetention(transaction, caller, days));
  return findRetention(db, caller);
}

async function changeRetention(transaction: Transaction, caller: Caller, days: number | null): Promise<void> {
  const { organisationId: id } = caller;
  const [before] = await transaction.$queryRaw<[{ days: number | null; name: string }]>`
    SELECT "auditRetentionDays" AS days, name FROM "Organisation" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  if (before.days === days) return;
  await transaction.organisation.update({ where: { id }, data: { auditRetentionDays: days } });
  await record(transaction, caller, {
    action: 'audit_log.retention_changed',
    subject: { type: 'audit_log', id, name: before.name },
    before: { days: before.days },
    after: { days },
  });
}

/**
 * Takes away what is older than each organisation wants it, whole days at a time, and leaves a checkpoint. What does not
 * verify stays: it would be gone as if it had been whole. Returns the organisations where that is so.
 */
export async function applyRetention(db: Db, sealKey: SealKey, now: Date): Promise<string[]> {
  const organisations = await db.organisation.findMany({ where: { auditRetentionDays: { not: null } } });
  const broken: string[] = [];
  for (const { id, name, auditRetentionDays } of organisations) {
    const cutoff = new Date(now.getTime() - (auditRetentionDays ?? 0) * 86_400_000);
    cutoff.setUTCHours(0, 0, 0, 0);
    // What is put on record meanwhile stays, whatever the clocks say.
    const { sequence: newest } = await findHead(db, id);
    let taken: 'some' | 'none' | 'broken';
    do {
      taken = await db.$transaction((transaction) =>
        trim(transaction, sealKey, { id, name }, { cutoff, newest }),
      );
    } while (taken === 'some');
    if (taken === 'broken') broken.push(id);
  }
  return broken;
}

async function trim(
  transaction: Transaction,
  sealKey: SealKey,
  { id: organisationId, name }: { id: string; name: string },
  { cutoff, newest }: { cutoff: Date; newest: number },
): Promise<'some' | 'none' | 'broken'> {
  await takeLock(transaction, `audit ${organisationId}`);
  const checkpoint = await findCheckpoint(transaction, organisationId);
  const start = checkpoint ?? { sequence: 0, hash: genesisHash };
  const last = await transaction.auditEvent.findFirst({
    where: {
      organisationId,
      at: { lt: cutoff },
      sequence: { lte: Math.min(newest, start.sequence + entriesAtOnce) },
    },
    orderBy: { sequence: 'desc' },
  });
  if (!last) return 'none';
  const until = last.sequence;
  const { broken } = await verifyChain(transaction, organisationId, start, { until });
  if (broken || (checkpoint && !isGenuine(sealKey, checkpoint))) return 'broken';
  const content = {
    organisationId,
    sequence: until,
    hash: last.hash,
    removedUntil: last.at,
    madeAt: new Date(),
  };
  const sealed = { ...content, seal: sealOf(sealKey, content) };
  await transaction.auditCheckpoint.upsert({ where: { organisationId }, create: sealed, update: sealed });
  await transaction.auditEvent.deleteMany({ where: { organisationId, sequence: { lte: until } } });
  await record(
    transaction,
    { ...nobody, organisationId },
    {
      action: 'audit_log.trimmed',
      subject: { type: 'audit_log', id: organisationId, name },
      before: { first: start.sequence + 1 },
      after: { first: until + 1 },
    },
  );
  return 'some';
}
