import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from './file-errors.ts';

/** A running PostgreSQL, as its `postmaster.pid` names it. */
export interface Postmaster {
  pid: number;
  /** Missing for a moment while it starts. */
  port: number | undefined;
  startedAt: Date;
}

/** The PostgreSQL that runs on this cluster, or `undefined`; a stale `postmaster.pid` counts as none. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const content = await readPidFile(cluster);
  // Lines: pid, data folder, start time, port, ...
  const [pid, , startSeconds, port] = (content ?? '').split('\n').map(Number);
  if (!pid || !isPostmasterOf(pid, cluster)) return undefined;
  return { pid, port: port || undefined, startedAt: new Date((startSeconds || 0) * 1000) };
}

/**
 * Removes a `postmaster.pid` over which PostgreSQL would stumble though nothing runs: its number was given to another program
 * meanwhile, as happens after a reboot, or the power failed before it was written. (Should that program be a PostgreSQL started by hand on this folder after all, the
 * new one still refuses: it finds the other's shared memory.)
 */
export async function removeStalePidFile(cluster: string): Promise<void> {
  const content = await readPidFile(cluster);
  if (content === undefined) return;
  const file = path.join(cluster, 'postmaster.pid');
  const pid = Number(content.split('\n')[0]);
  if (pid ? !isAlive(pid) || isPostmasterOf(pid, cluster) : Date.now() - (await stat(file)).mtimeMs < 5_000)
    return;
  // Read again: a start at the same moment may have put its own there.
  if ((await readPidFile(cluster)) === content) await unlink(file).catch(() => {});
}

/** Whether a process of that number exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

async function readPidFile(cluster: string): Promise<string | undefined> {
  try {
    return await readFile(path.join(cluster, 'postmaster.pid'), 'utf8');
  } catch {
    return undefined;
  }
}

/** The supervisor starts it as `.../postgres -D <cluster> ...`, and PostgreSQL keeps that as its title. */
function isPostmasterOf(pid: number, cluster: string): boolean {
  return isAlive(pid) && commandOf(pid).includes(`postgres -D ${cluster} `);
}

function commandOf(pid: number): string {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  }
  return readCommandLine(pid).replaceAll('\0', ' ');
}

function readCommandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
