import { describe, expect, test } from 'vitest';
import { isPublicAddress, refuseForbidden } from './public-address.ts';

describe('an address that a webhook may not reach', () => {
  test.each([
    ['unspecified', '0.0.0.0'],
    ['of this network', '0.1.2.3'],
    ['loopback', '127.0.0.1'],
    ['loopback, far away', '127.255.255.254'],
    ['private, 10', '10.1.2.3'],
    ['private, 172.16', '172.31.255.255'],
    ['private, 192.168', '192.168.1.1'],
    ['shared by a carrier (RFC 6598)', '100.64.0.1'],
    ['link-local, where clouds keep their metadata', '169.254.169.254'],
    ['for examples', '192.0.2.1'],
    ['for benchmarks', '198.18.0.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified, IPv6', '::'],
    ['loopback, IPv6', '::1'],
    ['unique local', 'fd00::1'],
    ['link-local, IPv6', 'fe80::1'],
    ['site-local, as it was once', 'fec0::1'],
    ['multicast, IPv6', 'ff02::1'],
    ['IPv4-mapped', '::ffff:127.0.0.1'],
    ['IPv4-mapped, in hexadecimal', '::ffff:7f00:1'],
    ['IPv4-mapped, and public', '::ffff:93.184.215.14'],
    ['IPv4-compatible', '::127.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['NAT64 of a network (RFC 8215)', '64:ff9b:1::7f00:1'],
    ['6to4', '2002:7f00:1::'],
    ['Teredo', '2001:0:7f00:1::'],
    ['for documents', '2001:db8::1'],
  ])('%s: %s', (_, address) => {
    expect(isPublicAddress(address)).toBe(false);
    for (const protocol of ['https:', 'http:']) {
      expect(() => refuseForbidden(address, { protocol, allowPrivate: false })).toThrow(
        expect.objectContaining({ code: 'PRIVATE_ADDRESS' }),
      );
      expect(() => refuseForbidden(address, { protocol, allowPrivate: true })).not.toThrow();
    }
  });
});

test.each(['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])(
  '%s is reached by https alone',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
    for (const allowPrivate of [false, true]) {
      expect(() => refuseForbidden(address, { protocol: 'https:', allowPrivate })).not.toThrow();
      expect(() => refuseForbidden(address, { protocol: 'http:', allowPrivate })).toThrow(
        expect.objectContaining({ code: 'NOT_HTTPS' }),
      );
    }
  },
);
