import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedDatabase } from '../../src/database/embedded.ts';
import { silentLog, temporaryFolder } from './temporary.ts';

export interface TestPostgres {
  /** Names the cluster's own database; `createTestDatabase` makes others beside it. */
  adminUrl: string;
  stop(): Promise<void>;
}

/** A PostgreSQL for tests, in a folder that is thrown away; it never waits for the disk. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = await temporaryFolder('llavero-test-');
  const database = await startEmbeddedDatabase({
    dataDir: path.join(folder, 'data'),
    log: silentLog,
    isDurable: false,
  });
  return {
    adminUrl: database.url,
    async stop() {
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface TestDatabase {
  url: string;
  /** Ends every connection to it. */
  drop(): Promise<void>;
}

/** A database of its own, as a copy of `template` or empty. Nobody may be connected to the template. */
export async function createTestDatabase(adminUrl: string, template = 'template0'): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await query(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => query(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
