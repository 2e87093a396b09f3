import fc from '../test/kit/fast-check.ts';
import { describe, expect, test } from 'vitest';
import { isUuid, readText } from './text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 300 });
const graphemes = fc.string({ unit: 'grapheme', maxLength: 300 });
const name = { field: 'name', maxLength: 255 };

describe('readText', () => {
  test.each([
    ['trims blanks of every kind', '\t\u00A0 a b \u3000\n', 'a b'],
    ['composes what is decomposed', 'n\u0303', 'ñ'],
    ['keeps compatibility forms as they are', 'ﬁ Ａ', 'ﬁ Ａ'],
    ['keeps joiners and marks of direction that names need', 'می\u200Cخواهم \u200F', 'می\u200Cخواهم \u200F'],
    ['keeps emoji whole', '👩‍👩‍👧', '👩‍👩‍👧'],
  ])('%s', (_, raw, text) => {
    expect(readText(raw, name)).toEqual({ text });
  });

  test.each([
    ['null', null],
    ['undefined', undefined],
    ['nothing', ''],
    ['blanks', ' \n\t\u3000\uFEFF'],
  ])('wants something, not %s', (_, raw) => {
    expect(readText(raw, name)).toEqual({
      field: 'name',
      code: 'REQUIRED',
      message: 'This field is required.',
    });
  });

  test.each([
    '\0',
    '\u0007',
    '\u001B',
    '\u007F',
    '\u0085',
    '\u2028',
    '\u2029',
    '\u202E',
    '\u2066',
    '\uD800',
    '\uDC00',
  ])('refuses %j within a text, in one line and in several', (character) => {
    for (const multiline of [false, true]) {
      expect(readText(`a${character}b`, { ...name, multiline })).toMatchObject({ code: 'CONTROL_CHARACTER' });
    }
  });

  test('takes newlines and tabs where there may be several lines, and writes newlines one way', () => {
    expect(readText('a\r\nb\n\tc', { ...name, multiline: true })).toEqual({ text: 'a\nb\n\tc' });
    for (const text of ['a\nb', 'a\tb', 'a\rb'])
      expect(readText(text, name)).toMatchObject({ code: 'CONTROL_CHARACTER' });
  });

  test('counts code points, after composing', () => {
    for (const character of ['a', 'ñ', 'n\u0303', '🔑']) {
      expect(readText(character.repeat(255), name)).toHaveProperty('text');
      expect(readText(character.repeat(256), name)).toEqual({
        field: 'name',
        code: 'TOO_LONG',
        message: 'At most 255 characters; this has 256.',
      });
    }
  });

  test('whatever it lets through is as it stores it: read again, it is the same', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, graphemes), fc.boolean(), (raw, multiline) => {
        const read = readText(raw, { ...name, multiline });
        if ('code' in read) return;
        expect(readText(read.text, { ...name, multiline })).toEqual(read);
        expect(read.text).toBe(read.text.normalize('NFC').trim());
        expect(read.text.isWellFormed()).toBe(true);
        expect([...read.text].length).toBeLessThanOrEqual(255);
        expect(read.text).not.toMatch(/[\0\r\u202A-\u202E]/);
      }),
      { numRuns: 1000 },
    );
  });
});

test('isUuid takes what PostgreSQL takes', () => {
  fc.assert(
    fc.property(fc.uuid(), (uuid) => {
      expect([isUuid(uuid), isUuid(uuid.toUpperCase())]).toEqual([true, true]);
    }),
  );
  for (const text of [
    '',
    'x',
    '01890000-0000-7000-8000-00000000000',
    '01890000-0000-7000-8000-000000000000\n',
  ]) {
    expect(isUuid(text)).toBe(false);
  }
});
