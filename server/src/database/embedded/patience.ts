import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../../start-error.ts';
import type { Log } from '../log.ts';

/** How long a start waits for PostgreSQL in all, and after how long it says so. */
const LIMIT_MS = 60_000;
const SAY_SO_AFTER_MS = 3_000;

/**
 * One start's waiting. Each call waits a moment; after a while it says once in the log what is being waited for.
 *
 * @throws StartError when the time is up, and an AbortError when the start is called off
 */
export type Patience = (whatFor: string) => Promise<void>;

export function bePatient({ log, signal }: { log: Log; signal?: AbortSignal | undefined }): Patience {
  const since = performance.now();
  let hasSaidSo = false;
  return async (whatFor) => {
    const waited = performance.now() - since;
    if (waited > LIMIT_MS)
      throw new StartError(`Gave up after ${LIMIT_MS / 1000} seconds of waiting for ${whatFor}.`);
    if (waited > SAY_SO_AFTER_MS && !hasSaidSo) {
      hasSaidSo = true;
      log.info(`Waiting for ${whatFor} ...`);
    }
    await sleep(50, undefined, { signal });
  };
}
