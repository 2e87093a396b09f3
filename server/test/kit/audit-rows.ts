import type { Transaction } from '../../src/database/connect.ts';
import type { TestLlavero } from './llavero.ts';

/**
 * This many entries after those that an organisation has, of one minute each, chained to nothing. `fill` gives columns by SQL,
 * from `n` (1, 2, 3 ...). The index of the search is made anew afterwards, which takes a fraction of the time, and the database
 * counts what it has, as it does by itself sooner or later.
 */
export async function insertEntries(
  { db }: Pick<TestLlavero, 'db'>,
  organisationId: string,
  count: number,
  fill: { action?: string; subjectType?: string; subjectId?: string; searchKey: string },
): Promise<void> {
  const {
    action = `'client.updated'`,
    subjectType = `'client'`,
    subjectId = `'cli_' || n`,
    searchKey,
  } = fill;
  const [index] = await db.$queryRaw<[{ definition: string }]>`
    SELECT pg_get_indexdef('"AuditEvent_search"'::regclass) AS definition`;
  await db.$executeRaw`DROP INDEX "AuditEvent_search"`;
  await db.$executeRawUnsafe(
    `INSERT INTO "AuditEvent" ("organisationId", sequence, at, action, "subjectType", "subjectId", "subjectName",
       "previousHash", hash, "searchKey")
     SELECT $1::uuid, first + n, '2026-01-01'::timestamptz + n * interval '1 minute', ${action}, ${subjectType}, ${subjectId},
       'One', '', '', ${searchKey}
     FROM (SELECT COALESCE(max(sequence), 0) AS first FROM "AuditEvent" WHERE "organisationId" = $1::uuid) f,
       generate_series(1, ${count}) n`,
    organisationId,
  );
  await db.$executeRawUnsafe(index.definition);
  await db.$executeRaw`ANALYZE "AuditEvent"`;
}

/** How many entries the database reads for `act`; also those of a second look. */
export async function entriesRead<Result>(
  { db }: Pick<TestLlavero, 'db'>,
  act: (transaction: Transaction) => Promise<Result>,
): Promise<{ result: Result; read: number }> {
  return db.$transaction(async (transaction) => {
    const readSoFar = async () => {
      const [row] = await transaction.$queryRaw<[{ read: number }]>`
        SELECT (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int AS read
        FROM pg_stat_xact_user_tables WHERE relname = 'AuditEvent'`;
      return row.read;
    };
    const before = await readSoFar();
    const result = await act(transaction);
    return { result, read: (await readSoFar()) - before };
  });
}
