import type { Caller } from '../administrators/caller.ts';
import type { Db } from '../database/connect.ts';
import { countedExactly, countUpToExactly, upToExactly, type Total } from '../database/exact-total.ts';
import { findBySearch, someAmongFew, type Search, type WaysToFind } from '../database/find-by-search.ts';
import { Prisma, type Client } from '../generated/prisma/client.ts';
import { orderClients, type ClientOrder, type ClientPosition, type ClientWindow } from './client-order.ts';
import { readSearch } from './client-search.ts';

/** A client in a list, with the value it was ordered by. */
export type ListedClient = Client & { orderedBy: string };

export type ClientPage = { search: string | null | undefined; order: ClientOrder; window: ClientWindow };

/** The clients of a page, and how many there are in all where that came out by the way. */
export type ListedClients = { clients: ListedClient[]; total: Total | null };

/** A page of the caller's clients, of those that `search` finds (`readSearch`); `query` says what is loaded with each. */
export async function listClients(
  db: Db,
  caller: Caller,
  page: ClientPage,
  query: object = {},
): Promise<ListedClients> {
  const positions = await findPositions(db, caller, page);
  const rows = await db.client.findMany({ ...query, where: { id: { in: positions.map(({ id }) => id) } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const clients = positions.flatMap(({ id, orderedBy }) => {
    const row = byId.get(id);
    return row ? [{ ...row, orderedBy }] : [];
  });
  const total = positions[0]?.total ?? (isAll(positions, page.window) ? positions.length : null);
  return { clients, total: total === null ? null : upToExactly(total) };
}

/** How many clients there are, exactly; of a search, exactly up to 1,000. */
export async function countClients(
  db: Db,
  caller: Caller,
  search: string | null | undefined,
): Promise<Total> {
  const read = readSearch(search, caller.organisationId);
  if (!read) return { totalCount: await countAll(db, caller), totalCountIsExact: true };
  return countUpToExactly(db, foundToCount(caller, read));
}

/** Whether a page has room for more, and nothing before or after it. */
function isAll({ length }: readonly unknown[], { limit, after, before }: ClientWindow): boolean {
  return length < limit && !after && !before;
}

/** The number is kept: it is the sum of its changes. */
async function countAll(db: Db, { organisationId }: Caller): Promise<number> {
  const { _sum } = await db.clientCount.aggregate({ where: { organisationId }, _sum: { change: true } });
  return _sum.change ?? 0;
}

type FoundPosition = ClientPosition & { total: number | null };

/** `total` is how many there are in all, where that came out by the way. */
async function findPositions(db: Db, caller: Caller, page: ClientPage): Promise<FoundPosition[]> {
  const search = readSearch(page.search, caller.organisationId);
  const { clients, isWithin, inOrder, valueOf } = orderClients(caller, page.order, page.window);
  const { limit } = page.window;
  if (!search) {
    return db.$queryRaw`
      SELECT id, value::text AS "orderedBy", NULL AS total FROM ${clients} WHERE ${isWithin} ${inOrder} LIMIT ${limit}`;
  }
  const found = findBySearch(search, {
    ...inTheTable(caller),
    oneByOne: Prisma.sql`SELECT * FROM ${clients} WHERE ${isWithin} ${inOrder}`,
    columns: Prisma.sql`id, value, NULL::int AS total`,
    limit,
    atMost: 20_000,
    byIndex: (candidates) => Prisma.sql`
      SELECT * FROM (SELECT c.id, ${valueOf} AS value, (count(*) OVER ())::int AS total ${candidates()}) candidates
      WHERE ${isWithin} ${inOrder} LIMIT ${limit}`,
  });
  return db.$queryRaw`SELECT id, value::text AS "orderedBy", total FROM (${found}) found ${inOrder}`;
}

/** So many of what is found that they can be counted up to the bound. */
function foundToCount(caller: Caller, search: Search): Prisma.Sql {
  const limit = countedExactly + 1;
  return findBySearch(search, {
    ...inTheTable(caller),
    oneByOne: Prisma.sql`
      SELECT "searchKey", "clientId" FROM "Client"
      WHERE "organisationId" = ${caller.organisationId}::uuid ORDER BY "createdAt", id`,
    columns: Prisma.sql`true AS "isFound"`,
    limit,
    atMost: 20_000,
    // What may be frequent is looked up in the sample first: where that holds enough, it is enough.
    byIndex: (candidates) => Prisma.sql`
      WITH sample AS MATERIALIZED (
        SELECT true ${candidates(Prisma.sql`${someAmongFew(4)} AND ${isInSample}`)} LIMIT ${limit}
      ),
      size AS MATERIALIZED (SELECT count(*) FROM sample)
      SELECT * FROM sample WHERE (SELECT count FROM size) = ${limit}
      UNION ALL (SELECT true ${candidates(Prisma.sql`(SELECT count FROM size) < ${limit}`)} LIMIT ${limit})`,
  });
}

/** One client in eight; as the index `Client_search_sample` has it. */
const isInSample = Prisma.sql`(get_byte(uuid_send(id), 15) & 7) = 0`;

function inTheTable({ organisationId }: Caller): Pick<WaysToFind, 'table' | 'all'> {
  return {
    table: Prisma.sql`"Client"`,
    all: Prisma.sql`SELECT FROM "Client" WHERE "organisationId" = ${organisationId}::uuid ORDER BY "createdAt", id`,
  };
}
