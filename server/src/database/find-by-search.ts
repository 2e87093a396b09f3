import { Prisma } from '../generated/prisma/client.ts';

/** What a search asks of a row, as conditions on its columns. */
export type Search = {
  /** Whether a row is found. */
  matches: Prisma.Sql;
  /** True of every row that is found, and told by an index alone; null where no index tells anything. */
  mayMatch: Prisma.Sql | null;
};

/** How to find rows, as parts of SQL. */
export type WaysToFind = {
  /** The table to look them up in. */
  table: Prisma.Sql;
  /** Whichever could be found, so that they can be counted to a bound; an index holds them. */
  all: Prisma.Sql;
  /** All of them, in the order in which they are looked at; an index holds that order. */
  oneByOne: Prisma.Sql;
  /** What is wanted of those that are found. */
  columns: Prisma.Sql;
  limit: number;
  /** So many are looked at one by one where that promises enough of them; looking them all up takes about as long. */
  atMost: number;
  /** Completes the statement that looks them up: from FROM to WHERE, `candidates` holds every row "c" that is found. */
  byIndex: (candidates: Candidates) => Prisma.Sql;
};

/** FROM and WHERE of what is looked up: of those alone of which `condition` is true, if there is one. */
export type Candidates = (condition?: Prisma.Sql) => Prisma.Sql;

/** So many are looked at one by one in any case: of what many have, they hold enough. */
const lookedAt = 1000;

/** A condition for candidates: whether at least so many are among the 1,000 that were looked at. */
export function someAmongFew(count: number): Prisma.Sql {
  return Prisma.sql`(SELECT count(*) FROM few) >= ${count}`;
}

/**
 * The first that a search finds, at most `limit`. What many rows have is found by looking at them one by one, and an index would
 * gather all that have it; what few have, the index gathers at once, and one would look at a million in vain. So it is
 * tried with some, then with more if those promise it, and then looked up. All ways stand in one statement, so that they
 * see the same rows, and none is gone without need. OFFSET 0 keeps the planner from asking the index for what is no question
 * for it, or another index.
 */
export function findBySearch({ matches, mayMatch }: Search, ways: WaysToFind): Prisma.Sql {
  const { columns, limit, atMost } = ways;
  const among = (bound: number | null, condition = Prisma.sql`true`) => Prisma.sql`
    SELECT ${columns} FROM (${ways.oneByOne} LIMIT ${bound}) looked_at WHERE ${condition} AND ${matches} LIMIT ${limit}`;
  if (mayMatch === null) return among(null);
  const candidates: Candidates = (condition = Prisma.sql`true`) => Prisma.sql`
    FROM (
      SELECT * FROM ${ways.table} WHERE (SELECT way FROM outcome) = 'index' AND ${condition} AND ${mayMatch} OFFSET 0
    ) c WHERE ${matches}`;
  const thereAreMoreThan = (count: number) => Prisma.sql`EXISTS (${ways.all} OFFSET ${count} LIMIT 1)`;
  return Prisma.sql`
    WITH few AS MATERIALIZED (${among(lookedAt)}),
    promise AS MATERIALIZED (
      SELECT CASE WHEN count(*) = ${limit} OR NOT ${thereAreMoreThan(lookedAt)} THEN 'kept'
        WHEN count(*) >= ${Math.ceil((1.5 * limit * lookedAt) / atMost)} THEN 'good' ELSE 'bad' END AS made FROM few
    ),
    many AS MATERIALIZED (${among(atMost, Prisma.sql`(SELECT made FROM promise) = 'good'`)}),
    outcome AS MATERIALIZED (
      SELECT CASE made WHEN 'kept' THEN 'few' WHEN 'bad' THEN 'index'
        ELSE CASE WHEN (SELECT count(*) FROM many) = ${limit} OR NOT ${thereAreMoreThan(atMost)} THEN 'many' ELSE 'index' END
      END AS way FROM promise
    )
    SELECT * FROM few WHERE (SELECT way FROM outcome) = 'few'
    UNION ALL SELECT * FROM many WHERE (SELECT way FROM outcome) = 'many'
    UNION ALL (${ways.byIndex(candidates)})`;
}
