import { expect, test } from 'vitest';
import fc from '../../test/kit/fast-check.ts';
import { readRetryAfter } from './retry-after.ts';

const now = new Date('2026-11-27T12:00:00.500Z');

test.each<[string, string, number | null]>([
  ['seconds', '120', 120],
  ['no seconds', '0', 0],
  ['seconds with blanks around them', ' 7 ', 7],
  ['more seconds than a number holds', '9'.repeat(400), Number.POSITIVE_INFINITY],
  ['a date', 'Fri, 27 Nov 2026 12:01:00 GMT', 60],
  ['a date of RFC 850', 'Friday, 27-Nov-26 12:01:00 GMT', 60],
  ['a date of asctime', 'Fri Nov 27 12:01:00 2026', 60],
  ['a date of asctime with one digit', 'Tue Dec  1 12:00:00 2026', 4 * 86_400],
  ['a date that is past', 'Sun, 06 Nov 1994 08:49:37 GMT', 0],
  ['nothing', '', null],
  ['a negative number', '-5', null],
  ['a part of a second', '1.5', null],
  ['a number of another base', '0x10', null],
  ['a number and a word', '5 seconds', null],
  ['two numbers', '5, 6', null],
  ['a date in ISO 8601', '2026-11-27T12:01:00Z', null],
  ['a date in another zone', 'Fri, 27 Nov 2026 12:01:00 +0100', null],
  ['a month that there is not', 'Fri, 27 Nol 2026 12:01:00 GMT', null],
  ['an hour that there is not', 'Fri, 27 Nov 2026 25:01:00 GMT', null],
  ['a word', 'tomorrow', null],
])('Retry-After: %s', (_, header, seconds) => {
  expect(readRetryAfter(503, header, now)).toBe(seconds);
});

test('Retry-After counts with 429 and 503 alone', () => {
  const statuses = [200, 302, 400, 404, 410, 429, 500, 502, 503, 504];
  expect(statuses.filter((status) => readRetryAfter(status, '9', now) !== null)).toEqual([429, 503]);
  expect(readRetryAfter(503, undefined, now)).toBeNull();
});

test('any date that is written as HTTP writes it is read as that moment', () => {
  const dates = fc.date({ min: now, max: new Date('2049-12-31T00:00:00Z'), noInvalidDate: true });
  fc.assert(
    fc.property(dates, (date) => {
      const seconds = Math.max(
        0,
        Math.ceil((Math.trunc(date.getTime() / 1000) * 1000 - now.getTime()) / 1000),
      );
      expect(readRetryAfter(429, date.toUTCString(), now)).toBe(seconds);
    }),
  );
});

test('no text makes it fail, or ask for less than nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (header) => {
      expect(readRetryAfter(429, header, now) ?? 0).toBeGreaterThanOrEqual(0);
    }),
  );
});
