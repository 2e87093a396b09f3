import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from './log.ts';
import type { Undo } from './serve.ts';
import { StartError } from './start-error.ts';
import { gatherMetrics } from './watch/cluster-metrics.ts';

/** What the supervisor tells a worker: where the database is (not by the environment, which others may read). */
export type ToWorker = { databaseUrl: string };

export type FromWorker = { kind: 'ready' } | { kind: 'failed'; message: string };

const longestPauseMilliseconds = 10_000;

/**
 * Starts `count` serving processes on one port and keeps them running: one that dies is replaced. Resolves when all
 * serve. @throws StartError when one cannot.
 */
export async function startWorkers(count: number, databaseUrl: string, log: Log, undo: Undo): Promise<void> {
  cluster.setupPrimary({ exec: path.join(import.meta.dirname, 'worker.ts') });
  gatherMetrics(log);
  const stopping = new AbortController();
  undo.push(() => {
    stopping.abort();
    return Promise.all(Object.values(cluster.workers ?? {}).map((worker) => worker && stopWorker(worker)));
  });
  const first = Array.from({ length: count }, () => fork(databaseUrl));
  await Promise.all(first.map(({ ready }) => ready));
  for (const { worker } of first) void replaceWhenGone(worker);

  async function replaceWhenGone(gone: Worker): Promise<void> {
    let worker = gone;
    for (let pause = 100; ; pause = Math.min(pause * 2, longestPauseMilliseconds)) {
      const servedSince = performance.now();
      if (!worker.isDead()) await once(worker, 'exit');
      if (stopping.signal.aborted) return;
      if (performance.now() - servedSince > longestPauseMilliseconds) pause = 100;
      log.error(
        `A serving process ended (${worker.process.signalCode ?? worker.process.exitCode}); starting another.`,
      );
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      const next = fork(databaseUrl);
      await next.ready.catch((error: Error) =>
        log.error(`The serving process did not start: ${error.message}`),
      );
      worker = next.worker;
    }
  }
}

function fork(databaseUrl: string): { worker: Worker; ready: Promise<void> } {
  const worker = cluster.fork();
  worker.send({ databaseUrl } satisfies ToWorker);
  const ready = new Promise<void>((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'ready') resolve();
      else if (message.kind === 'failed') reject(new StartError(message.message));
    });
    worker.once('exit', (code, signal) => reject(new Error(`it ended with ${signal ?? code}`)));
  });
  return { worker, ready };
}

/** Open requests are finished; the worker ends by itself. */
async function stopWorker(worker: Worker): Promise<void> {
  if (worker.isDead()) return;
  const exited = once(worker, 'exit');
  worker.process.kill('SIGTERM');
  await exited;
}
