import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Arbitrary } from 'fast-check';
import { expect } from 'vitest';
import fc, { seed } from '../kit/fast-check.ts';
import { wholeCount } from '../kit/whole-counts.ts';

/** How much more the last third of a run may hold than the middle one. The first fills what is bounded. */
const flat = 1.1;

/**
 * Sends `whole` generated requests (or a part of them, see `wholeCount`), one after the other, and throws with the seed and the shortest
 * request that fails. Memory is flat when as much of it is held after the last third as after the middle one.
 */
export async function fuzz<T>(
  requests: Arbitrary<T>,
  whole: number,
  send: (request: T) => Promise<void>,
): Promise<void> {
  const held: number[] = [];
  for (const third of [0, 1, 2]) {
    await fc.assert(
      fc.asyncProperty(requests, send),
      // Nothing that was sent in vain is kept: fast-check itself must not look like a leak.
      { seed: seed + third, numRuns: Math.ceil(wholeCount(whole) / 3), verbose: 0 },
    );
    held.push(await heldMemory());
  }
  const [, middle = 0, last = 0] = held;
  expect(last / middle, `bytes held after each third: ${held.join(', ')}`).toBeLessThan(flat);
}

/** For a test of `fuzz`: some milliseconds a request on a slow machine. */
export const fuzzTimeout = 600_000;

/** In bytes, what nothing but a living reference keeps: the least of some looks, since what is under way holds some, too. */
async function heldMemory(): Promise<number> {
  let least = Infinity;
  for (let look = 0; look < 10; look++) {
    await sleep(300);
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    least = Math.min(least, heapUsed + external);
  }
  return least;
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
