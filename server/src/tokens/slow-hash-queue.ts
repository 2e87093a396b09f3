import os from 'node:os';
import pLimit, { type LimitFunction } from 'p-limit';
import { OAuthError } from './oauth-error.ts';

/** Where slow hashes wait for their turn. */
export type SlowHashQueue = {
  /** Runs `hash` when there is room; refuses at once when too many wait. `isReserved`: in the lane kept for owners. */
  run<T>(hash: () => Promise<T>, lane: Lane): Promise<T>;
  /** How many run and wait, for whoever watches. */
  size(): number;
};

/** `reserved` is for a secret that names a living row while its client's failures are past the limit. */
export type Lane = 'common' | 'reserved';

/** How many may wait in each lane: some two seconds of work. */
const longestQueue = { common: 64, reserved: 16 };

/**
 * Slow hashes never have all of the processor: one core is left to those who need none. Beyond the queue the answer is 503
 * at once, with a `Retry-After` that spreads the returns.
 */
export function createSlowHashQueue(cores = os.availableParallelism()): SlowHashQueue {
  const lanes: Record<Lane, LimitFunction> = {
    common: pLimit(Math.max(1, Math.min(3, cores - 1))),
    reserved: pLimit(1),
  };
  return {
    run(hash, lane) {
      const limit = lanes[lane];
      if (limit.pendingCount >= longestQueue[lane]) throw busy(lane);
      return limit(hash);
    },
    size: () =>
      Object.values(lanes).reduce(
        (sum, { activeCount, pendingCount }) => sum + activeCount + pendingCount,
        0,
      ),
  };
}

function busy(lane: Lane): OAuthError {
  const error = new OAuthError(
    503,
    'temporarily_unavailable',
    'Too many new credentials are being checked. Try again shortly.',
    { reason: 'TOO_MANY_CHECKS', detail: `the ${lane} lane for slow hashes is full` },
  );
  error.retryAfterSeconds = 1 + Math.floor(Math.random() * 5);
  return error;
}
