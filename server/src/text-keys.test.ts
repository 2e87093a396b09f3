import fc from '../test/kit/fast-check.ts';
import { describe, expect, test } from 'vitest';
import { identityKey, searchKey, sortKey } from './text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 300 });
const graphemes = fc.string({ unit: 'grapheme', maxLength: 300 });

describe('identityKey', () => {
  test.each([
    ['case', 'PORTAL', 'portal'],
    ['surrounding blanks', ' Portal\u3000', 'Portal'],
    ['how accents are written', 'n\u0303andu\u0301', 'ñandú'],
    ['width', 'Ａ１', 'a1'],
    ['ligatures', 'ﬁn', 'FIN'],
    ['ß and ss', 'Straße', 'STRASSE'],
    ['both forms of ß', 'Straße', 'STRAẞE'],
    ['both forms of sigma', 'ΚΌΣΜΟΣ', 'κόσμος'],
    ['a blank that does not break', 'a\u00A0b', 'a b'],
  ])('does not tell apart by %s', (_, one, other) => {
    expect(identityKey(one)).toBe(identityKey(other));
  });

  test.each([
    ['an accent', 'ana', 'aná'],
    ['a blank within', 'a b', 'ab'],
    ['two blanks within', 'a  b', 'a b'],
    ['a letter', 'a', 'b'],
    ['the last of many letters', `${'ﷺ'.repeat(254)}a`, `${'ﷺ'.repeat(254)}b`],
  ])('tells apart by %s', (_, one, other) => {
    expect(identityKey(one)).not.toBe(identityKey(other));
  });

  test('is its own key', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, graphemes), (text) => {
        expect(identityKey(identityKey(text))).toBe(identityKey(text));
      }),
      { numRuns: 2000 },
    );
  });

  /** Every way in which the same text may be typed. */
  const variantsOf = (text: string) => [
    text.toUpperCase(),
    text.toLowerCase(),
    text.normalize('NFD'),
    text.normalize('NFKC'),
    ` ${text}\n`,
  ];

  test('meets every variant of case, and of how accents are written', () => {
    // JavaScript's upper case of the Greek iota subscript depends on where it stands among other marks.
    const text = fc.oneof(anyText, graphemes).filter((any) => !any.normalize('NFKD').includes('\u0345'));
    fc.assert(
      fc.property(text, (any) => {
        for (const variant of variantsOf(any)) expect(identityKey(variant)).toBe(identityKey(any));
      }),
      { numRuns: 1000 },
    );
  });

  test('does so for every letter that there is', () => {
    const strays: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const letter = String.fromCodePoint(code);
      const isPlain = variantsOf(letter).every((variant) => variant.trim() === letter);
      if (isPlain) continue;
      const key = identityKey(letter);
      if (identityKey(key) !== key || variantsOf(letter).some((variant) => identityKey(variant) !== key)) {
        strays.push(`U+${code.toString(16)} ${letter}`);
      }
    }
    expect(strays).toEqual([]);
  });

  test('is never longer than a database index takes', () => {
    const longest = ['ﷺ', '🔑', 'ΐ', 'ŉ', 'a'].map((character) => character.repeat(255));
    for (const text of longest) expect(Buffer.byteLength(identityKey(text))).toBeLessThanOrEqual(1024);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        expect(Buffer.byteLength(identityKey(text))).toBeLessThanOrEqual(1024);
        expect(Buffer.byteLength(sortKey(text))).toBeLessThanOrEqual(2000);
      }),
    );
    for (const text of longest) expect(Buffer.byteLength(sortKey(text))).toBeLessThanOrEqual(2000);
  });
});

describe('searchKey', () => {
  test('finds a text by any part of it, in any case and without its accents', () => {
    const words = fc.string({ unit: fc.constantFrom(...'aáñÑüßçØ1 -_%'), minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(words, words, words, (before, part, after) => {
        const whole = searchKey(before + part + after);
        expect(whole).toContain(searchKey(part.toUpperCase()));
        expect(whole).toContain(searchKey(part.normalize('NFD')));
      }),
    );
    expect(searchKey('ÑANDÚ')).toBe('nandu');
  });
});
