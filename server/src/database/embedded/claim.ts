import { StartError } from '../../start-error.ts';
import type { Cluster } from './cluster.ts';
import { errorCode } from './file-errors.ts';
import { bePatient, type Patience } from './patience.ts';
import { findPostmaster, isAlive, removeStalePidFile, type Postmaster } from './postmaster-pid.ts';
import { freePort, startServer, stopServer, type Server } from './server.ts';
import { isNotReady, lookAtSupervisor, openSession, takeSupervisorLock, type Session } from './session.ts';

/** A server of ours and the session that holds the supervisor's lock in it. */
export interface Claimed {
  server: Server;
  session: Session;
}

/**
 * Becomes the one supervisor of a cluster: starts its server, after stopping one that a killed supervisor left running.
 *
 * @throws StartError when a living process supervises it, or the server does not start
 */
export async function claimServer(cluster: Cluster): Promise<Claimed> {
  const patience = bePatient(cluster);
  for (;;) {
    const running = await findPostmaster(cluster.home.cluster);
    if (running) {
      await stopAbandoned(cluster, running, patience);
      continue;
    }
    await removeStalePidFile(cluster.home.cluster);
    const claimed = await tryToStart(cluster, await freePort(), patience);
    if (claimed) return claimed;
  }
}

/**
 * Starts the server and takes the lock in it; `undefined` when something that passes was in the way.
 *
 * @throws StartError
 */
export async function tryToStart(
  cluster: Cluster,
  port: number,
  patience: Patience,
): Promise<Claimed | undefined> {
  const server = startServer(cluster, port);
  try {
    while (!server.isGone()) {
      const session = await tryToOpen(cluster, port);
      if (session) return { server, session: await withLock(cluster, session) };
      await patience('the database to become ready');
    }
  } catch (error) {
    await stopServer(server);
    throw error;
  }
  await judgeFailure(cluster, server, patience);
  return undefined;
}

async function withLock(cluster: Cluster, session: Session): Promise<Session> {
  if (await takeSupervisorLock(session).catch(() => false)) return session;
  // Another start took our server for an abandoned one, and is about to stop it.
  await session.close();
  throw anotherLlavero(cluster);
}

/** Stops a server whose supervisor is dead. One whose supervisor lives, or may be about to take the lock, stays. */
async function stopAbandoned(cluster: Cluster, running: Postmaster, patience: Patience): Promise<void> {
  const session = running.port && (await tryToOpen(cluster, running.port));
  if (!session) return patience(`the database process ${running.pid} to finish starting or stopping`);
  try {
    const { starter, isLocked } = await lookAtSupervisor(session);
    if (isLocked) throw anotherLlavero(cluster);
    const isFresh = Date.now() - running.startedAt.getTime() < 5_000;
    if (isAlive(starter) && isFresh) return await patience('another start on the same data folder');
    if (!(await takeSupervisorLock(session))) throw anotherLlavero(cluster);
    cluster.log.info('The database that a killed Llavero left running is taken over.');
    process.kill(running.pid, 'SIGINT');
    while (isAlive(running.pid)) await patience('the abandoned database to stop');
  } catch (error) {
    // It went away by itself in between.
    if (!isNotReady(error) && errorCode(error) !== 'ESRCH') throw error;
  } finally {
    await session.close();
  }
}

async function tryToOpen(cluster: Cluster, port: number): Promise<Session | undefined> {
  try {
    return await openSession({ port, password: cluster.password });
  } catch (error) {
    if (isNotReady(error)) return undefined;
    if (errorCode(error) !== WRONG_PASSWORD) throw error;
    throw new StartError(
      `The password kept in ${cluster.home.dataDir} does not open the database in ${cluster.home.cluster}: put the right postgres-password back from a backup.`,
      { cause: error },
    );
  }
}

const WRONG_PASSWORD = '28P01';

/** What PostgreSQL says when it ended instead of starting: waits a moment if that passes, throws if it does not. */
async function judgeFailure(cluster: Cluster, server: Server, patience: Patience): Promise<void> {
  const output = server.output();
  if (output.includes('could not create any TCP/IP sockets')) return patience('a free port');
  if (/lock file .* already exists/.test(output)) return patience('another start on the same data folder');
  // Its children of before it was killed are not all gone yet.
  if (output.includes('pre-existing shared memory block'))
    return patience('what is left of the killed database to end');
  if (output.includes('received fast shutdown request')) throw anotherLlavero(cluster);
  const file = `${cluster.home.dataDir}/postgres.log`;
  const reason = output.includes('No space left on device')
    ? 'the disk is full: make room and start again'
    : (/(?:FATAL|PANIC): +(.*)/.exec(output)?.[1] ?? 'it ended at once');
  throw new StartError(
    `The database in ${cluster.home.cluster} does not start: ${reason} (more in ${file}).`,
  );
}

function anotherLlavero(cluster: Cluster): StartError {
  return new StartError(
    `Another Llavero runs on the data folder ${cluster.home.dataDir}: stop it first, or give this one a folder of its own with LLAVERO_DATA_DIR.`,
  );
}
