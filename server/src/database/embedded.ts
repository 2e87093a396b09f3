import { binariesFor } from './embedded/binaries.ts';
import { claimServer } from './embedded/claim.ts';
import { ensureCluster } from './embedded/cluster.ts';
import { findHome, lookUpHome } from './embedded/home.ts';
import { ensurePassword, readPassword } from './embedded/password.ts';
import { findPostmaster } from './embedded/postmaster-pid.ts';
import { ensureDatabase, serverUrl } from './embedded/session.ts';
import { supervise } from './embedded/supervise.ts';
import type { Log } from './log.ts';

export interface EmbeddedDatabase {
  /** `postgresql://...` with the password; never to be printed. The port stays the same until `stop`. */
  url: string;
  /** The folder that really holds the cluster, for people and backups. */
  where: string;
  /** Shuts PostgreSQL down in order; resolves when its process is gone. May be called twice. */
  stop(): Promise<void>;
}

interface EmbeddedOptions {
  /** The data folder; made when missing. */
  dataDir: string;
  log: Log;
  /** `false` never waits for the disk: for tests alone. */
  isDurable?: boolean;
  /** Calls the start off; it then rejects and leaves nothing running. Has no effect once started. */
  signal?: AbortSignal;
}

/** The database of the application inside the embedded cluster. */
const DATABASE = 'llavero';

/**
 * Starts PostgreSQL in the data folder and keeps it running until `stop`. One process at a time supervises a data folder;
 * what a killed one left running or half made is taken over.
 *
 * @throws StartError for everything that a person has to mend
 */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDir, log, isDurable = true, signal } = options;
  const home = await findHome(dataDir, log);
  const binaries = await binariesFor(home.owner);
  const password = await ensurePassword(home);
  const cluster = { home, binaries, password, isDurable, log, signal };
  await ensureCluster(cluster);
  const claimed = await claimServer(cluster);
  const supervised = supervise(cluster, claimed);
  try {
    await ensureDatabase(claimed.session, DATABASE);
  } catch (error) {
    await supervised.stop();
    throw error;
  }
  return {
    url: serverUrl({ port: claimed.server.port, password }, DATABASE),
    where: home.cluster,
    stop: supervised.stop,
  };
}

/** The URL of the embedded database that a running Llavero keeps in this data folder, or `undefined` when none runs. */
export async function connectToRunningEmbedded(dataDir: string): Promise<string | undefined> {
  const home = await lookUpHome(dataDir);
  const password = home && (await readPassword(home.dataDir));
  const postmaster = home && (await findPostmaster(home.cluster));
  if (!password || !postmaster?.port) return undefined;
  return serverUrl({ port: postmaster.port, password }, DATABASE);
}
