import type { Search } from '../database/find-by-search.ts';
import { holds, searchKeyMayHold, wordsOf } from '../database/search-words.ts';
import { Prisma } from '../generated/prisma/client.ts';

/** What is the same in all entries that are looked for, as far as the index of the search tells it. */
export type SearchedEntries = {
  organisationId: string;
  actions?: readonly string[] | null | undefined;
  actor?: string | null | undefined;
  subject?: string | null | undefined;
};

/**
 * Every word must occur somewhere in the entry, whatever the case and the accents. Null where nothing is searched for. No index
 * tells of one or two letters or digits, which few entries lack, nor of the signs that every entry has.
 */
export function readAuditSearch(search: string | null | undefined, entries: SearchedEntries): Search | null {
  const words = wordsOf(search);
  if (words.length === 0) return null;
  const conditions = words.map((word) => holds(Prisma.sql`"searchKey"`, word));
  return { matches: Prisma.join(conditions, ' AND '), mayMatch: indexed(words, entries) };
}

function indexed(
  words: readonly string[],
  { organisationId, actions, actor, subject }: SearchedEntries,
): Prisma.Sql | null {
  const inText = searchKeyMayHold(words, plain);
  if (inText === null) return null;
  const facts = Prisma.sql`ARRAY["organisationId"::text, "actorId"::text, action, "subjectId"]`;
  const all = [organisationId, actor?.toLowerCase(), subject].filter(Boolean);
  const some = actions ? Prisma.sql`AND ${facts} && (SELECT ${[...actions]}::text[])` : Prisma.empty;
  return Prisma.sql`${facts} @> (SELECT ${all}::text[]) ${some} AND ${inText}`;
}

/** What JSON, addresses and ids are made of; as in the migration `audit_search`. */
const plain = 'a-z0-9 \\n"{}:,.@_\\[\\]-';
