import { Prisma } from '../generated/prisma/client.ts';
import { searchKey } from '../text.ts';

/** The words of a search, each once. PostgreSQL takes no null character, and nothing stored holds one. */
export function wordsOf(search: string | null | undefined): string[] {
  const text = searchKey((search ?? '').toWellFormed().replaceAll('\0', ' '));
  return [...new Set(text.split(/\s+/).filter(Boolean))];
}

/** Whether a column holds this text somewhere. */
export function holds(column: Prisma.Sql, text: string): Prisma.Sql {
  return Prisma.sql`${column} LIKE ${containing(text)}`;
}

/**
 * The same for an index of neighbouring letters. The planner is shown no constant, or it would guess how many rows have a word
 * from what it last counted, and be wrong right after a load: as a sub-query, each condition is as rare as the next, and
 * the index on them the way to go.
 */
export function holdsByIndex(column: Prisma.Sql, text: string): Prisma.Sql {
  return Prisma.sql`${column} LIKE (SELECT ${containing(text)}::text)`;
}

/**
 * Whether `searchKey` may hold all of these texts, as its index tells: by three neighbouring letters, and by each character that
 * is not `plain` (a set, as regular expressions of both languages write it, and the index has it). Null where it tells nothing.
 */
export function searchKeyMayHold(texts: readonly string[], plain: string): Prisma.Sql | null {
  const conditions = texts
    .filter((text) => hasNeighbours.test(text))
    .map((text) => holdsByIndex(Prisma.sql`"searchKey"`, text));
  const notPlain = texts.flatMap((text) => text.match(new RegExp(`[^${plain}]`, 'gu')) ?? []);
  if (notPlain.length > 0) {
    conditions.push(
      Prisma.sql`string_to_array(regexp_replace("searchKey", '[${Prisma.raw(plain)}]+', '', 'g'), NULL) @> (SELECT ${notPlain}::text[])`,
    );
  }
  return conditions.length === 0 ? null : Prisma.join(conditions, ' AND ');
}

/**
 * Where pg_trgm finds three neighbours, whatever the locale: it puts two blanks before a word and one behind, and signs are blanks.
 * For a text without any it would go through the whole index.
 */
const hasNeighbours = /[a-z0-9]{3}|[a-z0-9]{2}[ -/:-@[-`{-~]|[ -/:-@[-`{-~][a-z0-9]/;

function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
