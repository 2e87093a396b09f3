import type { Log } from '../log.ts';
import { keepKeys } from './key-rotation.ts';
import type { SigningKeys } from './signing-keys.ts';

export type KeyRotationClock = {
  /** Stops the clock; resolves when what it began is done. */
  stop(): Promise<void>;
};

/** Looks after the keys now and every ten minutes, whichever process comes first. */
export function startKeyRotationClock(
  signingKeys: SigningKeys,
  { keyRotationDays }: { keyRotationDays: number },
  log: Log,
  intervalMilliseconds = 600_000,
): KeyRotationClock {
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
      await keepKeys(signingKeys, keyRotationDays);
    } catch (error) {
      log.warn({ err: error }, 'the signing keys could not be looked after; trying again later');
    }
  }
}
