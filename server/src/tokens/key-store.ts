import type { Db, Transaction } from '../database/connect.ts';
import { withLock } from '../database/locks.ts';
import type { SigningAlgorithm } from '../config.ts';
import type { SigningKey as SigningKeyRow } from '../generated/prisma/client.ts';
import { makePair } from './key-material.ts';

/** Where signing keys are kept, under which key (32 bytes), and the algorithm that the installation signs with where nobody names one. */
export type KeyVault = { db: Db; wrappingKey: Buffer; algorithm: SigningAlgorithm };

/** A change of the keys under way: nobody else changes them meanwhile. */
export type KeyChange = {
  transaction: Transaction;
  rows: SigningKeyRow[];
  /** By the database's clock, which all processes share. */
  now: Date;
};

/** All keys as a person reads them: those to come, the current one, those that were; of each the newest first. */
export function readKeys(db: Db | Transaction): Promise<SigningKeyRow[]> {
  return db.signingKey.findMany({ orderBy: [{ state: 'asc' }, { createdAt: 'desc' }, { id: 'asc' }] });
}

/** Changes the keys, one process at a time; all of `act` or nothing of it. */
export function changeKeys<T>({ db }: { db: Db }, act: (change: KeyChange) => Promise<T>): Promise<T> {
  return withLock(db, 'signing keys', async (transaction) => {
    const [clock] = await transaction.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
    return act({ transaction, rows: await readKeys(transaction), now: clock?.now ?? new Date() });
  });
}

/** Makes a key that will sign, or signs at once. */
export async function insertKey(
  { wrappingKey }: KeyVault,
  { transaction, now }: KeyChange,
  algorithm: SigningAlgorithm,
  state: 'NEXT' | 'CURRENT',
): Promise<SigningKeyRow> {
  const { publicJwk, ...pair } = await makePair(algorithm, wrappingKey);
  const activatedAt = state === 'CURRENT' ? now : null;
  return transaction.signingKey.create({
    data: { ...pair, publicJwk: { ...publicJwk }, state, createdAt: now, activatedAt },
  });
}

/** From now on this key signs. */
export function activate({ transaction, now }: KeyChange, { id }: SigningKeyRow): Promise<SigningKeyRow> {
  return transaction.signingKey.update({ where: { id }, data: { state: 'CURRENT', activatedAt: now } });
}

/** This key signs no more; its private half is erased. */
export function retire({ transaction, now }: KeyChange, { id }: SigningKeyRow): Promise<SigningKeyRow> {
  const data = { state: 'RETIRED', retiredAt: now, encryptedPrivateJwk: null } as const;
  return transaction.signingKey.update({ where: { id }, data });
}

/** This key counts no more; its private half is erased. */
export function revoke({ transaction, now }: KeyChange, { id }: SigningKeyRow): Promise<SigningKeyRow> {
  const data = { state: 'REVOKED', revokedAt: now, encryptedPrivateJwk: null } as const;
  return transaction.signingKey.update({ where: { id }, data });
}

/** Removes these keys, for good. */
export async function removeKeys({ transaction }: KeyChange, rows: SigningKeyRow[]): Promise<void> {
  if (rows.length === 0) return;
  await transaction.signingKey.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
}
