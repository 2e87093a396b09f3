import type { Db } from '../../src/database/connect.ts';
import { Prisma } from '../../src/generated/prisma/client.ts';

/** Every row of every table, as the database would hand it to whoever stole a dump. */
export async function dump(db: Db): Promise<Record<string, unknown[]>> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE' ORDER BY 1`;
  const dumped: Record<string, unknown[]> = {};
  for (const { name } of tables) {
    const rows = await db.$queryRaw<{ row: unknown }[]>`
      SELECT to_jsonb(t) AS row FROM ${Prisma.raw(`"${name}"`)} t ORDER BY t::text`;
    dumped[name] = rows.map(({ row }) => row);
  }
  return dumped;
}

/** The same without what only counts attempts: what a refusal must leave as it was. */
export async function dumpWithoutAttempts(db: Db): Promise<Record<string, unknown[]>> {
  const { RateLimiterFlexible: _, Refusal: __, ...rest } = await dump(db);
  return rest;
}
