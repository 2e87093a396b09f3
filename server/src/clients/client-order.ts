import type { Caller } from '../administrators/caller.ts';
import { Prisma } from '../generated/prisma/client.ts';

export type ClientOrder = { field: 'NAME' | 'CREATED_AT' | 'LAST_USED_AT'; direction: 'ASC' | 'DESC' };

/** Where a page begins or ends: the value a client is ordered by, and its row. */
export type ClientPosition = { orderedBy: string; id: string };

export type ClientWindow = {
  limit: number;
  after?: ClientPosition | undefined;
  before?: ClientPosition | undefined;
  /** Walk from the end, and answer in that direction. */
  inverted: boolean;
};

/** The clients of an organisation in an order, as parts of SQL. */
export type OrderedClients = {
  /** A row for each: its `id`, the `value` it is ordered by, and what a search looks at. An index holds them in order. */
  clients: Prisma.Sql;
  /** Whether `value` and `id` are between the ends of the window. */
  isWithin: Prisma.Sql;
  /** Of `value` and `id`. */
  inOrder: Prisma.Sql;
  /** `value` for a row of "Client" c. */
  valueOf: Prisma.Sql;
};

/** By keyset, so that a page costs the same wherever in the list it is. */
export function orderClients(
  { organisationId }: Caller,
  { field, direction }: ClientOrder,
  { after, before, inverted }: ClientWindow,
): OrderedClients {
  const { columns, from, valueOf, type } = sources[field];
  const isAscending = (direction === 'ASC') !== inverted;
  const towards = isAscending ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const beyond = (position: ClientPosition | undefined, isForwards: boolean) =>
    position === undefined
      ? Prisma.empty
      : Prisma.sql`AND (value, id) ${isForwards ? Prisma.sql`>` : Prisma.sql`<`} (${position.orderedBy}::${type}, ${position.id}::uuid)`;
  return {
    clients: Prisma.sql`(SELECT ${columns} FROM ${from} WHERE o."organisationId" = ${organisationId}::uuid) clients`,
    isWithin: Prisma.sql`true ${beyond(after, direction === 'ASC')} ${beyond(before, direction === 'DESC')}`,
    inOrder: Prisma.sql`ORDER BY value ${towards}, id ${towards}`,
    valueOf,
  };
}

type Source = { columns: Prisma.Sql; from: Prisma.Sql; valueOf: Prisma.Sql; type: Prisma.Sql };

const sources: Record<ClientOrder['field'], Source> = {
  NAME: {
    columns: Prisma.sql`o.id, o."nameSort" AS value, o."searchKey", o."clientId"`,
    from: Prisma.sql`"Client" o`,
    valueOf: Prisma.sql`c."nameSort"`,
    type: Prisma.sql`text`,
  },
  CREATED_AT: {
    columns: Prisma.sql`o.id, o."createdAt" AS value, o."searchKey", o."clientId"`,
    from: Prisma.sql`"Client" o`,
    valueOf: Prisma.sql`c."createdAt"`,
    type: Prisma.sql`timestamptz`,
  },
  // A client that was never used stands before all others. OFFSET 0 keeps the join from being turned round.
  LAST_USED_AT: {
    columns: Prisma.sql`o."clientId" AS id, COALESCE(o."lastUsedAt", '-infinity') AS value, c."searchKey", c."clientId"`,
    from: Prisma.sql`"ClientUsage" o CROSS JOIN LATERAL (
      SELECT "searchKey", "clientId" FROM "Client" WHERE id = o."clientId" OFFSET 0) c`,
    valueOf: Prisma.sql`(SELECT COALESCE(u."lastUsedAt", '-infinity') FROM "ClientUsage" u WHERE u."clientId" = c.id)`,
    type: Prisma.sql`timestamptz`,
  },
};
