import fc from '../../test/kit/fast-check.ts';
import { describe, expect, test } from 'vitest';
import { isAllowed, openAllowedAddresses, readAllowedAddresses } from './allowed-addresses.ts';

const allows = (ranges: string[], address: string) => {
  const opened = openAllowedAddresses(ranges);
  return opened === null || isAllowed(opened, address);
};

describe('what is written', () => {
  test.each([
    [['203.0.113.7'], ['203.0.113.7']],
    [[' 203.0.113.7 '], ['203.0.113.7']],
    [['203.0.113.7/32'], ['203.0.113.7']],
    [['10.0.0.0/8', '10.0.0.0/8'], ['10.0.0.0/8']],
    [['0.0.0.0/0'], ['0.0.0.0/0']],
    [['2001:DB8:0:0::/32'], ['2001:db8::/32']],
    [['2001:db8::7/128'], ['2001:db8::7']],
    [['::ffff:203.0.113.7'], ['203.0.113.7']],
    [['::ffff:10.0.0.0/104'], ['10.0.0.0/8']],
    [
      ['::1', '127.0.0.1', '::1/128'],
      ['::1', '127.0.0.1'],
    ],
    [[], []],
  ])('%j is stored as %j', (asked, allowedAddresses) => {
    expect(readAllowedAddresses(asked)).toEqual({ allowedAddresses });
  });

  test.each([
    '',
    '/',
    'localhost',
    'example.com',
    '10.1',
    '0x0a.0.0.1',
    '010.0.0.1',
    '167772161',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0.0/8.0',
    '10.0.0.0/255.0.0.0',
    '10.0.0.1/8',
    '10.0.0.0-10.0.0.9',
    '10.0.0.*',
    '10.0.0.1:8080',
    '2001:db8::/129',
    '2001:db8::1/32',
    '[2001:db8::1]',
    'fe80::1%eth0',
    '::ffff:0:0/90',
    '10.0.0.1\0',
  ])('%j is refused, and named', (text) => {
    expect(readAllowedAddresses(['203.0.113.7', text])).toEqual({
      field: 'allowedAddresses',
      code: 'INVALID_ADDRESS',
      message: expect.stringContaining(JSON.stringify(text)),
    });
  });

  test('is at most fifty, doubles not counted', () => {
    const many = Array.from({ length: 51 }, (_, place) => `10.0.0.${place}`);
    expect(readAllowedAddresses([...many.slice(1), ...many.slice(1)])).toEqual({
      allowedAddresses: many.slice(1),
    });
    expect(readAllowedAddresses(many)).toMatchObject({ field: 'allowedAddresses', code: 'TOO_MANY' });
  });
});

describe('an address', () => {
  test.each([
    [['10.0.0.0/8'], '10.255.255.255', true],
    [['10.0.0.0/8'], '11.0.0.0', false],
    [['10.0.0.0/8'], '::ffff:10.1.2.3', true],
    [['203.0.113.7'], '203.0.113.7', true],
    [['203.0.113.7'], '203.0.113.8', false],
    [['198.51.100.0/25', '203.0.113.0/24'], '203.0.113.200', true],
    [['0.0.0.0/0'], '203.0.113.7', true],
    [['0.0.0.0/0'], '2001:db8::7', false],
    [['::/0'], '203.0.113.7', false],
    [['2001:db8::/32'], '2001:db8:ffff::1', true],
    [['2001:db8::/32'], '2001:db9::1', false],
    [['fe80::/10'], 'fe80::1%eth0', true],
    [['0.0.0.0/0', '::/0'], 'unknown', false],
    [['0.0.0.0/0', '::/0'], '', false],
    [[], 'whatever', true],
  ])('of %j, %s: %s', (ranges, address, expected) => {
    expect(allows(ranges, address)).toBe(expected);
  });

  test('is in a range exactly where its first bits are those of the range', () => {
    const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    const numberOf = (parts: number[]) => parts.reduce((sum, part) => sum * 256 + part, 0);
    const textOf = (value: number) =>
      [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
    fc.assert(
      fc.property(octets, octets, fc.nat(32), (one, other, bits) => {
        const size = 2 ** (32 - bits);
        const first = Math.floor(numberOf(one) / size) * size;
        const read = readAllowedAddresses([`${textOf(first)}/${bits}`]);
        if (!('allowedAddresses' in read)) throw new Error(read.message);
        const isWithin = numberOf(other) >= first && numberOf(other) < first + size;
        expect(allows(read.allowedAddresses, textOf(numberOf(other)))).toBe(isWithin);
        expect(allows(read.allowedAddresses, `::ffff:${textOf(numberOf(other))}`)).toBe(isWithin);
      }),
    );
  });
});
