import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { SigningAlgorithm } from '../config.ts';
import { seal, unseal } from '../sealed.ts';

/** A key that signs. `kid` is its RFC 7638 thumbprint. */
export type SigningKey = { kid: string; algorithm: SigningAlgorithm; privateKey: KeyObject };

/** The other half: what a token that names `kid` must be signed by, and with which algorithm alone. */
export type VerificationKey = { kid: string; algorithm: SigningAlgorithm; publicKey: KeyObject };

/** A pair as it is stored: the public half as the JWKS shows it, the private half as a JWE under the wrapping key. */
export type StoredPair = {
  id: string;
  algorithm: string;
  publicJwk: JWK & { kid: string; alg: string };
  encryptedPrivateJwk: string;
};

/** Makes a pair: P-256 for ES256, 2048 bits for RS256, Ed25519 for EdDSA. `wrappingKey` has 32 bytes. */
export async function makePair(algorithm: SigningAlgorithm, wrappingKey: Buffer): Promise<StoredPair> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return {
    id: kid,
    algorithm,
    publicJwk: { ...jwk, kid, alg: algorithm, use: 'sig' },
    encryptedPrivateJwk: await seal(kid, JSON.stringify(await exportJWK(privateKey)), wrappingKey),
  };
}

/** @throws Error when the wrapping key does not open it, or when it is another key's */
export async function openSigningKey(
  { id, algorithm, encryptedPrivateJwk }: { id: string; algorithm: string; encryptedPrivateJwk: string },
  wrappingKey: Buffer,
): Promise<SigningKey> {
  const jwk = JSON.parse(await unseal(id, encryptedPrivateJwk, wrappingKey));
  return {
    kid: id,
    algorithm: algorithm as SigningAlgorithm,
    privateKey: createPrivateKey({ key: jwk, format: 'jwk' }),
  };
}

/** The public half of a stored pair. */
export function openVerificationKey({
  id,
  algorithm,
  publicJwk,
}: {
  id: string;
  algorithm: string;
  publicJwk: unknown;
}): VerificationKey {
  return {
    kid: id,
    algorithm: algorithm as SigningAlgorithm,
    publicKey: createPublicKey({ key: publicJwk as JWK & { kty: string }, format: 'jwk' }),
  };
}
