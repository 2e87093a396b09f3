import { createPrivateKey, type KeyObject } from 'node:crypto';
import {
  CompactEncrypt,
  calculateJwkThumbprint,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import type { Db, Transaction } from '../database/connect.ts';
import { withLock } from '../database/locks.ts';
import type { SigningKey as SigningKeyRow } from '../generated/prisma/client.ts';
import type { MasterKey } from '../master-key.ts';
import { StartError } from '../start-error.ts';

/** The key that signs. `kid` is its RFC 7638 thumbprint. */
export type SigningKey = { kid: string; algorithm: 'ES256'; privateKey: KeyObject };

export type SigningKeys = { current: SigningKey; jwks: JSONWebKeySet };

/**
 * Opens the stored signing keys; the first start makes one. At rest the private half is a JWE under the master key.
 * @throws StartError when the master key is not the one they were stored under.
 */
export async function loadSigningKeys(db: Db, masterKey: MasterKey): Promise<SigningKeys> {
  const wrappingKey = masterKey.derive('signing-keys');
  const rows = await withLock(db, 'signing keys', async (transaction) => {
    const stored = await transaction.signingKey.findMany({ orderBy: { createdAt: 'desc' } });
    return stored.length > 0 ? stored : [await makeSigningKey(transaction, wrappingKey)];
  });
  const current = rows.find(({ state }) => state === 'CURRENT');
  if (!current)
    throw new StartError(
      'The database holds signing keys, but none of them is the current one. Restore it from a backup.',
    );
  return {
    current: await openSigningKey(current, wrappingKey),
    jwks: { keys: rows.map(({ publicJwk }) => publicJwk as JWK) },
  };
}

async function makeSigningKey(transaction: Transaction, wrappingKey: Buffer): Promise<SigningKeyRow> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const plaintext = new TextEncoder().encode(JSON.stringify(await exportJWK(privateKey)));
  return transaction.signingKey.create({
    data: {
      id: kid,
      algorithm: 'ES256',
      publicJwk: { ...jwk, kid, alg: 'ES256', use: 'sig' },
      encryptedPrivateJwk: await new CompactEncrypt(plaintext)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid })
        .encrypt(wrappingKey),
    },
  });
}

async function openSigningKey(row: SigningKeyRow, wrappingKey: Buffer): Promise<SigningKey> {
  try {
    const { plaintext } = await compactDecrypt(row.encryptedPrivateJwk, wrappingKey);
    const privateKey = createPrivateKey({
      key: JSON.parse(new TextDecoder().decode(plaintext)),
      format: 'jwk',
    });
    return { kid: row.id, algorithm: 'ES256', privateKey };
  } catch (error) {
    throw new StartError(
      'The master key does not open the signing keys in the database. Start with the LLAVERO_MASTER_KEY (or the data folder) they were made with.',
      { cause: error },
    );
  }
}
