import type { JSONWebKeySet, JWK } from 'jose';
import type { SigningKey as SigningKeyRow } from '../generated/prisma/client.ts';
import {
  openSigningKey,
  openVerificationKey,
  type SigningKey,
  type VerificationKey,
} from './key-material.ts';

/** The stored keys, ready for use. */
export type OpenedKeys = {
  current: SigningKey;
  /** RFC 7517, section 5: the public halves of all keys but the revoked ones, the current one first. */
  jwks: JSONWebKeySet;
  /** The same by `kid`. */
  publicKeys: ReadonlyMap<string, VerificationKey>;
  /** The `kid`s of the revoked ones, as long as a token of theirs could live. */
  revoked: readonly string[];
};

/**
 * `wrappingKey` is what the private halves are stored under (32 bytes).
 * @throws Error when it does not open one of them, or when none of the keys is the current one
 */
export async function openKeys(rows: SigningKeyRow[], wrappingKey: Buffer): Promise<OpenedKeys> {
  const published = rows
    .filter(({ state }) => state !== 'REVOKED')
    .sort((one, other) => Number(other.state === 'CURRENT') - Number(one.state === 'CURRENT'));
  return {
    current: await openCurrent(rows, wrappingKey),
    jwks: { keys: published.map(({ publicJwk }) => publicJwk as JWK) },
    publicKeys: new Map(published.map((row) => [row.id, openVerificationKey(row)])),
    revoked: rows.filter(({ state }) => state === 'REVOKED').map(({ id }) => id),
  };
}

/** The next one is opened, too: better now than on the day it is to sign. */
async function openCurrent(rows: SigningKeyRow[], wrappingKey: Buffer): Promise<SigningKey> {
  const opened = new Map<string, SigningKey>();
  for (const { id, algorithm, state, encryptedPrivateJwk } of rows) {
    if (encryptedPrivateJwk === null) continue;
    opened.set(state, await openSigningKey({ id, algorithm, encryptedPrivateJwk }, wrappingKey));
  }
  const current = opened.get('CURRENT');
  if (!current) throw new Error('none of the signing keys is the current one');
  return current;
}
