import { Prisma } from '../generated/prisma/client.ts';
import { hasSigns, searchKey, wordsKey } from '../text.ts';

/** What a search asks of a client, as conditions on columns of its row. */
export type ClientSearch = {
  /** Whether a client is found. */
  matches: Prisma.Sql;
  /** True of every client of the organisation that is found, and told by an index alone. */
  mayMatch: Prisma.Sql;
};

/**
 * Every word must occur in name, description, labels or contacts: one of one or two letters or digits where a word begins, any other
 * anywhere. One of six or more letters, or that begins like a client ID, may be a part of the client ID instead.
 * Null where nothing is searched for.
 */
export function readSearch(search: string | null | undefined, organisationId: string): ClientSearch | null {
  const words = wordsOf(search).map((word) => ({ text: textOf(word), clientId: clientIdOf(word) }));
  if (words.length === 0) return null;
  const conditions = words.map(({ text, clientId }) =>
    clientId === null
      ? Prisma.sql`"searchKey" LIKE ${containing(text)}`
      : Prisma.sql`("searchKey" LIKE ${containing(text)} OR lower("clientId") LIKE ${containing(clientId)})`,
  );
  return {
    matches: Prisma.join(conditions, ' AND '),
    mayMatch: indexed(words, organisationId),
  };
}

type Word = { text: string; clientId: string | null };

/**
 * The planner is shown no constant, or it would guess how many clients have a word from what it last counted, and be wrong
 * right after a load: as a sub-query, each condition is as rare as the next, and the index on them the way to go.
 */
function indexed(words: Word[], organisationId: string): Prisma.Sql {
  const like = (column: Prisma.Sql, part: string) =>
    Prisma.sql`${column} LIKE (SELECT ${containing(part)}::text)`;
  const inText = words.map(({ text }) => like(Prisma.sql`"searchKey"`, text));
  const noPlainLetters = words.flatMap(({ text }) => text.match(/[^a-z0-9 ]/gu) ?? []);
  if (noPlainLetters.length > 0) {
    inText.push(
      Prisma.sql`string_to_array(regexp_replace("searchKey", '[a-z0-9 ]+', '', 'g'), NULL) @> (SELECT ${noPlainLetters}::text[])`,
    );
  }
  const inClientId = words.flatMap(({ clientId }) =>
    clientId === null ? [] : [like(Prisma.sql`lower("clientId")`, clientId)],
  );
  return Prisma.sql`ARRAY["organisationId"] @> ARRAY[(SELECT ${organisationId}::uuid)]
    AND (${Prisma.join([Prisma.sql`(${Prisma.join(inText, ' AND ')})`, ...inClientId], ' OR ')})`;
}

/** The word as it stands in `searchKey`; with the blank before it where it must begin a word. */
function textOf(word: string): string {
  const isShort = [...word].length <= 2 && !hasSigns(word);
  return isShort ? wordsKey(word) : wordsKey(word).slice(1);
}

/** A client ID is random letters: a short word would be found in a stranger's by chance. */
function clientIdOf(word: string): string | null {
  return word.startsWith('cli_') || word.length >= 6 ? word : null;
}

function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}

/** PostgreSQL takes no null character, and nothing stored holds one. */
function wordsOf(search: string | null | undefined): string[] {
  const text = searchKey((search ?? '').toWellFormed().replaceAll('\0', ' '));
  return [...new Set(text.split(/\s+/).filter(Boolean))];
}
