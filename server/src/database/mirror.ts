import type { Log } from '../log.ts';
import type { ChangeListener, Changes } from './changes.ts';

/** Something small, held in memory whole, as the database has it. Ask each time: what is held changes. */
export type Mirror<T> = ChangeListener & {
  readonly held: T;
  /** Reads it again; resolves when what was committed before the call is held. Never rejects. */
  reload(): Promise<void>;
  stop(): Promise<void>;
};

/** How often it is read while changes are not heard, or after a look that failed. */
const lookMilliseconds = 1000;

/**
 * Reads it now, and again when it changes: one look at a time, and at most one more for all that is heard meanwhile. When
 * a look fails, what is held serves on. `what` names it in the log: `the signing keys`.
 */
export async function mirror<T>(
  read: () => Promise<T>,
  changes: () => Pick<Changes, 'isHearing'>,
  log: Log,
  what: string,
): Promise<Mirror<T>> {
  let held = await read();
  let isOutdated = false;
  let looking = Promise.resolve();
  let waiting: Promise<void> | undefined;
  const clock = setInterval(() => {
    if (isOutdated || !changes().isHearing()) void reload();
  }, lookMilliseconds).unref();

  return {
    get held() {
      return held;
    },
    reload,
    changed: reload,
    lost: reload,
    stop() {
      clearInterval(clock);
      return looking;
    },
  };

  function reload(): Promise<void> {
    waiting ??= looking = looking.then(look);
    return waiting;
  }

  async function look(): Promise<void> {
    waiting = undefined;
    try {
      held = await read();
      isOutdated = false;
    } catch (error) {
      // Once in the log is enough: the next look comes in a second.
      if (!isOutdated) log.warn({ err: error }, `${what} could not be read; trying again`);
      isOutdated = true;
    }
  }
}
