import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { quoted } from '../apis/chosen-scopes.ts';
import type { FieldError } from '../errors.ts';

type Address = ReturnType<typeof ipaddr.parse>;
type Range = [network: Address, bits: number];

/** From where a client may ask, made ready for looking. */
export type AllowedAddresses = {
  /** As it is stored: `10.0.0.0/8 2001:db8::7`. */
  readonly text: string;
  readonly ranges: readonly Range[];
};

const mostRanges = 50;

/**
 * Addresses and ranges (CIDR, RFC 4632 and 4291) of IPv4 and IPv6, each once and in its usual form (RFC 5952); an
 * IPv4-mapped one is the IPv4 that it stands for. A range begins with its first address: whoever writes `10.0.0.5/8` may
 * mean one machine, and would let in sixteen million.
 */
export function readAllowedAddresses(
  asked: readonly string[] | null,
): { allowedAddresses: string[] } | FieldError {
  const field = 'allowedAddresses';
  if (asked === null)
    return { field, code: 'REQUIRED', message: 'Send an empty list to let it ask from anywhere.' };
  const read = asked.map((text) => ({ text, range: readRange(text) }));
  const bad = read.flatMap(({ text, range }) => (range ? [] : [text]));
  if (bad.length > 0) {
    const message = `Not an address or a range in CIDR, such as 203.0.113.7, 10.0.0.0/8 or 2001:db8::/32, each range written by its first address: ${quoted(bad)}.`;
    return { field, code: 'INVALID_ADDRESS', message };
  }
  const allowedAddresses = [...new Set(read.flatMap(({ range }) => (range ? [written(range)] : [])))];
  if (allowedAddresses.length <= mostRanges) return { allowedAddresses };
  const message = `At most ${mostRanges} addresses and ranges; these are ${allowedAddresses.length}.`;
  return { field, code: 'TOO_MANY', message };
}

/** What is stored, made ready for looking; null where it may ask from anywhere. */
export function openAllowedAddresses(stored: readonly string[]): AllowedAddresses | null {
  if (stored.length === 0) return null;
  const ranges = stored.map((text) => {
    const range = readRange(text);
    if (!range) throw new Error('an allowed address cannot be read');
    return range;
  });
  return { text: stored.join(' '), ranges };
}

/** Whether a request from this address is let in. One that is no address is not. */
export function isAllowed({ ranges }: AllowedAddresses, address: string): boolean {
  if (isIP(address) === 0) return false;
  const from = ipaddr.process(address);
  return ranges.some(([network, bits]) => network.kind() === from.kind() && from.match(network, bits));
}

/** The library alone takes `10.1` and `0x0a.1`, too, which people read in different ways. */
function readRange(text: string): Range | undefined {
  const [, address = '', bits] = /^\s*([^\s/%]+)(?:\/(\d{1,3}))?\s*$/.exec(text) ?? [];
  if (isIP(address) === 0) return undefined;
  const parsed = ipaddr.parse(address);
  const longest = longestPrefix(parsed);
  const prefix = bits === undefined ? longest : Number(bits);
  if (prefix > longest || !isFirst(parsed, prefix)) return undefined;
  if (!(parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress())) return [parsed, prefix];
  return prefix < 96 ? undefined : [parsed.toIPv4Address(), prefix - 96];
}

/** Whether nothing stands behind the prefix. */
function isFirst(address: Address, prefix: number): boolean {
  const kind = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  return kind.networkAddressFromCIDR(`${address.toString()}/${prefix}`).toString() === address.toString();
}

function written([network, bits]: Range): string {
  return bits === longestPrefix(network) ? network.toString() : `${network.toString()}/${bits}`;
}

function longestPrefix(address: Address): number {
  return address.kind() === 'ipv4' ? 32 : 128;
}
