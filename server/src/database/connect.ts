import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { PrismaClient, type Prisma } from '../generated/prisma/client.ts';
import type { Log } from './log.ts';
import { createPool, type PoolOptions } from './pool.ts';
import { checkServer, openConnection } from './server-check.ts';

/** The Prisma client. */
export type Db = PrismaClient;

/** What the function given to `db.$transaction` gets; every query but transactions of its own. */
export type Transaction = Prisma.TransactionClient;

interface ConnectOptions extends PoolOptions {
  /** The connections to use, for whoever watches them; they end with `db`. Absent: made here. */
  pool?: pg.Pool;
  log?: Log;
}

/**
 * Connects to a PostgreSQL that `migrate` has prepared. End it with `db.$disconnect()`.
 *
 * @throws StartError when the server cannot be used
 */
export async function connectDatabase(url: string, options: ConnectOptions = {}): Promise<Db> {
  const { log, pool = createPool(url, options) } = options;
  const connection = await openConnection(url);
  try {
    await checkServer(connection);
  } finally {
    await connection.end();
  }
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    // An idle connection that the server drops is replaced by the pool; without a listener it would end the process.
    onPoolError: report,
    onConnectionError: report,
  });
  const { connectionTimeoutMillis: maxWait = 0, statement_timeout: statementTimeout } = pool.options;
  return new PrismaClient({
    adapter,
    // A transaction waits for its connection as long as any query does; Prisma's own two seconds are short for a rush.
    transactionOptions: { maxWait, timeout: 2 * Number(statementTimeout) },
  });

  function report(error: Error): void {
    log?.warn(`A database connection was lost: ${error.message}`);
  }
}
