import type { Db } from '../../src/database/connect.ts';
import { Prisma } from '../../src/generated/prisma/client.ts';

/** The rows of every table by its name, as the database would hand them to whoever stole a dump. */
export type Dump = Record<string, Record<string, unknown>[]>;

/** Every row of every table, at one moment. */
export async function dump(db: Db): Promise<Dump> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE' ORDER BY 1`;
  const dumped = await db.$queryRaw<{ name: string; rows: Dump[string] }[]>`${Prisma.join(
    tables.map(
      ({ name }) => Prisma.sql`
        SELECT ${name} AS name, coalesce(jsonb_agg(to_jsonb(t) ORDER BY t::text), '[]') AS rows
        FROM ${Prisma.raw(`"${name}"`)} t`,
    ),
    ' UNION ALL ',
  )}`;
  return Object.fromEntries(dumped.map(({ name, rows }) => [name, rows]));
}

/** Puts these tables back as they were dumped, whatever hangs on their rows; no process is told. */
export async function restore(db: Db, tables: Dump): Promise<void> {
  await db.$transaction(async (transaction) => {
    await transaction.$executeRaw`SET LOCAL session_replication_role = replica`;
    for (const [name, rows] of Object.entries(tables)) {
      const table = Prisma.raw(`"${name}"`);
      await transaction.$executeRaw`DELETE FROM ${table}`;
      await transaction.$executeRaw`
        INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, ${JSON.stringify(rows)}::jsonb)`;
    }
  });
}

/** The same without what only counts attempts: what a refusal must leave as it was. */
export async function dumpWithoutAttempts(db: Db): Promise<Dump> {
  const { RateLimiterFlexible: _, Refusal: __, ...rest } = await dump(db);
  return rest;
}
