import { SignJWT } from 'jose';
import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';

/** A new key for ES256. */
export function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

const header = { alg: 'ES256', typ: 'at+jwt', kid: 'x'.repeat(43) };

/** An ES256 JWT, signed by `node:crypto` at once. */
export function signByCrypto(key: KeyObject, claims: object): string {
  const input = `${encode(header)}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

/** An ES256 JWT, signed by jose through WebCrypto. */
export function signByJose(key: KeyObject, claims: Record<string, unknown>): Promise<string> {
  return new SignJWT(claims).setProtectedHeader(header).sign(key);
}

const organisation = randomUUID();

/** As many claims of the same length as an access token of Llavero's has. */
export function tokenClaims(clientId: string, scope: string) {
  const iat = Math.floor(Date.now() / 1000);
  return {
    iss: 'http://localhost:4000',
    aud: 'http://localhost:4000/api',
    sub: clientId,
    client_id: clientId,
    iat,
    exp: iat + 3600,
    jti: 'x'.repeat(22),
    scope,
    org: organisation,
    gen: 1,
  };
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
