import type { Caller } from '../administrators/caller.ts';
import type { Db, Transaction } from '../database/connect.ts';
import { countedExactly, countUpToExactly, type Total } from '../database/exact-total.ts';
import { findBySearch } from '../database/find-by-search.ts';
import { Prisma, type AuditEvent } from '../generated/prisma/client.ts';
import { ownersSubjects } from './actions.ts';
import { readAuditSearch } from './audit-search.ts';

/** Which entries are wanted; what is absent or null does not matter. */
export type AuditFilter = {
  /** Every word must occur somewhere in the entry, whatever the case and the accents. */
  search?: string | null | undefined;
  actions?: readonly string[] | null | undefined;
  /** The id of the person who did it. */
  actor?: string | null | undefined;
  /** The id of what it was done to. */
  subject?: string | null | undefined;
  /** From this moment on. */
  from?: Date | null | undefined;
  /** Before this moment. */
  to?: Date | null | undefined;
};

/** A part of the list, between two entries by their sequence numbers. */
export type AuditWindow = {
  limit: number;
  /** Only older ones than this. */
  olderThan?: number | undefined;
  /** Only newer ones than this. */
  newerThan?: number | undefined;
  oldestFirst: boolean;
};

/** Whose record, and in which role. */
type Reader = Pick<Caller, 'organisationId' | 'role'>;

/** A page of the record of the caller's organisation. What concerns people is for owners alone. */
export async function listAuditEvents(
  db: Db | Transaction,
  caller: Reader,
  filter: AuditFilter,
  window: AuditWindow,
): Promise<AuditEvent[]> {
  const found = await db.$queryRaw<{ sequence: number }[]>(
    findSequences(caller, filter, window, { atMost: 20_000 }),
  );
  return db.auditEvent.findMany({
    where: { organisationId: caller.organisationId, sequence: { in: found.map(({ sequence }) => sequence) } },
    orderBy: { sequence: window.oldestFirst ? 'asc' : 'desc' },
  });
}

/** How many entries there are, exactly up to 1,000. */
export async function countAuditEvents(
  db: Db | Transaction,
  caller: Reader,
  filter: AuditFilter,
): Promise<Total> {
  const window = { limit: countedExactly + 1, oldestFirst: false };
  return countUpToExactly(db, findSequences(caller, filter, window, { atMost: 40_000 }));
}

/** The sequence numbers of a page, in order; `atMost` as for every search (`findBySearch`). */
function findSequences(
  caller: Reader,
  filter: AuditFilter,
  window: AuditWindow,
  { atMost }: { atMost: number },
): Prisma.Sql {
  const isWanted = wanted(caller, filter, window);
  const inOrder = window.oldestFirst ? Prisma.sql`ORDER BY sequence` : Prisma.sql`ORDER BY sequence DESC`;
  const { limit } = window;
  const oneByOne = Prisma.sql`SELECT sequence, "searchKey" FROM "AuditEvent" WHERE ${isWanted} ${inOrder}`;
  const search = readAuditSearch(filter.search, { ...filter, organisationId: caller.organisationId });
  if (!search) return Prisma.sql`SELECT sequence FROM (${oneByOne}) entries LIMIT ${limit}`;
  const found = findBySearch(search, {
    table: Prisma.sql`"AuditEvent"`,
    all: oneByOne,
    oneByOne,
    columns: Prisma.sql`sequence`,
    limit,
    atMost,
    byIndex: (candidates) =>
      Prisma.sql`SELECT sequence ${candidates()} AND ${isWanted} ${inOrder} LIMIT ${limit}`,
  });
  return Prisma.sql`SELECT sequence FROM (${found}) found ${inOrder}`;
}

/** All but the search. */
function wanted(
  { organisationId, role }: Reader,
  { actions, actor, subject, from, to }: AuditFilter,
  { olderThan, newerThan }: AuditWindow,
): Prisma.Sql {
  const conditions = [
    Prisma.sql`"organisationId" = ${organisationId}::uuid`,
    ...(role === 'OWNER' ? [] : [Prisma.sql`"subjectType" <> ALL(${[...ownersSubjects]})`]),
    ...(actions ? [isOneOf(actions)] : []),
    ...(actor ? [Prisma.sql`"actorId" = ${actor}::uuid`] : []),
    ...(subject ? [Prisma.sql`"subjectId" = ${subject}`] : []),
    ...(from ? [Prisma.sql`at >= ${from.toISOString()}::timestamptz`] : []),
    ...(to ? [Prisma.sql`at < ${to.toISOString()}::timestamptz`] : []),
    ...(olderThan === undefined ? [] : [Prisma.sql`sequence < ${olderThan}`]),
    ...(newerThan === undefined ? [] : [Prisma.sql`sequence > ${newerThan}`]),
  ];
  return Prisma.join(conditions, ' AND ');
}

/** For one action alone an index holds its entries in order, which ANY would hide. */
function isOneOf(actions: readonly string[]): Prisma.Sql {
  return actions.length === 0 ? Prisma.sql`false` : Prisma.sql`action IN (${Prisma.join([...actions])})`;
}
