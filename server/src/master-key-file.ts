import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { createWhole } from './database/embedded/create-whole.ts';
import { StartError } from './start-error.ts';

const fileIn = (dataDir: string) => path.join(dataDir, 'master-key');
const newFileIn = (dataDir: string) => path.join(dataDir, 'master-key.new');

/** The key in the data folder, made when there is none. Two starts at once agree, and a crash leaves no half key. */
export async function findOrMakeKeyFile(dataDir: string): Promise<string> {
  return orRefuse(fileIn(dataDir), async (file) => {
    await mkdir(dataDir, { recursive: true });
    const found = await read(file);
    // The key is made before the database: one without the other is a key that was lost, and a new one would not fit.
    if (found === undefined && existsSync(path.join(dataDir, 'postgres-password'))) throw keyLost(file);
    if (found === undefined) await createWhole(file, `${makeKey()}\n`, 0o600);
    return found ?? (await read(file));
  });
}

/** The key in the data folder. @throws StartError when there is none */
export async function findKeyFile(dataDir: string): Promise<string> {
  return orRefuse(fileIn(dataDir), async (file) => {
    const found = await read(file);
    if (found !== undefined) return found;
    throw new StartError(
      `There is no master key in ${file}. Start Llavero once, or set LLAVERO_MASTER_KEY or LLAVERO_DATA_DIR as it is started with.`,
    );
  });
}

/**
 * Puts a new key beside the one in the data folder, on disk before this resolves: `wanted`, or one that is made here.
 * One that is there already is that of an interrupted change, which has to be finished first.
 */
export async function setNewKeyAside(dataDir: string, wanted: string | undefined): Promise<string> {
  return orRefuse(newFileIn(dataDir), async (file) => {
    await createWhole(file, `${wanted ?? makeKey()}\n`, 0o600);
    await syncFolder(dataDir);
    const kept = await read(file);
    if (wanted === undefined || wanted === kept) return kept;
    throw new StartError(
      `A change of the master key was interrupted, and ${file} is its new one. Finish it first: run this without LLAVERO_NEW_MASTER_KEY.`,
    );
  });
}

/** The new key takes the place of the old one, at once and for good. */
export async function putNewKeyInPlace(dataDir: string): Promise<void> {
  await rename(newFileIn(dataDir), fileIn(dataDir));
  await syncFolder(dataDir);
}

function keyLost(file: string): StartError {
  return new StartError(
    `The database is there, but the master key in ${file} is missing. Put it back from a backup, or set LLAVERO_MASTER_KEY.`,
  );
}

function makeKey(): string {
  return randomBytes(32).toString('base64url');
}

async function read(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** What a power failure may undo otherwise is that a file has this name. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A whole key, or a sentence for whoever can mend it. */
async function orRefuse(file: string, find: (file: string) => Promise<string | undefined>): Promise<string> {
  try {
    const key = await find(file);
    if (key !== undefined && key.length >= 32) return key;
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
