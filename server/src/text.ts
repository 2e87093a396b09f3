import { createHash } from 'node:crypto';
import { required, type FieldError } from './errors.ts';

type TextRule = { field: string; maxLength: number; multiline?: boolean };

/**
 * Text as it is stored: NFC, one kind of newline, without surrounding blanks. Lengths count code points after that.
 * Returns the text, or what is wrong with it.
 */
export function readText(raw: string | null | undefined, rule: TextRule): { text: string } | FieldError {
  const { field, maxLength, multiline = false } = rule;
  const text = (raw ?? '').normalize('NFC').replaceAll('\r\n', '\n').trim();
  if (text === '') return required(field);
  if (!text.isWellFormed() || forbiddenCharacter(multiline).test(text)) {
    return {
      field,
      code: 'CONTROL_CHARACTER',
      message: 'Remove the invisible control characters (they often come along when pasting).',
    };
  }
  const length = [...text].length;
  if (length > maxLength) {
    return { field, code: 'TOO_LONG', message: `At most ${maxLength} characters; this has ${length}.` };
  }
  return { text };
}

/**
 * Control characters, line and paragraph separators, and those that override or isolate the direction of writing
 * (they make one name look like another: Unicode TR 36, section 2.4).
 */
function forbiddenCharacter(multiline: boolean): RegExp {
  return multiline
    ? /[^\P{Cc}\n\t]|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/u
    : /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
}

/** How texts are compared for being the same: NFKC, trimmed, without case. Safe in a unique index. */
export function identityKey(text: string): string {
  return indexable(foldCase(text.normalize('NFKC').trim()).normalize('NFKC'));
}

/** How texts are searched: without case, accents and compatibility forms. */
export function searchKey(text: string): string {
  return foldCase(text.normalize('NFKD').replace(/\p{Mn}/gu, ''));
}

/**
 * How texts are searched by word: the words of their `searchKey` with one blank before each, so that ` ab` stands where a word
 * begins with `ab`. Signs, and characters of a script that writes no blanks, are words of their own.
 */
export function wordsKey(text: string): string {
  const words = searchKey(text).replace(standsAlone, ' $& ').split(/\s+/).filter(Boolean);
  return words.map((word) => ` ${word}`).join('');
}

/** Whether some of a text's characters are words of their own. */
export function hasSigns(text: string): boolean {
  return text.search(standsAlone) >= 0;
}

/** As in the migration `client_search`, which has brought what was stored before to the same form. */
const standsAlone =
  /[!-/:-@[-`{-~\u00A1-\u00BF\u00D7\u00F7\u2010-\u206F\u20A0-\u20CF\u2190-\u2BFF\u3001-\u303F\u3041-\u30FF\u3400-\u9FFF\uF900-\uFAFF\u{1F000}-\u{1FAFF}\u{20000}-\u{3FFFF}]/gu;

/** How texts are ordered: as they are searched, and short enough for an index. */
export function sortKey(text: string): string {
  return [...searchKey(text)].slice(0, 120).join('');
}

/** By way of upper case, so that `ß`, `ẞ` and `SS` meet, and both forms of sigma. */
function foldCase(text: string): string {
  return text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}

/** PostgreSQL's B-tree takes 2,704 bytes an entry; some characters grow eighteenfold under NFKC. */
function indexable(key: string): string {
  return Buffer.byteLength(key) <= 1024 ? key : `sha256:${createHash('sha256').update(key).digest('hex')}`;
}

/** Whether PostgreSQL would take this as a uuid, so that an id from outside is looked up or simply not there. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
