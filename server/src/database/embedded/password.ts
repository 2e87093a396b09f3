import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { StartError } from '../../start-error.ts';
import { createWhole } from './create-whole.ts';
import { dataFolderError, errorCode } from './file-errors.ts';
import type { Home } from './home.ts';

const FILE = 'postgres-password';

/**
 * The embedded superuser's password, made at the first start and kept in the data folder, readable by its owner alone.
 *
 * @throws StartError when a cluster is there and its password is not
 */
export async function ensurePassword(home: Home): Promise<string> {
  const file = path.join(home.dataDir, FILE);
  try {
    const kept = await readPassword(home.dataDir);
    if (kept) return kept;
    if (existsSync(home.cluster)) {
      throw new StartError(
        `The password of the database in ${home.cluster} is missing: put ${file} back from a backup of the data folder.`,
      );
    }
    await createWhole(file, `${randomBytes(24).toString('base64url')}\n`, 0o600);
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw dataFolderError(home.dataDir, error);
  }
}

/** The password that is kept in this data folder, or `undefined` when there is none. */
export async function readPassword(dataDir: string): Promise<string | undefined> {
  try {
    return (await readFile(path.join(dataDir, FILE), 'utf8')).trim() || undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
