import { describe, expect, it } from 'vitest';
import { queryOf, wishOf } from './list-wish.ts';

describe('the address of the list', () => {
  it('says nothing while everything is as by default', () => {
    expect(queryOf({ search: '', order: 'name', shown: 24 })).toEqual({});
    expect(wishOf({})).toEqual({ search: '', order: 'name', shown: 24 });
  });

  it('keeps search, order and place over a reload', () => {
    const wish = { search: 'portal & más', order: 'used-desc', shown: 72 } as const;
    const address = new URLSearchParams(queryOf(wish) as Record<string, string>);
    expect(wishOf(Object.fromEntries(address))).toEqual(wish);
  });

  it.each([
    [{ order: 'toString' }],
    [{ order: ['name-desc', 'created'] }],
    [{ shown: '-3' }],
    [{ shown: '1e999' }],
    [{ search: null }],
  ])('takes %j for nothing said', (query) => {
    expect(wishOf(query)).toEqual({ search: '', order: 'name', shown: 24 });
  });
});
