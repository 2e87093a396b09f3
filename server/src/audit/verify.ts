import type { Db, Transaction } from '../database/connect.ts';
import { findCheckpoint, isGenuine, type SealKey } from './checkpoint.ts';
import { genesisHash, hashOf } from './chain.ts';

/** The end of a chain, as it was once seen. Kept elsewhere, it shows that nothing was cut off since. */
export type AuditHead = { sequence: number; hash: string };

export type AuditBreak =
  /** What the entry says is not what it was hashed over. */
  | 'CHANGED'
  /** There is no entry of this number. */
  | 'MISSING'
  /** It was written after another entry than the one that stands before it. */
  | 'UNCHAINED'
  /** It is another one than the head that the caller knows. */
  | 'OTHER_THAN_KNOWN'
  /** The checkpoint before it was not made by Llavero, or changed since. */
  | 'FORGED_CHECKPOINT';

/** What came of looking through a chain. Where it breaks, `head` is the last entry that holds. */
export type AuditVerification = {
  count: number;
  head: AuditHead;
  broken: { sequence: number; reason: AuditBreak } | null;
};

/** What is hashed in one go holds up everyone else for a few milliseconds. */
const entriesPerLook = 200;

/**
 * Looks through the whole record of an organisation, from its beginning or its checkpoint, in bounded memory: that every entry
 * is as it was hashed, stands after the one it was written after, and none is missing. That the end was cut off, or all of it
 * written anew from some entry on, shows against `known` alone.
 */
export async function verifyRecord(
  db: Db,
  sealKey: SealKey,
  organisationId: string,
  known: AuditHead | null,
): Promise<AuditVerification> {
  for (;;) {
    const checkpoint = await findCheckpoint(db, organisationId);
    const start = checkpoint ?? { sequence: 0, hash: genesisHash };
    const verification =
      checkpoint && !isGenuine(sealKey, checkpoint)
        ? brokenAfter(start, 'FORGED_CHECKPOINT')
        : await verifyChain(db, organisationId, start, { known });
    const now = await findCheckpoint(db, organisationId);
    // What was missing was taken away by the clock meanwhile.
    if (now?.sequence === checkpoint?.sequence) return verification;
  }
}

/** The same from this entry on, which is taken as it is; `until` is the last one that matters. */
export async function verifyChain(
  db: Db | Transaction,
  organisationId: string,
  start: AuditHead,
  { known = null, until }: { known?: AuditHead | null; until?: number } = {},
): Promise<AuditVerification> {
  let head: AuditHead = { sequence: start.sequence, hash: start.hash };
  let count = 0;
  if (known?.sequence === start.sequence && known.hash !== start.hash) {
    return { count, head, broken: { sequence: start.sequence, reason: 'OTHER_THAN_KNOWN' } };
  }
  for (;;) {
    const entries = await db.auditEvent.findMany({
      where: { organisationId, sequence: { gt: head.sequence, ...(until !== undefined && { lte: until }) } },
      orderBy: { sequence: 'asc' },
      take: entriesPerLook,
    });
    for (const entry of entries) {
      const reason = judge(entry, head, known);
      if (reason) return { ...brokenAfter(head, reason), count };
      head = { sequence: entry.sequence, hash: entry.hash };
      count++;
    }
    if (entries.length < entriesPerLook) break;
  }
  const last = Math.max(known?.sequence ?? 0, until ?? 0);
  return last > head.sequence ? { ...brokenAfter(head, 'MISSING'), count } : { count, head, broken: null };
}

function judge(
  entry: Parameters<typeof hashOf>[0] & { hash: string },
  before: AuditHead,
  known: AuditHead | null,
): AuditBreak | null {
  if (entry.sequence !== before.sequence + 1) return 'MISSING';
  if (hashOf(entry) !== entry.hash) return 'CHANGED';
  if (entry.previousHash !== before.hash) return 'UNCHAINED';
  return known?.sequence === entry.sequence && known.hash !== entry.hash ? 'OTHER_THAN_KNOWN' : null;
}

function brokenAfter({ sequence, hash }: AuditHead, reason: AuditBreak): AuditVerification {
  return { count: 0, head: { sequence, hash }, broken: { sequence: sequence + 1, reason } };
}
