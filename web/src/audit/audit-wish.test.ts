import { expect, test } from 'vitest';
import { exportPathOf, filterOf, queryOf, wishOf } from './audit-wish.ts';

const nothing = { search: '', kind: '', from: '', to: '', actor: '', subject: '' } as const;

test('an address says what is wished for, and what it says wrongly is not', () => {
  expect(wishOf({ search: ' ana ', kind: 'clients', from: '2026-11-21', subject: 'cli_1' })).toEqual({
    ...nothing,
    search: 'ana',
    kind: 'clients',
    from: '2026-11-21',
    subject: 'cli_1',
  });
  expect(wishOf({ kind: 'constructor', from: 'ayer', search: ['a', 'b'] })).toEqual(nothing);
});

test('a wish and its address say the same', () => {
  const wish = { ...nothing, kind: 'keys', to: '2026-11-22', actor: 'a' } as const;
  expect(wishOf(queryOf(wish) as Record<string, string>)).toEqual(wish);
  expect(queryOf(nothing)).toEqual({});
});

test('a day is there from its first moment to its last, where the reader is', () => {
  const { from, to } = filterOf({ ...nothing, from: '2026-11-21', to: '2026-11-21' });
  expect(new Date(from ?? '').toString()).toContain('Nov 21 2026 00:00:00');
  expect(new Date(to ?? '').toString()).toContain('Nov 22 2026 00:00:00');
});

test('a file holds what is shown', () => {
  expect(exportPathOf({ ...nothing, kind: 'clients', search: 'a&b' }, 'csv', 'ours')).toBe(
    '/audit/export?format=csv&organisation=ours&actions=client.created&actions=client.updated&actions=client.deleted&search=a%26b',
  );
});
