import type { Db } from '../database/connect.ts';
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
  | 'OTHER_THAN_KNOWN';

/** What came of looking through a chain. Where it breaks, `head` is the last entry that holds. */
export type AuditVerification = {
  count: number;
  head: AuditHead;
  broken: { sequence: number; reason: AuditBreak } | null;
};

/** What is hashed in one go holds up everyone else for a few milliseconds. */
const entriesPerLook = 200;

/**
 * Looks through the whole record of an organisation, from its beginning, in bounded memory: that every entry is as it was
 * hashed, stands after the one it was written after, and none is missing. That the end was cut off, or all of it written
 * anew from some entry on, shows against `known` alone.
 */
export async function verifyChain(
  db: Db,
  organisationId: string,
  known: AuditHead | null,
): Promise<AuditVerification> {
  let head: AuditHead = { sequence: 0, hash: genesisHash };
  let count = 0;
  for (;;) {
    const entries = await db.auditEvent.findMany({
      where: { organisationId, sequence: { gt: head.sequence } },
      orderBy: { sequence: 'asc' },
      take: entriesPerLook,
    });
    for (const entry of entries) {
      const expected = head.sequence + 1;
      if (entry.sequence !== expected) return brokenAt(expected, 'MISSING');
      if (hashOf(entry) !== entry.hash) return brokenAt(expected, 'CHANGED');
      if (entry.previousHash !== head.hash) return brokenAt(expected, 'UNCHAINED');
      if (known?.sequence === expected && known.hash !== entry.hash) {
        return brokenAt(expected, 'OTHER_THAN_KNOWN');
      }
      head = { sequence: expected, hash: entry.hash };
      count++;
    }
    if (entries.length < entriesPerLook) break;
  }
  if (known && known.sequence > head.sequence) return brokenAt(head.sequence + 1, 'MISSING');
  return { count, head, broken: null };

  function brokenAt(sequence: number, reason: AuditBreak): AuditVerification {
    return { count, head, broken: { sequence, reason } };
  }
}
