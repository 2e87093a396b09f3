import { sign } from 'node:crypto';
import type { SigningKey } from './key-material.ts';

/**
 * A JWT (RFC 7515, compact; the type as RFC 8725, section 3.11, asks for). Signed by `node:crypto` at once and not through
 * WebCrypto: that shares its threads with argon2, and a token must not wait behind a wrong password.
 */
export function signJwt(key: SigningKey, type: string, claims: object): string {
  const signingInput = `${encode({ alg: key.algorithm, typ: type, kid: key.kid })}.${encode(claims)}`;
  return `${signingInput}.${signatureOf(key, Buffer.from(signingInput)).toString('base64url')}`;
}

/** RFC 7518, sections 3.3 and 3.4 (R and S side by side, not in DER), and RFC 8037, section 3.1 (which hashes itself). */
function signatureOf({ algorithm, privateKey }: SigningKey, input: Buffer): Buffer {
  switch (algorithm) {
    case 'ES256':
      return sign('sha256', input, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    case 'RS256':
      return sign('sha256', input, privateKey);
    case 'EdDSA':
      return sign(null, input, privateKey);
  }
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
