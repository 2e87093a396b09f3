import type { Db } from '../database/connect.ts';
import type { Log } from '../log.ts';
import type { SealKey } from './checkpoint.ts';
import { applyRetention } from './retention.ts';

export type RetentionClock = {
  /** Stops the clock; resolves when what it began is done. */
  stop(): Promise<void>;
};

/** Takes away what is too old now and every hour, whichever process comes first, and writes the heads of the chains to the log. */
export function startRetentionClock(
  db: Db,
  sealKey: SealKey,
  log: Log,
  intervalMilliseconds = 3_600_000,
): RetentionClock {
  const logged = new Map<string, number>();
  let working = work();
  const clock = setInterval(() => (working = working.then(work)), intervalMilliseconds).unref();

  return {
    stop() {
      clearInterval(clock);
      return working;
    },
  };

  async function work(): Promise<void> {
    try {
      for (const organisationId of await applyRetention(db, sealKey, new Date())) {
        log.error({ organisationId }, 'the record does not verify: nothing of it is taken away');
      }
      await logHeads();
    } catch (error) {
      log.warn({ err: error }, 'the record could not be looked after; the next hour tries again');
    }
  }

  /** A log that is kept elsewhere knows then how far the chains went. */
  async function logHeads(): Promise<void> {
    const heads = await db.$queryRaw<{ organisationId: string; sequence: number; hash: string }[]>`
      SELECT head.* FROM "Organisation" o CROSS JOIN LATERAL (
        SELECT "organisationId", sequence, hash FROM "AuditEvent"
        WHERE "organisationId" = o.id ORDER BY sequence DESC LIMIT 1) head`;
    for (const { organisationId, sequence, hash } of heads) {
      if (logged.get(organisationId) === sequence) continue;
      logged.set(organisationId, sequence);
      log.info({ organisationId, sequence, hash }, 'the head of the record');
    }
  }
}
