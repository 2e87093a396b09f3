import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createLocalJWKSet, type JWK, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import type { ClientKeySet } from '../clients/client-keys.ts';

/** What assertions are verified with. */
export type AssertionKeys = {
  /** The keys of a client, imported once and only when they are needed. */
  of(jwks: ClientKeySet): JWTVerifyGetKey;
  /** Keys of every kind that nobody signs with: for the work, where there is no key to verify with. */
  nobodys: JWTVerifyGetKey;
};

/** Clients whose imported keys are held at a time; one of the registry's that is not among them imports them again. */
const mostImported = 10_000;

/** A change of a client's keys needs no word here: the registry then holds another JWKS. */
export function createAssertionKeys(): AssertionKeys {
  const imported = new LRUCache<ClientKeySet, JWTVerifyGetKey>({ max: mostImported });
  const nobodys = createLocalJWKSet({ keys: makeNobodysKeys() });
  return {
    of(jwks) {
      const known = imported.get(jwks) ?? createLocalJWKSet(jwks);
      imported.set(jwks, known);
      return known;
    },
    nobodys: ({ alg }, token) => nobodys({ alg }, token),
  };
}

function makeNobodysKeys(): JWK[] {
  const curves = ['P-256', 'P-384', 'P-521'].map((namedCurve) => generateKeyPairSync('ec', { namedCurve }));
  const pairs = [...curves, generateKeyPairSync('ed25519')];
  const publicKeys = pairs.map(({ publicKey }) => publicKey.export({ format: 'jwk' }) as JWK);
  return [...publicKeys, { kty: 'RSA', e: 'AQAB', n: anyModulus().toString('base64url') }];
}

/** To find two primes would take longer than the whole start; to verify against any number costs the same. */
function anyModulus(): Buffer {
  const modulus = randomBytes(256);
  modulus[0] = 0xff;
  modulus[255] = 0xff;
  return modulus;
}
