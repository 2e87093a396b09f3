import { Counter, Gauge, type Aggregator, type Registry } from 'prom-client';
import type { Registry as ClientRegistry } from '../clients/registry.ts';
import type { Changes } from '../database/changes.ts';
import type { PoolCounts } from '../database/pool.ts';
import type { ProvenSecrets } from '../tokens/proven-secrets.ts';
import type { SlowHashQueue } from '../tokens/slow-hash-queue.ts';

/** What a process holds, read when somebody asks. */
export function registerGauges(
  register: Registry,
  parts: {
    registry: ClientRegistry;
    provenSecrets: ProvenSecrets;
    slowHashes: SlowHashQueue;
    changes: Pick<Changes, 'isHearing'>;
    pool: PoolCounts;
  },
): void {
  const { registry, provenSecrets, slowHashes, changes, pool } = parts;
  const gauge = (name: string, help: string, read: () => number, aggregator: Aggregator = 'sum') =>
    new Gauge({
      name,
      help,
      aggregator,
      registers: [register],
      collect() {
        this.set(read());
      },
    });
  gauge(
    'llavero_slow_hashes',
    'Slow comparisons of secrets that run or wait for their turn.',
    slowHashes.size,
  );
  gauge('llavero_registry_clients', 'Clients that this process knows.', registry.size);
  gauge('llavero_proven_secrets', 'Secrets that need no slow comparison any more.', provenSecrets.size);
  gauge(
    'llavero_changes_heard',
    'Whether changes in the database are heard: 1 or 0.',
    () => (changes.isHearing() ? 1 : 0),
    'min',
  );
  gauge(
    'llavero_database_waiting',
    'Queries that wait for a connection to the database.',
    () => pool.waitingCount,
  );
  new Gauge({
    name: 'llavero_database_connections',
    help: 'Connections to the database, but for the one that hears of changes.',
    labelNames: ['state'],
    registers: [register],
    collect() {
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
    },
  });
  new Counter({
    name: 'llavero_registry_lookups_total',
    help: 'Looks for a client: a hit is answered from memory, a miss by the database.',
    labelNames: ['result'],
    registers: [register],
    collect() {
      const { hits, misses } = registry.lookups();
      this.reset();
      this.inc({ result: 'hit' }, hits);
      this.inc({ result: 'miss' }, misses);
    },
  });
}
