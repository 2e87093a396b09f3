import { StartError } from '../start-error.ts';
import { insertKey, removeKeys, type KeyChange, type KeyVault } from './key-store.ts';
import { openKeys } from './opened-keys.ts';

/**
 * Sees to it that there is a key that signs and one after it. The first start makes both; where the algorithm was changed,
 * the next key is made anew: nothing has been signed with it.
 * @throws StartError when the master key is not the one the keys were stored under
 */
export async function prepareKeys(vault: KeyVault, change: KeyChange): Promise<void> {
  const { rows } = change;
  if (rows.length === 0) await insertKey(vault, change, 'CURRENT');
  // Before anything is stored under a master key that may be the wrong one.
  else await openOrRefuse(vault, change);
  const next = rows.find(({ state }) => state === 'NEXT');
  if (next?.algorithm === vault.algorithm) return;
  await removeKeys(change, next ? [next] : []);
  await insertKey(vault, change, 'NEXT');
}

async function openOrRefuse({ wrappingKey }: KeyVault, { rows }: KeyChange): Promise<void> {
  if (!rows.some(({ state }) => state === 'CURRENT'))
    throw new StartError(
      'The database holds signing keys, but none of them is the current one. Restore it from a backup.',
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
