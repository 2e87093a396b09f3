import type { Db, Transaction } from './connect.ts';

/** Runs `act` in a transaction while no other process runs one under the same name. */
export function withLock<T>(db: Db, name: string, act: (transaction: Transaction) => Promise<T>): Promise<T> {
  return db.$transaction(async (transaction) => {
    await takeLock(transaction, name);
    return act(transaction);
  });
}

/** From here to the end of its transaction, no other one holds the lock of this name. */
export async function takeLock(transaction: Transaction, name: string): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`llavero ${name}`}))`;
}
