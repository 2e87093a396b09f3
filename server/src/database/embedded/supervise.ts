import { setTimeout as sleep } from 'node:timers/promises';
import { tryToStart, type Claimed } from './claim.ts';
import type { Cluster } from './cluster.ts';
import { bePatient } from './patience.ts';
import { removeStalePidFile } from './postmaster-pid.ts';
import { stopServer } from './server.ts';
import { openSession, takeSupervisorLock } from './session.ts';

const LONGEST_PAUSE_MS = 5_000;

/**
 * Keeps the server running until `stop`: a server that dies comes back on the same port, so that every pool finds it again,
 * and a lost lock is taken again.
 */
export function supervise(cluster: Cluster, claimed: Claimed): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let current = claimed;
  const watching = watch();

  return {
    async stop() {
      stopping.abort();
      // A restart that is under way gives up, but may just have succeeded.
      await Promise.all([stopServer(current.server), watching]);
      await stopServer(current.server);
      await current.session.close();
    },
  };

  async function watch(): Promise<void> {
    const stopped = new Promise<void>((resolve) =>
      stopping.signal.addEventListener('abort', () => resolve()),
    );
    while (!stopping.signal.aborted) {
      await Promise.race([current.server.gone, current.session.lost, stopped]);
      if (stopping.signal.aborted) return;
      await persistently(() => (current.server.isGone() ? restart() : lockAgain()));
    }
  }

  async function restart(): Promise<boolean> {
    cluster.log.error('The database process is gone; starting it again.');
    await removeStalePidFile(cluster.home.cluster);
    const next = await tryToStart(
      cluster,
      current.server.port,
      bePatient({ ...cluster, signal: stopping.signal }),
    );
    if (!next) return false;
    current = next;
    cluster.log.warn('The database is back.');
    return true;
  }

  /** PostgreSQL drops every session, ours too, when one of its processes crashes. */
  async function lockAgain(): Promise<boolean> {
    const session = await openSession({ port: current.server.port, password: cluster.password });
    if (!(await takeSupervisorLock(session))) {
      await session.close();
      throw new Error('another process has taken the lock on the database');
    }
    current = { ...current, session };
    return true;
  }

  async function persistently(act: () => Promise<boolean>): Promise<void> {
    for (let pause = 100; !stopping.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        if (await act()) return;
      } catch (error) {
        cluster.log.error(
          `The database is not back yet: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }
}
