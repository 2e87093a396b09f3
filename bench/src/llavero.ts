import path from 'node:path';
import type { Credentials } from './clients.ts';
import { benchEnvironment } from './database.ts';
import type { Bench } from './group.ts';
import { servingFlags } from './serving-flags.ts';
import { startTarget, type Target } from './target.ts';

/** A Llavero over this database, with the settings of a plain installation; what it logs goes to a file. */
export function startLlavero(
  { database }: Pick<Bench, 'database'>,
  databaseUrl: string,
  { processes = 1, env = {} }: { processes?: number; env?: Record<string, string> } = {},
): Promise<Target> {
  return startTarget('llavero', {
    flags: servingFlags,
    processes,
    logFile: path.join(database.folder, 'llavero.log'),
    env: { ...benchEnvironment, DATABASE_URL: databaseUrl, ...env },
  });
}

/** The registry waits for no look longer than two seconds. */
const clientsPerMessage = 200;

/** Makes clients known and their secrets proven, without the slow comparison. */
export async function prove(llavero: Target, clients: readonly Credentials[]): Promise<void> {
  for (let from = 0; from < clients.length; from += clientsPerMessage) {
    await llavero.ask('prove', clients.slice(from, from + clientsPerMessage));
  }
}
