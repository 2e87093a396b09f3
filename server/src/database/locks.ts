import type { Db, Transaction } from './connect.ts';

/** Runs `act` in a transaction while no other process runs one under the same name. */
export function withLock<T>(db: Db, name: string, act: (transaction: Transaction) => Promise<T>): Promise<T> {
  return db.$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`llavero ${name}`}))`;
    return act(transaction);
  });
}
