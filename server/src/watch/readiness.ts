import { setTimeout as sleep } from 'node:timers/promises';
import type { Changes } from '../database/changes.ts';
import type { Db } from '../database/connect.ts';
import type { SigningKeys } from '../tokens/signing-keys.ts';

/**
 * `ready`: all is well. `degraded`: something is missing, and those who are known are served all the same. `unavailable`:
 * send nobody here. `stopping`: the same, for good.
 */
export type Readiness = {
  status: 'ready' | 'degraded' | 'unavailable' | 'stopping';
  /** What is missing: `database`, `changes` (the line on which changes are heard), `signingKey`. */
  missing: string[];
};

export type ReadinessCheck = {
  look(): Promise<Readiness>;
  /** From now on this process wants no new requests. */
  stop(): void;
};

/** A look counts for so long: whoever asks often does not burden the database. */
const lookMilliseconds = 1000;

/** A database that has not answered by then is missing. */
const patienceMilliseconds = 2000;

/** Whether requests should be sent to this process. */
export function createReadinessCheck(parts: {
  db: Db;
  changes: Pick<Changes, 'isHearing' | 'heardAt'>;
  signingKeys: Pick<SigningKeys, 'current'>;
  config: { staleSeconds: number };
}): ReadinessCheck {
  const { db, changes, signingKeys, config } = parts;
  let isStopping = false;
  let answeredAt = Number.NEGATIVE_INFINITY;
  let last: { at: number; look: Promise<boolean> } | undefined;

  return {
    async look() {
      const isAnswering = await lookAtDatabase();
      const missing = [
        ...(isAnswering ? [] : ['database']),
        ...(changes.isHearing() ? [] : ['changes']),
        ...(hasSigningKey() ? [] : ['signingKey']),
      ];
      return { status: judge(isAnswering, missing), missing };
    },
    stop: () => void (isStopping = true),
  };

  function judge(isAnswering: boolean, missing: string[]): Readiness['status'] {
    if (isStopping) return 'stopping';
    if (missing.length === 0) return 'ready';
    if (missing.includes('signingKey')) return 'unavailable';
    const silence = performance.now() - Math.max(answeredAt, changes.heardAt());
    return isAnswering || silence <= config.staleSeconds * 1000 ? 'degraded' : 'unavailable';
  }

  function lookAtDatabase(): Promise<boolean> {
    const now = performance.now();
    if (!last || now - last.at >= lookMilliseconds) last = { at: now, look: askDatabase(now) };
    return last.look;
  }

  async function askDatabase(at: number): Promise<boolean> {
    const answer = db.$queryRaw`SELECT 1`.then(
      () => true,
      () => false,
    );
    const isAnswering = await Promise.race([answer, sleep(patienceMilliseconds, false, { ref: false })]);
    if (isAnswering) answeredAt = at;
    return isAnswering;
  }

  function hasSigningKey(): boolean {
    try {
      return signingKeys.current !== undefined;
    } catch {
      return false;
    }
  }
}
