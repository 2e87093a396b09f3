import type { FieldError } from '../errors.ts';
import { identityKey, readText } from '../text.ts';

const mostLabels = 10;

/** Texts of 1 to 50 characters, ten at most; one that differs from another in case alone is the same. */
export function readLabels(asked: readonly string[] | null): { labels: string[] } | FieldError {
  const field = 'labels';
  if (asked === null) return { field, code: 'REQUIRED', message: 'Send an empty list for none.' };
  const labels = new Map<string, string>();
  for (const label of asked) {
    const read = readText(label, { field, maxLength: 50 });
    if ('code' in read) return read;
    const key = identityKey(read.text);
    if (!labels.has(key)) labels.set(key, read.text);
  }
  if (labels.size <= mostLabels) return { labels: [...labels.values()] };
  return { field, code: 'TOO_MANY', message: `At most ${mostLabels} labels; these are ${labels.size}.` };
}
