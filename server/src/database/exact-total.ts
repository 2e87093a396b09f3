import type { Prisma } from '../generated/prisma/client.ts';
import type { Db, Transaction } from './connect.ts';

/** How many rows a list has in all; where `totalCountIsExact` is false, there are more than that. */
export type Total = { totalCount: number; totalCountIsExact: boolean };

/** Costly counts are exact to here. */
export const countedExactly = 1000;

export function upToExactly(count: number): Total {
  return { totalCount: Math.min(count, countedExactly), totalCountIsExact: count <= countedExactly };
}

/** Counts the rows of a statement that stops after `countedExactly` and one more. */
export async function countUpToExactly(db: Db | Transaction, found: Prisma.Sql): Promise<Total> {
  const [row] = await db.$queryRaw<[{ count: number }]>`SELECT count(*)::int AS count FROM (${found}) found`;
  return upToExactly(row.count);
}
