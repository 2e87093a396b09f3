import type { JSONWebKeySet, JWK } from 'jose';
import type { SigningAlgorithm } from '../config.ts';
import type { SigningKey as SigningKeyRow } from '../generated/prisma/client.ts';
import {
  openSigningKey,
  openVerificationKey,
  type SigningKey,
  type VerificationKey,
} from './key-material.ts';

/** The stored keys, ready for use. */
export type OpenedKeys = {
  /** Those that sign, by their algorithm. */
  signing: ReadonlyMap<SigningAlgorithm, SigningKey>;
  /** RFC 7517, section 5: the public halves of all keys but the revoked ones, those that sign first. */
  jwks: JSONWebKeySet;
  /** The same by `kid`. */
  publicKeys: ReadonlyMap<string, VerificationKey>;
  /** The `kid`s of the revoked ones, as long as a token of theirs could live. */
  revoked: readonly string[];
};

/**
 * `wrappingKey` is what the private halves are stored under (32 bytes).
 * @throws Error when it does not open one of them
 */
export async function openKeys(rows: SigningKeyRow[], wrappingKey: Buffer): Promise<OpenedKeys> {
  const published = rows
    .filter(({ state }) => state !== 'REVOKED')
    .sort((one, other) => Number(other.state === 'CURRENT') - Number(one.state === 'CURRENT'));
  return {
    signing: await openSigning(rows, wrappingKey),
    jwks: { keys: published.map(({ publicJwk }) => publicJwk as JWK) },
    publicKeys: new Map(published.map((row) => [row.id, openVerificationKey(row)])),
    revoked: rows.filter(({ state }) => state === 'REVOKED').map(({ id }) => id),
  };
}

/** The next ones are opened, too: better now than on the day they are to sign. */
async function openSigning(
  rows: SigningKeyRow[],
  wrappingKey: Buffer,
): Promise<ReadonlyMap<SigningAlgorithm, SigningKey>> {
  const signing = new Map<SigningAlgorithm, SigningKey>();
  for (const { id, algorithm, state, encryptedPrivateJwk } of rows) {
    if (encryptedPrivateJwk === null) continue;
    const opened = await openSigningKey({ id, algorithm, encryptedPrivateJwk }, wrappingKey);
    if (state === 'CURRENT') signing.set(opened.algorithm, opened);
  }
  return signing;
}
