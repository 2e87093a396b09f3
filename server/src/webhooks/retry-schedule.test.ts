import { expect, test } from 'vitest';
import fc from '../../test/kit/fast-check.ts';
import { jitter, retrySeconds, secondsUntilRetry } from './retry-schedule.ts';

const attempts = fc.integer({ min: 1, max: retrySeconds.length });
const asked = fc.option(fc.oneof(fc.nat(200_000), fc.constant(Number.POSITIVE_INFINITY)));
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a retry is never earlier than the schedule, nor than what the receiver asks for, up to the longest wait', () => {
  fc.assert(
    fc.property(attempts, asked, chance, (made, retryAfter, random) => {
      const wait = secondsUntilRetry(made, retryAfter, random) ?? Number.NaN;
      const least = Math.max(retrySeconds[made - 1] ?? 0, Math.min(retryAfter ?? 0, 36_000));
      expect(wait).toBeGreaterThanOrEqual(least);
      expect(wait).toBeLessThanOrEqual(least * (1 + jitter));
      expect(wait).toBeLessThanOrEqual(43_200);
    }),
  );
});

test('chance alone makes two waits differ', () => {
  fc.assert(
    fc.property(
      attempts,
      asked,
      fc.uniqueArray(fc.nat(99), { minLength: 2, maxLength: 2 }),
      (made, after, two) => {
        const [one, other] = two.map((percent) => secondsUntilRetry(made, after, percent / 100));
        expect(one).not.toBe(other);
      },
    ),
  );
});

test('a receiver that asks for nothing gets seven attempts within a day, whatever chance adds', () => {
  const waits = retrySeconds.map((_, n) => secondsUntilRetry(n + 1, null, 0.999_999) ?? 0);
  expect(waits.reduce((sum, wait) => sum + wait)).toBeLessThan(86_400);
  expect(secondsUntilRetry(retrySeconds.length + 1, 60, 0)).toBeNull();
});
