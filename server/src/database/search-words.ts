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
 * Whether `searchKey` holds all of these texts, as its index tells: by neighbouring letters, and by each character that is not
 * `plain` (a set, as regular expressions of both languages write it, and the index has it).
 */
export function searchKeyHoldsByIndex(texts: readonly string[], plain: string): Prisma.Sql {
  const conditions = texts.map((text) => holdsByIndex(Prisma.sql`"searchKey"`, text));
  const notPlain = texts.flatMap((text) => text.match(new RegExp(`[^${plain}]`, 'gu')) ?? []);
  if (notPlain.length > 0) {
    conditions.push(
      Prisma.sql`string_to_array(regexp_replace("searchKey", '[${Prisma.raw(plain)}]+', '', 'g'), NULL) @> (SELECT ${notPlain}::text[])`,
    );
  }
  return Prisma.join(conditions, ' AND ');
}

function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
