import { expect, it } from 'vitest';
import { countdown } from './countdown.ts';

it.each([
  [3_600_000, '1:00:00'],
  [3_597_600, '59:58'],
  [61_000, '1:01'],
  [400, '0:01'],
  [0, '0:00'],
  [-5_000, '0:00'],
])('shows %i ms as %s', (milliseconds, shown) => {
  expect(countdown(milliseconds)).toBe(shown);
});
