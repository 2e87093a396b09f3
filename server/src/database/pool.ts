import pg from 'pg';

export interface PoolOptions {
  /** Connections that this process holds at most. */
  poolSize?: number;
  /** A query that takes longer is cancelled by PostgreSQL. */
  statementTimeoutMs?: number;
  /** How long a query waits for a connection, in a full pool or from a silent server. */
  connectionTimeoutMs?: number;
}

/** How many connections there are, how many of them are free, and how many queries wait for one. */
export type PoolCounts = Readonly<Pick<pg.Pool, 'totalCount' | 'idleCount' | 'waitingCount'>>;

/** A server that does not even cancel is given up this much later. */
const graceMilliseconds = 2000;

/** Bounded in every way: how many, how long a query runs, how long one waits. Nothing is connected yet. */
export function createPool(url: string, options: PoolOptions = {}): pg.Pool {
  const { poolSize = 10, statementTimeoutMs = 10_000, connectionTimeoutMs = 10_000 } = options;
  return new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectionTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + graceMilliseconds,
    // Nobody may hold row locks while thinking.
    idle_in_transaction_session_timeout: 2 * statementTimeoutMs,
    keepAlive: true,
    application_name: 'llavero',
  });
}
