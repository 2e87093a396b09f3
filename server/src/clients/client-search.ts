import type { Search } from '../database/find-by-search.ts';
import { holds, holdsByIndex, searchKeyMayHold, wordsOf } from '../database/search-words.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { hasSigns, wordsKey } from '../text.ts';

/**
 * Every word must occur in name, description, labels or contacts: one of one or two letters or digits where a word begins, any other
 * anywhere. One of six or more letters, or that begins like a client ID, may be a part of the client ID instead.
 * Null where nothing is searched for.
 */
export function readSearch(search: string | null | undefined, organisationId: string): Search | null {
  const words = wordsOf(search).map((word) => ({ text: textOf(word), clientId: clientIdOf(word) }));
  if (words.length === 0) return null;
  const conditions = words.map(({ text, clientId }) =>
    clientId === null
      ? holds(Prisma.sql`"searchKey"`, text)
      : Prisma.sql`(${holds(Prisma.sql`"searchKey"`, text)} OR ${holds(Prisma.sql`lower("clientId")`, clientId)})`,
  );
  return {
    matches: Prisma.join(conditions, ' AND '),
    mayMatch: indexed(words, organisationId),
  };
}

type Word = { text: string; clientId: string | null };

function indexed(words: Word[], organisationId: string): Prisma.Sql | null {
  const texts = words.map(({ text }) => text);
  const inText = searchKeyMayHold(texts, plain);
  if (inText === null) return null;
  const inClientId = words.flatMap(({ clientId }) =>
    clientId === null ? [] : [holdsByIndex(Prisma.sql`lower("clientId")`, clientId)],
  );
  return Prisma.sql`ARRAY["organisationId"] @> ARRAY[(SELECT ${organisationId}::uuid)]
    AND (${Prisma.join([Prisma.sql`(${inText})`, ...inClientId], ' OR ')})`;
}

/** As in the migration `client_search`. */
const plain = 'a-z0-9 ';

/** The word as it stands in `searchKey`; with the blank before it where it must begin a word. */
function textOf(word: string): string {
  const isShort = [...word].length <= 2 && !hasSigns(word);
  return isShort ? wordsKey(word) : wordsKey(word).slice(1);
}

/** A client ID is random letters: a short word would be found in a stranger's by chance. */
function clientIdOf(word: string): string | null {
  return word.startsWith('cli_') || word.length >= 6 ? word : null;
}
