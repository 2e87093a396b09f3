import type { Db } from '../../src/database/connect.ts';
import { dump, type Dump } from './rows.ts';

/** A column that names a row of another table. */
type Reference = { table: string; column: string; of: string; key: string };

/** What is one organisation's in the database, all the rest, and both. */
export type SplitRows = { theirs: Dump; rest: Dump; all: Dump };

/** Reads, again and again, what is one organisation's. */
export type SplitRowsOf = (organisationId: string) => Promise<SplitRows>;

/**
 * Tells everything that an organisation has from the rest: the rows that carry its id, those that hang on them by a foreign
 * key, however many tables there are, and the people who belong to no other when this is called.
 */
export async function rowSplitter(db: Db): Promise<SplitRowsOf> {
  const [references, memberships] = [await readReferences(db), await db.membership.findMany()];
  return async (organisationId) => {
    const people = memberships.filter((one) =>
      memberships.every((two) => two.userId !== one.userId || two.organisationId === organisationId),
    );
    return splitRows(await dump(db), references, organisationId, new Set(people.map(({ userId }) => userId)));
  };
}

function splitRows(
  all: Dump,
  references: Reference[],
  organisationId: string,
  people: Set<unknown>,
): SplitRows {
  const theirs: Dump = Object.fromEntries(
    Object.entries(all).map(([table, rows]) => [
      table,
      rows.filter((row) => row['organisationId'] === organisationId),
    ]),
  );
  theirs['Organisation'] = (all['Organisation'] ?? []).filter(({ id }) => id === organisationId);
  theirs['User'] = (all['User'] ?? []).filter(({ id }) => people.has(id));
  for (let found = 1; found > 0;) {
    found = 0;
    for (const { table, column, of, key } of references) {
      const keys = new Set((theirs[of] ?? []).map((row) => row[key]));
      const known = new Set(theirs[table]);
      const more = (all[table] ?? []).filter((row) => !known.has(row) && keys.has(row[column]));
      theirs[table]?.push(...more);
      found += more.length;
    }
  }
  const rest = Object.fromEntries(
    Object.entries(all).map(([table, rows]) => {
      const known = new Set(theirs[table]);
      return [table, rows.filter((row) => !known.has(row))];
    }),
  );
  return { theirs, rest, all };
}

/** The tables in which an organisation can have rows, its people's aside. */
export async function tablesOfOrganisations(db: Db): Promise<string[]> {
  const [references, carrying] = [
    await readReferences(db),
    await db.$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.columns
      WHERE column_name = 'organisationId' AND table_schema = 'public'`,
  ];
  const found = new Set(['Organisation', ...carrying.map(({ name }) => name)]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const { table, of } of references) if (found.has(of)) found.add(table);
  }
  return [...found].sort();
}

function readReferences(db: Db): Promise<Reference[]> {
  return db.$queryRaw`
    SELECT t.relname::text AS "table", a.attname::text AS "column", f.relname::text AS "of", k.attname::text AS "key"
    FROM pg_constraint c
    JOIN pg_class t ON t.oid = c.conrelid
    JOIN pg_class f ON f.oid = c.confrelid
    CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS pair (conkey, confkey)
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = pair.conkey
    JOIN pg_attribute k ON k.attrelid = f.oid AND k.attnum = pair.confkey
    WHERE c.contype = 'f'`;
}
