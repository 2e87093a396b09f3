import { randomBytes, sign } from 'node:crypto';
import type { KnownClient } from '../clients/registry.ts';
import type { SigningKey } from './signing-keys.ts';

/** How long a token lives, in seconds. */
export const tokenLifetimeSeconds = 3600;

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
  { issuer, audience }: { issuer: string; audience: string },
  client: KnownClient,
  scopes: readonly string[],
): AccessTokenClaims {
  const iat = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    aud: audience,
    sub: client.clientId,
    client_id: client.clientId,
    iat,
    exp: iat + tokenLifetimeSeconds,
    jti: randomBytes(16).toString('base64url'),
    scope: scopes.join(' '),
    org: client.organisationId,
    gen: client.tokenGeneration,
  };
}

/**
 * A JWT (RFC 7515, compact; `typ` by RFC 9068, section 2.1). Signed by `node:crypto` at once and not through WebCrypto:
 * that shares its threads with argon2, and a token must not wait behind a wrong password.
 */
export function signAccessToken(key: SigningKey, claims: AccessTokenClaims): string {
  const signingInput = `${encode({ alg: key.algorithm, typ: 'at+jwt', kid: key.kid })}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(signingInput), {
    key: key.privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return `${signingInput}.${signature.toString('base64url')}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
