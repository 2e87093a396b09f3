import type { Db } from '../database/connect.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../watch/metrics.ts';
import { forgetOld } from './forget-old.ts';
import { createRefusals, type Refused } from './refusals.ts';
import { createUses, type Use } from './uses.ts';

/** Remembers who was given a token and who was refused, and writes it in batches: no answer waits for a write. */
export type Usage = {
  used(use: Use): void;
  refused(refused: Refused): void;
  /** Writes what has been noted; what cannot be written is kept for the next time. */
  flush(): Promise<void>;
  /** Stops the clock and writes the rest. */
  stop(): Promise<void>;
};

/** Writing is followed by a rest so many times as long, however much there is to write; but for no longer than the other. */
const restToWork = 20;
const longestRestMilliseconds = 30_000;

const hourMilliseconds = 3_600_000;

/** Writes every `intervalMilliseconds` (two seconds is what a person will not notice), less often when that takes long. */
export function startUsage(
  db: Db,
  log: Log,
  metrics: Pick<Metrics, 'refused'>,
  intervalMilliseconds = 2000,
): Usage {
  const uses = createUses(db);
  const refusals = createRefusals(db, log);
  let writing = Promise.resolve();
  let forgottenAt = Number.NEGATIVE_INFINITY;
  let isStopped = false;
  let clock = wait(intervalMilliseconds);

  return {
    used: uses.note,
    refused(refused) {
      metrics.refused(refused.endpoint, refused.reason);
      refusals.note(refused);
    },
    flush,
    stop: () => {
      isStopped = true;
      clearTimeout(clock);
      return flush();
    },
  };

  function flush(): Promise<void> {
    return (writing = writing.then(async () => {
      await attempt(uses.write, 'the uses of clients could not be written; they are kept for the next time');
      await attempt(refusals.write, 'the refusals could not be written; they are kept for the next time');
    }));
  }

  function wait(milliseconds: number): NodeJS.Timeout {
    return setTimeout(async () => {
      const begun = performance.now();
      await flush();
      const took = performance.now() - begun;
      if (begun - forgottenAt >= hourMilliseconds) {
        forgottenAt = begun;
        await attempt(() => forgetOld(db), 'what is too old could not be removed; the next hour tries again');
      }
      const rest = Math.min(longestRestMilliseconds, restToWork * took);
      if (!isStopped) clock = wait(Math.max(intervalMilliseconds, rest));
    }, milliseconds).unref();
  }

  async function attempt(act: () => Promise<void>, complaint: string): Promise<void> {
    try {
      await act();
    } catch (error) {
      log.warn({ err: error }, complaint);
    }
  }
}
