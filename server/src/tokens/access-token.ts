import { randomUUID } from 'node:crypto';
import type { KnownClient } from '../clients/registry.ts';
import type { GrantedAccess } from './grants/grant.ts';
import type { SigningKey } from './key-material.ts';
import { signJwt } from './sign-jwt.ts';

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
  { issuer }: { issuer: string },
  client: KnownClient,
  { api, scope }: GrantedAccess,
): AccessTokenClaims {
  const iat = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    aud: api.audience,
    sub: client.clientId,
    client_id: client.clientId,
    iat,
    exp: iat + api.tokenLifetimeSeconds,
    jti: newTokenId(),
    scope,
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
