import { createHash } from 'node:crypto';
import type { Db } from '../database/connect.ts';
import { inTime } from '../database/in-time.ts';
import type { Log } from '../log.ts';
import { clockStepSeconds } from './clock-steps.ts';

/** Assertions that were accepted, by any process (RFC 7523, section 3, item 7). */
export type UsedAssertions = {
  /**
   * Notes an assertion, and says whether nobody did before. `expiresAt`: from when on it would be refused anyway.
   * @throws UsedAssertionsUnavailableError: without the database nobody knows
   */
  isFirstUse(clientRowId: string, jti: string, expiresAt: Date): Promise<boolean>;
};

/** Whether the assertion was used before cannot be told now. */
export class UsedAssertionsUnavailableError extends Error {
  constructor(options?: ErrorOptions) {
    super('the database is out of reach, and with it the assertions that were used', options);
    this.name = new.target.name;
  }
}

const patienceMilliseconds = 2000;

/** After a failed write the database is left alone for so long, and answers come at once. */
const restMilliseconds = 1000;

const cleanEveryMilliseconds = 60_000;

/** Rows that one cleaning takes; the next use goes on. */
const cleanedAtOnce = 10_000;

/** Cleans up by use, at most once a minute: whoever uses no assertions leaves none behind. */
export function createUsedAssertions(db: Db, log: Log): UsedAssertions {
  let restUntil = Number.NEGATIVE_INFINITY;
  let cleanAt = Number.NEGATIVE_INFINITY;

  return {
    async isFirstUse(clientRowId, jti, expiresAt) {
      if (performance.now() < restUntil) throw new UsedAssertionsUnavailableError();
      const key = createHash('sha256').update(`${clientRowId} ${jti}`).digest('base64url');
      try {
        const written = await inTime(insert(key, expiresAt), patienceMilliseconds);
        if (performance.now() >= cleanAt) void clean();
        return written === 1;
      } catch (cause) {
        restUntil = performance.now() + restMilliseconds;
        throw new UsedAssertionsUnavailableError({ cause });
      }
    },
  };

  /** The unique key decides between two processes. Tells how many rows were written. */
  async function insert(key: string, expiresAt: Date): Promise<number> {
    return db.$executeRaw`
      INSERT INTO "UsedAssertion" ("key", "expiresAt") VALUES (${key}, ${expiresAt}) ON CONFLICT DO NOTHING`;
  }

  async function clean(): Promise<void> {
    cleanAt = performance.now() + cleanEveryMilliseconds;
    const forgotten = new Date(Date.now() - clockStepSeconds * 1000);
    try {
      const cleaned = await db.$executeRaw`
        DELETE FROM "UsedAssertion" WHERE "key" IN (
          SELECT "key" FROM "UsedAssertion" WHERE "expiresAt" < ${forgotten}
          LIMIT ${cleanedAtOnce} FOR UPDATE SKIP LOCKED)`;
      if (cleaned === cleanedAtOnce) cleanAt = Number.NEGATIVE_INFINITY;
    } catch (error) {
      log.warn({ err: error }, 'expired assertions could not be removed; it is tried again in a minute');
    }
  }
}
