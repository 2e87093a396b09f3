import { lookup as lookUp, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The name leads, or is, where Llavero may not reach. */
export class ForbiddenAddressError extends Error {
  readonly code: 'PRIVATE_ADDRESS' | 'NOT_HTTPS';

  constructor(code: 'PRIVATE_ADDRESS' | 'NOT_HTTPS', address: string) {
    super(`${address} may not be reached this way`);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Addresses whose range ipaddr.js takes for public: `::/96`, IPv4 in the old way (RFC 4291, section 2.5.5.1). */
const ipv4Compatible = ipaddr.parseCIDR('::/96');

/**
 * Whether an address can be anybody's on the Internet: no loopback, private, link-local, shared (RFC 6598), multicast or reserved
 * one, nor one that carries another address in it (IPv4-mapped, NAT64, 6to4, Teredo).
 */
export function isPublicAddress(address: string): boolean {
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || !parsed.match(ipv4Compatible);
}

/** How a message travels. */
type Way = { protocol: string; allowPrivate: boolean };

/** TLS to public addresses; to all others only where that is allowed, and then also without. @throws ForbiddenAddressError */
export function refuseForbidden(address: string, { protocol, allowPrivate }: Way): void {
  const isPublic = isPublicAddress(address);
  if (!isPublic && !allowPrivate) throw new ForbiddenAddressError('PRIVATE_ADDRESS', address);
  if (protocol !== 'https:' && (isPublic || !allowPrivate))
    throw new ForbiddenAddressError('NOT_HTTPS', address);
}

/** Whether a URL's host is an address; Node does not look those up. */
export function literalAddress({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? undefined : bare;
}

/**
 * Looks a name up for the connection that is about to be made, and refuses it where any of its addresses is forbidden: what is
 * checked is what is connected to, whatever the name leads to a moment later.
 */
export function guardedLookup(way: Way): LookupFunction {
  return (hostname, options, answer) => {
    lookUp(hostname, { ...(options as LookupOptions), all: true }, (error, addresses: LookupAddress[]) => {
      const [first] = addresses ?? [];
      if (error || !first) return answer(error ?? new Error('no address'), '');
      try {
        for (const { address } of addresses) refuseForbidden(address, way);
      } catch (refusal) {
        return answer(refusal as Error, '');
      }
      return options.all ? answer(null, addresses) : answer(null, first.address, first.family);
    });
  };
}
