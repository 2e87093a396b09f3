import pg from 'pg';
import { errorCode } from './file-errors.ts';
import { SUPERUSER } from './cluster.ts';

/** Where an embedded server listens, on 127.0.0.1, and its superuser's password. */
export interface Address {
  port: number;
  password: string;
}

/** The URL of a database in the embedded server. */
export function serverUrl({ port, password }: Address, database: string): string {
  return `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** "llav": the session-level advisory lock, in the database `postgres`, of the process that supervises the cluster. */
const SUPERVISOR_LOCK = 0x6c_6c_61_76;

/** The supervisor's own connection. */
export interface Session {
  client: pg.Client;
  /** Resolves when the connection is over, for whatever reason; never rejects. */
  lost: Promise<void>;
  close(): Promise<void>;
}

/** Opens a connection to the database `postgres` of the embedded server. */
export async function openSession(address: Address): Promise<Session> {
  const client = new pg.Client({
    connectionString: serverUrl(address, 'postgres'),
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'llavero supervisor',
  });
  // `end` follows every error; without a listener an error would end the process.
  client.on('error', () => {});
  const lost = new Promise<void>((resolve) => client.once('end', () => resolve()));
  await client.connect();
  return { client, lost, close: () => client.end().catch(() => {}) };
}

/** Takes the supervisor's lock for the life of the session; `false` when another process has it. */
export async function takeSupervisorLock({ client }: Session): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
    SUPERVISOR_LOCK,
  ]);
  return rows[0]?.taken === true;
}

/** Who started this server, by process id, and whether somebody holds the supervisor's lock. Changes nothing. */
export async function lookAtSupervisor({ client }: Session): Promise<{ starter: number; isLocked: boolean }> {
  const { rows } = await client.query<{ name: string; locked: boolean }>(
    `SELECT current_setting('cluster_name') AS name,
            EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = $1) AS locked`,
    [SUPERVISOR_LOCK],
  );
  return { starter: Number(rows[0]?.name.split('-')[1]), isLocked: rows[0]?.locked === true };
}

/** The `cluster_name` that `lookAtSupervisor` reads. */
export function clusterName(): string {
  return `llavero-${process.pid}`;
}

/** Makes the database unless it is there. */
export async function ensureDatabase({ client }: Session, name: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (rowCount) return;
  try {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    if (errorCode(error) !== DUPLICATE_DATABASE) throw error;
  }
}

const DUPLICATE_DATABASE = '42P04';
const NOT_READY = '57P03';

/** Whether the server will answer in a while: it starts, recovers from a crash, stops, or does not listen yet. */
export function isNotReady(error: unknown): boolean {
  return [NOT_READY, 'ECONNREFUSED', 'ECONNRESET'].includes(errorCode(error)) || isCutOff(error);
}

/** pg has no code for a connection that ended while it was being made. */
function isCutOff(error: unknown): boolean {
  return error instanceof Error && /Connection terminated|timeout expired/.test(error.message);
}
