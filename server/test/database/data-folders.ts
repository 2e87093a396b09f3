import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../src/database/embedded.ts';
import { silentLog, temporaryFolder } from '../kit/temporary.ts';

/** A data folder of a test; `close` stops what still runs in it and deletes it. */
export interface DataFolder {
  dataDir: string;
  start(): Promise<EmbeddedDatabase>;
  /** Starts in a process of its own, as another user when asked, and answers what it says: `ready <url>`, `refused <why>`. */
  startElsewhere(owner?: { uid: number; gid: number }): Promise<{ says: string; kill(): Promise<void> }>;
  /** The process id of the PostgreSQL that runs there. */
  postmaster(): Promise<number>;
  close(): Promise<void>;
}

export async function openDataFolder(): Promise<DataFolder> {
  const parent = await temporaryFolder('llavero-data-');
  const dataDir = path.join(parent, 'data');
  const closing: (() => Promise<unknown>)[] = [];
  return {
    dataDir,
    async start() {
      const database = await startEmbeddedDatabase({ dataDir, log: silentLog, isDurable: false });
      closing.push(() => database.stop());
      return database;
    },
    async startElsewhere(owner) {
      const script = path.join(import.meta.dirname, 'supervisor.ts');
      const child = spawn(process.execPath, [script, dataDir], {
        ...owner,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(child, 'exit');
      const [says] = (await once(createInterface(child.stdout), 'line')) as [string];
      const kill = async () => {
        child.kill('SIGKILL');
        await exited;
      };
      closing.push(kill);
      return { says, kill };
    },
    async postmaster() {
      return Number(
        (await readFile(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0],
      );
    },
    async close() {
      for (const act of closing.reverse()) await act();
      await rm(parent, { recursive: true, force: true });
    },
  };
}

/** One query on a connection of its own. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}
