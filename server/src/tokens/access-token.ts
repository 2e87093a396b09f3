import { randomUUID } from 'node:crypto';
import type { KnownClient } from '../clients/registry.ts';
import { audienceOf } from './audience.ts';
import type { SigningKey } from './key-material.ts';
import { signJwt } from './sign-jwt.ts';

/** How long a token lives, in seconds. */
export const tokenLifetimeSeconds = 3600;

/** No token lives longer, in seconds. */
export const longestTokenLifetimeSeconds = 24 * 3600;

/** What an access token says (RFC 9068, section 2.2, and two claims of ours). */
export type AccessTokenClaims = {
  iss: string;
  aud: string;
  sub: string;
  client_id: string;
  iat: number;
  exp: number;
  jti: string;
  scope: string;
  /** The organisation of the client. */
  org: string;
  /** The client's token generation; a client with a higher one has taken this token back. */
  gen: number;
};

/** The claims of a token that this client gets now. */
export function accessTokenClaims(
  config: { issuer: string; audience: string },
  client: KnownClient,
  scopes: readonly string[],
): AccessTokenClaims {
  const iat = Math.floor(Date.now() / 1000);
  return {
    iss: config.issuer,
    aud: audienceOf(config, client),
    sub: client.clientId,
    client_id: client.clientId,
    iat,
    exp: iat + tokenLifetimeSeconds,
    jti: newTokenId(),
    scope: scopes.join(' '),
    org: client.organisationId,
    gen: client.tokenGeneration,
  };
}

/** The token itself: a JWT of the type that RFC 9068, section 2.1, gives it. */
export function signAccessToken(key: SigningKey, claims: AccessTokenClaims): string {
  return signJwt(key, 'at+jwt', claims);
}

/** 122 random bits in 22 characters, from `randomUUID`, which draws them in stock: `randomBytes` costs a sixth of a signature. */
function newTokenId(): string {
  return Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
}
