import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, mkdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { StartError } from '../../start-error.ts';
import type { Log } from '../log.ts';
import { createWhole } from './create-whole.ts';
import { dataFolderError, errorCode } from './file-errors.ts';
import { canEnter, ensurePostgresUser, isRoot, SHARED_FOLDER, type Owner } from './owner.ts';

/** Where the embedded database of a data folder lives, and as whom it runs. */
export interface Home {
  /** The data folder itself, symbolic links resolved. */
  dataDir: string;
  /** The cluster's folder. Its parent takes half-made clusters too. */
  cluster: string;
  /** `undefined`: PostgreSQL runs as this very process's user. */
  owner: Owner | undefined;
}

const SIGNPOST = 'where-the-database-is.txt';

/**
 * Prepares the data folder and decides where its cluster lives: inside, or, for root, under `/var/lib/llavero` when the OS
 * user `postgres` cannot enter the data folder. The decision is kept in the data folder, so it outlives a change of rights.
 *
 * @throws StartError when the folder cannot be used
 */
export async function findHome(wantedDataDir: string, log: Log): Promise<Home> {
  const dataDir = await prepareDataFolder(wantedDataDir);
  let cluster = await lookUpCluster(dataDir);
  const clusterOwner = await ownerOf(cluster, dataDir);
  if (!isRoot()) {
    if (clusterOwner && clusterOwner.uid !== process.getuid?.())
      throw belongsToAnother(cluster, clusterOwner);
    return { dataDir, cluster, owner: undefined };
  }
  // A cluster made by a plain user goes on as that user's.
  const owner = clusterOwner ?? ensurePostgresUser();
  if (!canEnter(owner, path.dirname(cluster))) {
    if (clusterOwner) throw cannotEnter(cluster, clusterOwner);
    cluster = await makeRoomElsewhere(dataDir);
  }
  if (path.dirname(cluster) !== dataDir) {
    log.info(
      `The database of ${dataDir} lives in ${cluster}, because the user "postgres" cannot enter that folder.`,
    );
  }
  return { dataDir, cluster, owner };
}

/** The same look-up for tools that only want to know; `undefined` when the data folder cannot be read. */
export async function lookUpHome(
  wantedDataDir: string,
): Promise<Pick<Home, 'dataDir' | 'cluster'> | undefined> {
  try {
    const dataDir = await realpath(wantedDataDir);
    return { dataDir, cluster: await lookUpCluster(dataDir) };
  } catch {
    return undefined;
  }
}

async function prepareDataFolder(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return await realpath(dataDir);
  } catch (error) {
    throw dataFolderError(dataDir, error);
  }
}

async function lookUpCluster(dataDir: string): Promise<string> {
  try {
    const signpost = await readFile(path.join(dataDir, SIGNPOST), 'utf8');
    return signpost.split('\n').find((line) => line.startsWith('/')) ?? path.join(dataDir, 'postgres');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return path.join(dataDir, 'postgres');
    throw dataFolderError(dataDir, error);
  }
}

async function ownerOf(cluster: string, dataDir: string): Promise<Owner | undefined> {
  try {
    const { uid, gid } = await stat(cluster);
    return { uid, gid };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw dataFolderError(dataDir, error);
  }
}

/** The folder's name ends at random: a data folder that was deleted and made again starts afresh, and deletes nothing. */
async function makeRoomElsewhere(dataDir: string): Promise<string> {
  const id = `${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}-${randomBytes(4).toString('hex')}`;
  const cluster = path.join(SHARED_FOLDER, id, 'postgres');
  const text = `The database of this folder lives in\n${cluster}\nbecause the user "postgres" may not enter here. Back up both; delete neither.\n`;
  try {
    await createWhole(path.join(dataDir, SIGNPOST), text, 0o644);
    // Another start may have put up its signpost first.
    const decided = await lookUpCluster(dataDir);
    for (const folder of [SHARED_FOLDER, path.dirname(decided)]) {
      await mkdir(folder, { recursive: true });
      await chmod(folder, 0o755);
    }
    return decided;
  } catch (error) {
    throw dataFolderError(dataDir, error);
  }
}

function belongsToAnother(cluster: string, owner: Owner): StartError {
  return new StartError(
    `The database in ${cluster} belongs to another user of this machine (number ${owner.uid}): start Llavero as that user or as root, or set LLAVERO_DATA_DIR to another folder.`,
  );
}

function cannotEnter(cluster: string, owner: Owner): StartError {
  return new StartError(
    `The user number ${owner.uid}, who owns the database in ${cluster}, may not enter its parent folders: allow it there (chmod o+x).`,
  );
}
