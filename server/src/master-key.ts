import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartError } from './start-error.ts';

/** The key that everything else is derived from; never written to the database. */
export type MasterKey = { derive(purpose: KeyPurpose): Buffer };

type KeyPurpose = 'signing-keys' | 'sessions' | 'invitations';

/** Takes the key from the environment, or makes one in the data folder (mode 0600) and finds it again there. */
export async function loadMasterKey(source: {
  masterKey: string | undefined;
  dataDir: string;
}): Promise<MasterKey> {
  const material = source.masterKey ?? (await keyInFolder(source.dataDir));
  return {
    /** HKDF-SHA-256 (RFC 5869), 32 bytes; a purpose's key says nothing about another's. */
    derive: (purpose) => Buffer.from(hkdfSync('sha256', material, '', `llavero ${purpose}`, 32)),
  };
}

/** Written aside and linked into place, so that two starts agree and a crash leaves no half key. */
async function keyInFolder(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'master-key');
  const aside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await mkdir(dataDir, { recursive: true });
    const found = await readFile(file, 'utf8').catch(() => undefined);
    // The key is made before the database: one without the other is a key that was lost, and a new one would not fit.
    if (found === undefined && existsSync(path.join(dataDir, 'postgres-password'))) throw keyLost(file);
    if (found === undefined) {
      await writeFile(aside, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
      await link(aside, file).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
      await rm(aside);
    }
    const key = (found ?? (await readFile(file, 'utf8'))).trim();
    if (key.length >= 32) return key;
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(
      `The master key in ${file} cannot be read or made (${(error as Error).message}). Give this user the right to write there, or set LLAVERO_DATA_DIR to another folder.`,
      { cause: error },
    );
  }
  throw new StartError(
    `The master key in ${file} is damaged. Put it back from a backup, or set LLAVERO_MASTER_KEY.`,
  );
}

function keyLost(file: string): StartError {
  return new StartError(
    `The database is there, but the master key in ${file} is missing. Put it back from a backup, or set LLAVERO_MASTER_KEY.`,
  );
}
