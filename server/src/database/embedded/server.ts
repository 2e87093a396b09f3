import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, fchownSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Cluster } from './cluster.ts';
import { clusterName } from './session.ts';

/** A PostgreSQL that this process started. */
export interface Server {
  port: number;
  /** Resolves when the process is gone; never rejects. */
  gone: Promise<void>;
  isGone(): boolean;
  send(signal: NodeJS.Signals): void;
  /** What it has written to its log since it was started. */
  output(): string;
}

const LOG_LIMIT_BYTES = 5_000_000;
const MAX_CONNECTIONS = 100;

/** Starts PostgreSQL on a port of 127.0.0.1; it is not ready yet. */
export function startServer(cluster: Cluster, port: number): Server {
  const { home, binaries, isDurable } = cluster;
  const log = openLog(cluster);
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: MAX_CONNECTIONS,
    cluster_name: clusterName(),
    ...(isDurable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const child = spawn(
    binaries.postgres,
    ['-D', home.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...home.owner,
      cwd: '/',
      env: { LC_ALL: 'C' },
      stdio: ['ignore', log.descriptor, log.descriptor],
      // A session of its own: the terminal's Ctrl-C must not reach it before the requests that need it are answered.
      detached: true,
    },
  );
  closeSync(log.descriptor);
  return watched(child, port, () => readFileSync(log.file).subarray(log.start).toString());
}

/** Fast shutdown, then harder; resolves when the process is gone, after 20 seconds at the latest. */
export async function stopServer(server: Server): Promise<void> {
  for (const [signal, seconds] of SHUTDOWN) {
    if (server.isGone()) return;
    server.send(signal);
    await Promise.race([server.gone, unrefSleep(seconds)]);
  }
  await server.gone;
}

/** PostgreSQL's names for these: fast, immediate (recovers at the next start), and none at all. */
const SHUTDOWN = [
  ['SIGINT', 15],
  ['SIGQUIT', 5],
  ['SIGKILL', 1],
] as const;

/** A port of 127.0.0.1 that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function watched(child: ChildProcess, port: number, output: () => string): Server {
  let isGone = false;
  const gone = new Promise<void>((resolve) => {
    const settle = () => {
      isGone = true;
      resolve();
    };
    child.once('exit', settle);
    // It could not be started at all; `binariesFor` has tried it a moment ago.
    child.once('error', settle);
  });
  return { port, gone, isGone: () => isGone, send: (signal) => void child.kill(signal), output };
}

/** PostgreSQL writes its log itself, so that it goes on when this process is killed. Kept bounded at each start. */
function openLog({ home }: Cluster): { file: string; descriptor: number; start: number } {
  const file = path.join(home.dataDir, 'postgres.log');
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  const descriptor = openSync(file, 'a', 0o600);
  if (home.owner) fchownSync(descriptor, home.owner.uid, home.owner.gid);
  return { file, descriptor, start: fstatSync(descriptor).size };
}

function unrefSleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000).unref());
}
