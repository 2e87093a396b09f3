import type { KnownClient } from '../clients/registry.ts';

/**
 * Which API the tokens of this client are for (RFC 9068, section 3): `LLAVERO_AUDIENCE` is that of the operator's
 * organisation, and every other one has an audience of its own, so that no token fits the API of somebody else.
 */
export function audienceOf(
  { issuer, audience }: { issuer: string; audience: string },
  { organisationId, isOperators }: Pick<KnownClient, 'organisationId' | 'isOperators'>,
): string {
  return isOperators ? audience : `${issuer}/api/${organisationId}`;
}
