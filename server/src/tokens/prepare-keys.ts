import type { SigningAlgorithm } from '../config.ts';
import { StartError } from '../start-error.ts';
import { activate, insertKey, type KeyChange, type KeyVault } from './key-store.ts';
import { openKeys } from './opened-keys.ts';

/**
 * Sees to it that the installation's algorithm, and each that APIs sign with, has a key that signs and one after it; the
 * first start makes both.
 * @throws StartError when the master key is not the one the keys were stored under
 */
export async function prepareKeys(vault: KeyVault, change: KeyChange): Promise<void> {
  // Before anything is stored under a master key that may be the wrong one.
  await openOrRefuse(vault, change);
  const algorithms = new Set([vault.algorithm, ...signingAlgorithmsOf(change)]);
  for (const algorithm of algorithms) await provideKeys(vault, change, algorithm);
}

/** The algorithms that a key signs with. */
export function signingAlgorithmsOf({ rows }: KeyChange): SigningAlgorithm[] {
  const current = rows.filter(({ state }) => state === 'CURRENT');
  return current.map(({ algorithm }) => algorithm as SigningAlgorithm);
}

/** Sees to it that this algorithm has a key that signs and one after it. Whether there was anything to do. */
export async function provideKeys(
  vault: KeyVault,
  change: KeyChange,
  algorithm: SigningAlgorithm,
): Promise<boolean> {
  const own = change.rows.filter((row) => row.algorithm === algorithm);
  const next = own.find(({ state }) => state === 'NEXT');
  if (own.some(({ state }) => state === 'CURRENT')) {
    if (next) return false;
  } else if (next) {
    await activate(change, next);
  } else {
    await insertKey(vault, change, algorithm, 'CURRENT');
  }
  await insertKey(vault, change, algorithm, 'NEXT');
  return true;
}

async function openOrRefuse({ wrappingKey }: KeyVault, { rows }: KeyChange): Promise<void> {
  if (rows.length > 0 && !rows.some(({ state }) => state === 'CURRENT'))
    throw new StartError(
      'The database holds signing keys, but none of them signs. Restore it from a backup.',
    );
  try {
    await openKeys(rows, wrappingKey);
  } catch (error) {
    throw new StartError(
      'The master key does not open the signing keys in the database. Start with the LLAVERO_MASTER_KEY (or the data folder) they were made with; where a change of the master key was interrupted, run npm run master-key:change again.',
      { cause: error },
    );
  }
}
