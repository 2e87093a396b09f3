import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { prepareFirstOwner } from '../../server/src/administrators/first-owner.ts';
import { readConfig } from '../../server/src/config.ts';
import { connectDatabase } from '../../server/src/database/connect.ts';
import { startEmbeddedDatabase } from '../../server/src/database/embedded.ts';
import { migrate } from '../../server/src/database/migrate.ts';
import { createLog } from '../../server/src/log.ts';
import { loadMasterKey } from '../../server/src/master-key.ts';

/** Llavero's own embedded PostgreSQL, as durable as in production, in a folder that is thrown away. */
export type BenchDatabase = {
  /** A new database as Llavero's first start leaves it, with an organisation and the owner below. */
  create(): Promise<string>;
  /** Where databases, logs and data folders may be left; goes with `stop`. */
  folder: string;
  stop(): Promise<void>;
};

/** The environment that every Llavero of the benchmark has in common. */
export const benchEnvironment = {
  LLAVERO_MASTER_KEY: 'benchmark-'.repeat(5),
  LLAVERO_ADMIN_EMAIL: 'owner@example.com',
  LLAVERO_ADMIN_PASSWORD: 'correct horse battery staple',
};

const silent = createLog({ logLevel: 'silent' });

export async function startBenchDatabase(): Promise<BenchDatabase> {
  // As root, PostgreSQL runs as another user, who must be able to enter.
  const folder = await mkdtemp(path.join(os.tmpdir(), 'llavero-bench-'));
  await chmod(folder, 0o755);
  const embedded = await startEmbeddedDatabase({ dataDir: path.join(folder, 'data'), log: silent });
  return {
    folder,
    async create() {
      const name = `bench_${randomBytes(4).toString('hex')}`;
      const url = new URL(embedded.url);
      await withConnection(embedded.url, (connection) => connection.query(`CREATE DATABASE ${name}`));
      url.pathname = `/${name}`;
      await prepare(url.href);
      return url.href;
    },
    async stop() {
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function prepare(databaseUrl: string): Promise<void> {
  const config = readConfig({ ...benchEnvironment, DATABASE_URL: databaseUrl });
  await migrate(databaseUrl, silent);
  const db = await connectDatabase(databaseUrl, { poolSize: 1, log: silent });
  try {
    await prepareFirstOwner(db, { issuer: config.issuer, masterKey: await loadMasterKey(config) }, config);
  } finally {
    await db.$disconnect();
  }
}

/** Does `act` on a connection of its own. */
export async function withConnection<T>(url: string, act: (connection: pg.Client) => Promise<T>): Promise<T> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  try {
    return await act(connection);
  } finally {
    await connection.end();
  }
}
