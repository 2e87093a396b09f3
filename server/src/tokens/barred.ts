import type { KnownClient } from '../clients/registry.ts';
import type { RefusalReason } from './refusal-reasons.ts';

/** Why this client gets nothing, whatever it proves; undefined where it is served. */
export function whyBarred({ enabled }: KnownClient): RefusalReason | undefined {
  return enabled ? undefined : 'CLIENT_DISABLED';
}
