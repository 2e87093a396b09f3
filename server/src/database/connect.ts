import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient, type Prisma } from '../generated/prisma/client.ts';
import type { Log } from './log.ts';
import { checkServer, openConnection } from './server-check.ts';

/** The Prisma client. */
export type Db = PrismaClient;

/** What the function given to `db.$transaction` gets; every query but transactions of its own. */
export type Transaction = Prisma.TransactionClient;

interface ConnectOptions {
  /** Connections that this process holds at most. */
  poolSize?: number;
  /** A query that takes longer is cancelled by PostgreSQL. */
  statementTimeoutMs?: number;
  /** How long a query waits for a connection, in a full pool or from a silent server. */
  connectionTimeoutMs?: number;
  log?: Log;
}

/**
 * Connects to a PostgreSQL that `migrate` has prepared. End it with `db.$disconnect()`.
 *
 * @throws StartError when the server cannot be used
 */
export async function connectDatabase(url: string, options: ConnectOptions = {}): Promise<Db> {
  const { poolSize = 10, statementTimeoutMs = 10_000, connectionTimeoutMs = 10_000, log } = options;
  const connection = await openConnection(url);
  try {
    await checkServer(connection);
  } finally {
    await connection.end();
  }
  const adapter = new PrismaPg(
    {
      connectionString: url,
      max: poolSize,
      connectionTimeoutMillis: connectionTimeoutMs,
      statement_timeout: statementTimeoutMs,
      // Nobody may hold row locks while thinking.
      idle_in_transaction_session_timeout: 2 * statementTimeoutMs,
      keepAlive: true,
      application_name: 'llavero',
    },
    // An idle connection that the server drops is replaced by the pool; without a listener it would end the process.
    { onPoolError: report, onConnectionError: report },
  );
  return new PrismaClient({
    adapter,
    // A transaction waits for its connection as long as any query does; Prisma's own two seconds are short for a rush.
    transactionOptions: { maxWait: connectionTimeoutMs, timeout: 2 * statementTimeoutMs },
  });

  function report(error: Error): void {
    log?.warn(`A database connection was lost: ${error.message}`);
  }
}
