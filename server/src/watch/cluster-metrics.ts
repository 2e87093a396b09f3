import cluster from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';
import type { Log } from '../log.ts';

/** Between a serving process, one of several, and its supervisor. */
type Question = { kind: 'metricsWanted' };
type Answer = { kind: 'metrics'; text: string } | { kind: 'noMetrics' };

/**
 * How the metrics of the whole installation on this machine are read. One of several processes cannot choose who is asked,
 * so it answers for all: the supervisor gathers them. @throws Error when a process does not answer within five seconds
 */
export function metricsReader(registry: Registry): () => Promise<string> {
  if (!cluster.worker) return () => registry.metrics();
  // To exist is enough: it hands out what the supervisor asks for.
  new AggregatorRegistry();
  AggregatorRegistry.setRegistries([registry]);
  let asking: Promise<string> | undefined;
  return () => (asking ??= askSupervisor().finally(() => (asking = undefined)));
}

/** For the supervisor: gathers the metrics of its processes whenever one of them is asked. */
export function gatherMetrics(log: Log): void {
  const all = new AggregatorRegistry();
  cluster.on('message', async (worker, message: Partial<Question>) => {
    if (message.kind !== 'metricsWanted') return;
    const answer: Answer = await all.clusterMetrics().then(
      (text) => ({ kind: 'metrics', text }),
      (error: Error) => {
        log.warn({ err: error }, 'a serving process did not hand out its metrics');
        return { kind: 'noMetrics' };
      },
    );
    if (worker.isConnected()) worker.send(answer);
  });
}

function askSupervisor(): Promise<string> {
  return new Promise((resolve, reject) => {
    const hear = (message: Partial<Answer>) => {
      if (message.kind !== 'metrics' && message.kind !== 'noMetrics') return;
      process.off('message', hear);
      if (message.kind === 'metrics') resolve(message.text ?? '');
      else reject(new Error('not every serving process handed out its metrics'));
    };
    process.on('message', hear);
    process.send?.({ kind: 'metricsWanted' } satisfies Question);
  });
}
