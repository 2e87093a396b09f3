import { describe, expect, it } from 'vitest';
import { isNameOf, wasUsedRecently } from './recent-use.ts';

const now = new Date('2026-05-06T16:00:00Z');

describe('a client counts as in use', () => {
  it.each([
    ['2026-05-06T15:59:59Z', true],
    ['2026-05-05T16:00:01Z', true],
    ['2026-05-05T16:00:00Z', false],
    ['2026-05-06T16:00:20Z', true],
    [null, false],
  ])('when it was last used at %s: %s', (lastUsedAt, expected) => {
    expect(wasUsedRecently(lastUsedAt, now)).toBe(expected);
  });
});

describe('the name typed to confirm', () => {
  it.each([
    ['App Móvil', 'App Móvil', true],
    [' App Móvil ', 'App Móvil', true],
    ['App Mo\u0301vil', 'App Móvil', true],
    ['app móvil', 'App Móvil', false],
    ['', 'App Móvil', false],
  ])('%j for %j: %s', (typed, name, expected) => {
    expect(isNameOf(typed, name)).toBe(expected);
  });
});
