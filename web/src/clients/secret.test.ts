import { expect, test } from 'vitest';
import { endOf, soonestEnd } from './secret.ts';

const now = new Date('2026-11-26T12:00:00.000Z');

test('the soonest end counts where it is near and nobody has replaced the secret', () => {
  const far = { state: 'ACTIVE', expiresAt: '2027-03-01T00:00:00.000Z' } as const;
  const near = { state: 'ACTIVE', expiresAt: '2026-12-10T00:00:00.000Z' } as const;
  const nearer = { state: 'ACTIVE', expiresAt: '2026-12-01T00:00:00.000Z' } as const;
  const endless = { state: 'ACTIVE', expiresAt: null } as const;
  const replaced = { state: 'BEING_REPLACED', expiresAt: '2026-11-27T00:00:00.000Z' } as const;
  expect(soonestEnd([far, near, endless, nearer, replaced], now)).toBe(nearer.expiresAt);
  expect(soonestEnd([far, endless, replaced], now)).toBeUndefined();
});

test.each([
  ['month', '', '2026-02-28T09:30:00.000Z'],
  ['halfYear', '', '2026-07-31T09:30:00.000Z'],
  ['year', '', '2027-01-31T09:30:00.000Z'],
  ['threeYears', '', '2029-01-31T08:30:00.000Z'],
  ['never', '', null],
  ['date', '', undefined],
] as const)('an end by the calendar: %s', (choice, date, expected) => {
  expect(endOf(choice, date, new Date('2026-01-31T09:30:00.000Z'))).toBe(expected);
});

test('a date is its last second, by the clock of the reader', () => {
  const end = endOf('date', '2026-12-24', now);
  expect(new Date(end ?? '').toString()).toContain('Dec 24 2026 23:59:59');
});
