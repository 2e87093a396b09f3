import type { Caller } from '../administrators/caller.ts';
import type { Db } from '../database/connect.ts';
import type { AuditEvent, Prisma } from '../generated/prisma/client.ts';
import { searchKey } from '../text.ts';
import { ownersSubjects } from './actions.ts';

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

/** A list counts exactly to here. */
const countedExactly = 1000;

/** A page of the record of the caller's organisation. What concerns people is for owners alone. */
export function listAuditEvents(
  db: Db,
  caller: Caller,
  filter: AuditFilter,
  { limit, olderThan, newerThan, oldestFirst }: AuditWindow,
): Promise<AuditEvent[]> {
  return db.auditEvent.findMany({
    where: {
      ...matching(caller, filter),
      ...(olderThan === undefined && newerThan === undefined
        ? {}
        : { sequence: { ...(olderThan && { lt: olderThan }), ...(newerThan && { gt: newerThan }) } }),
    },
    orderBy: { sequence: oldestFirst ? 'asc' : 'desc' },
    take: limit,
  });
}

/** How many entries there are, exactly up to 1,000. */
export async function countAuditEvents(
  db: Db,
  caller: Caller,
  filter: AuditFilter,
): Promise<{ totalCount: number; totalCountIsExact: boolean }> {
  const found = await db.auditEvent.findMany({
    where: matching(caller, filter),
    select: { sequence: true },
    orderBy: { sequence: 'desc' },
    take: countedExactly + 1,
  });
  const totalCountIsExact = found.length <= countedExactly;
  return { totalCount: Math.min(found.length, countedExactly), totalCountIsExact };
}

function matching({ organisationId, role }: Caller, filter: AuditFilter): Prisma.AuditEventWhereInput {
  const { search, actions, actor, subject, from, to } = filter;
  return {
    organisationId,
    ...(role === 'OWNER' ? {} : { subjectType: { notIn: [...ownersSubjects] } }),
    ...(actions ? { action: { in: [...actions] } } : {}),
    ...(actor ? { actorId: actor } : {}),
    ...(subject ? { subjectId: subject } : {}),
    ...(from || to ? { at: { ...(from && { gte: from }), ...(to && { lt: to }) } } : {}),
    AND: wordsOf(search).map((word) => ({ searchKey: { contains: literally(word) } })),
  };
}

/** PostgreSQL takes no null character, and nothing stored holds one. */
function wordsOf(search: string | null | undefined): string[] {
  return searchKey((search ?? '').toWellFormed().replaceAll('\0', ' '))
    .split(/\s+/)
    .filter(Boolean);
}

/** Prisma hands the text to LIKE as it is. */
function literally(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}
