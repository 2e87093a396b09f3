import type { Caller } from '../administrators/caller.ts';
import type { Db } from '../database/connect.ts';
import { Prisma, type Client } from '../generated/prisma/client.ts';
import { searchKey } from '../text.ts';

export type ClientOrder = { field: 'NAME' | 'CREATED_AT' | 'LAST_USED_AT'; direction: 'ASC' | 'DESC' };

/** A client in a list, with the value it was ordered by. */
export type ListedClient = Client & { orderedBy: string };

/** Where a page begins or ends: the value a client is ordered by, and its row. */
export type ClientPosition = { orderedBy: string; id: string };

export type ClientWindow = {
  limit: number;
  after?: ClientPosition | undefined;
  before?: ClientPosition | undefined;
  /** Walk from the end, and answer in that direction. */
  inverted: boolean;
};

export type ClientPage = { search: string | null | undefined; order: ClientOrder; window: ClientWindow };

/** A search counts exactly to here. */
const countedExactly = 1000;

/**
 * A page of the caller's clients. `search` wants every word of it somewhere in name, description or client ID, whatever
 * the case and the accents; `query` says what is loaded with each client.
 */
export async function listClients(
  db: Db,
  caller: Caller,
  page: ClientPage,
  query: object = {},
): Promise<ListedClient[]> {
  const positions = await findPositions(db, caller, page);
  const rows = await db.client.findMany({ ...query, where: { id: { in: positions.map(({ id }) => id) } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return positions.flatMap(({ id, orderedBy }) => {
    const row = byId.get(id);
    return row ? [{ ...row, orderedBy }] : [];
  });
}

/** By keyset, so that a page costs the same wherever in the list it is. */
async function findPositions(
  db: Db,
  caller: Caller,
  { search, order, window }: ClientPage,
): Promise<ClientPosition[]> {
  const key = orderKeys[order.field];
  const isAscending = (order.direction === 'ASC') !== window.inverted;
  const beyond = (position: ClientPosition | undefined, isForwards: boolean) =>
    position === undefined
      ? Prisma.empty
      : Prisma.sql`AND (${key.column}, c.id) ${isForwards ? Prisma.sql`>` : Prisma.sql`<`} (${position.orderedBy}::${key.type}, ${position.id}::uuid)`;
  const direction = isAscending ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  return db.$queryRaw<ClientPosition[]>`
    SELECT c.id, (${key.column})::text AS "orderedBy"
    FROM "Client" c ${key.join}
    WHERE ${matching(caller, search)}
      ${beyond(window.after, order.direction === 'ASC')} ${beyond(window.before, order.direction === 'DESC')}
    ORDER BY ${key.column} ${direction}, c.id ${direction}
    LIMIT ${window.limit}`;
}

/** How many clients there are, exactly; of a search, exactly up to 1,000. */
export async function countClients(
  db: Db,
  caller: Caller,
  search: string | null | undefined,
): Promise<{ totalCount: number; totalCountIsExact: boolean }> {
  if (wordsOf(search).length === 0)
    return { totalCount: await countAll(db, caller), totalCountIsExact: true };
  const [{ count }] = await db.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count
    FROM (SELECT 1 FROM "Client" c WHERE ${matching(caller, search)} LIMIT ${countedExactly + 1}) found`;
  return { totalCount: Math.min(count, countedExactly), totalCountIsExact: count <= countedExactly };
}

/** The number is kept: it is the sum of its changes. */
async function countAll(db: Db, { organisationId }: Caller): Promise<number> {
  const { _sum } = await db.clientCount.aggregate({ where: { organisationId }, _sum: { change: true } });
  return _sum.change ?? 0;
}

const orderKeys: Record<ClientOrder['field'], { column: Prisma.Sql; type: Prisma.Sql; join: Prisma.Sql }> = {
  NAME: { column: Prisma.sql`c."nameSort"`, type: Prisma.sql`text`, join: Prisma.empty },
  CREATED_AT: { column: Prisma.sql`c."createdAt"`, type: Prisma.sql`timestamptz`, join: Prisma.empty },
  // A client that was never used stands before all others.
  LAST_USED_AT: {
    column: Prisma.sql`COALESCE(u."lastUsedAt", '-infinity')`,
    type: Prisma.sql`timestamptz`,
    join: Prisma.sql`LEFT JOIN "ClientUsage" u ON u."clientId" = c.id`,
  },
};

function matching(caller: Caller, search: string | null | undefined): Prisma.Sql {
  const words = wordsOf(search).map((word) => {
    const pattern = `%${word.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
    return isPartOfClientId(word)
      ? Prisma.sql`AND (c."searchKey" LIKE ${pattern} OR lower(c."clientId") LIKE ${pattern})`
      : Prisma.sql`AND c."searchKey" LIKE ${pattern}`;
  });
  return Prisma.sql`c."organisationId" = ${caller.organisationId}::uuid ${Prisma.join([Prisma.empty, ...words], ' ')}`;
}

/** A client ID is random letters: a short word would be found in a stranger's by chance. */
function isPartOfClientId(word: string): boolean {
  return word.startsWith('cli_') || word.length >= 6;
}

/** PostgreSQL takes no null character, and nothing stored holds one. */
function wordsOf(search: string | null | undefined): string[] {
  return searchKey((search ?? '').toWellFormed().replaceAll('\0', ' '))
    .split(/\s+/)
    .filter(Boolean);
}
