import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartError } from '../../start-error.ts';
import type { Log } from '../log.ts';
import type { Binaries } from './binaries.ts';
import { dataFolderError, errorCode } from './file-errors.ts';
import type { Home } from './home.ts';
import { isAlive } from './postmaster-pid.ts';

/** All that one start knows about its embedded database. */
export interface Cluster {
  home: Home;
  binaries: Binaries;
  password: string;
  /** `false`: no waiting for the disk, for tests. */
  isDurable: boolean;
  log: Log;
  /** Calls the start off. */
  signal?: AbortSignal | undefined;
}

/** The superuser of the embedded cluster. */
export const SUPERUSER = 'postgres';

const MAJOR_VERSION = '18';

/**
 * Makes the cluster when it is missing: in a folder beside its place, renamed into place when it is whole.
 *
 * @throws StartError
 */
export async function ensureCluster(cluster: Cluster): Promise<void> {
  try {
    await removeHalfMade(cluster.home);
    const version = await versionOf(cluster.home);
    if (version === undefined) await makeCluster(cluster);
    else if (version !== MAJOR_VERSION) {
      throw new StartError(
        `The database in ${cluster.home.cluster} was made by PostgreSQL ${version}, and this Llavero brings ${MAJOR_VERSION}: start the Llavero that made it, or restore a backup into a new data folder.`,
      );
    }
  } catch (error) {
    if (error instanceof StartError || cluster.signal?.aborted) throw error;
    throw dataFolderError(path.dirname(cluster.home.cluster), error);
  }
}

async function versionOf(home: Home): Promise<string | undefined> {
  try {
    return (await readFile(path.join(home.cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const HALF_MADE = /^postgres\.making-(\d+)-[0-9a-f]+$/;

/** What a start that was killed left behind; that of a start still at work stays. */
async function removeHalfMade(home: Home): Promise<void> {
  const folder = path.dirname(home.cluster);
  for (const name of await readdir(folder)) {
    const pid = HALF_MADE.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

async function makeCluster(cluster: Cluster): Promise<void> {
  const { home, log } = cluster;
  log.info(`Making the database in ${home.cluster}.`);
  const making = `${home.cluster}.making-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await mkdir(making, { mode: 0o700 });
    if (home.owner) await chown(making, home.owner.uid, home.owner.gid);
    await runInitdb(cluster, making);
    await rename(path.join(making, 'postgres'), home.cluster);
  } catch (error) {
    // A start at the same moment may have been first; its cluster is as good.
    if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error))) throw error;
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

async function runInitdb(cluster: Cluster, making: string): Promise<void> {
  const { home, binaries, password, isDurable } = cluster;
  const passwordFile = path.join(making, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (home.owner) await chown(passwordFile, home.owner.uid, home.owner.gid);
  const args = [
    `--pgdata=${path.join(making, 'postgres')}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The builtin provider compares alike on every machine, whatever its C library and LANG.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--set=timezone=UTC',
    '--set=log_timezone=UTC',
    ...(isDurable ? [] : ['--no-sync']),
  ];
  const { code, output } = await run(binaries.initdb, args, cluster);
  if (code === 0) return;
  const reason = output.includes('No space left on device')
    ? 'the disk is full: make room and start again'
    : (output.split('\n').find((line) => /error|fatal/i.test(line)) ?? `initdb ended with ${code}`);
  throw new StartError(`The database could not be made in ${home.cluster}: ${reason}.`, {
    cause: new Error(output),
  });
}

function run(
  command: string,
  args: string[],
  { home, signal }: Cluster,
): Promise<{ code: number | string; output: string }> {
  return new Promise((resolve, reject) => {
    // An environment of its own: PGDATA, PGPORT and LANG of whoever starts Llavero must not leak in.
    const child = spawn(command, args, {
      ...home.owner,
      signal,
      cwd: '/',
      env: { LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? signal ?? 'nothing', output }));
  });
}
