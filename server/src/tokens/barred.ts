import { isAllowed } from '../clients/allowed-addresses.ts';
import type { KnownClient } from '../clients/registry.ts';
import type { RefusalReason } from './refusal-reasons.ts';

/** Why this client gets nothing from this address, whatever it proves; undefined where it is served. */
export function whyBarred(
  { enabled, allowedAddresses }: KnownClient,
  address: string,
): RefusalReason | undefined {
  if (!enabled) return 'CLIENT_DISABLED';
  return allowedAddresses && !isAllowed(allowedAddresses, address) ? 'ADDRESS_NOT_ALLOWED' : undefined;
}
