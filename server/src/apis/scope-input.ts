import type { FieldError } from '../errors.ts';
import { readText } from '../text.ts';
import type { DescribedScope, Translated } from './described-scope.ts';
import { isScopeName, longestScopeName } from './scope-name.ts';

/** What a caller gives of a scope. A description that is left out is empty. */
export type ScopeInput = {
  name: string;
  titles: Translated;
  descriptions?: Translated | null | undefined;
};

/** All names of an API together, as a token with all of them carries them: more would not fit the headers of usual servers. */
const longestScopes = 2000;

/** The scopes of an API, in the order in which they are shown, or all that is wrong: the fields are `scopes.0.name` and so on. */
export function readScopeList(
  raw: readonly ScopeInput[],
): { scopes: DescribedScope[] } | FieldError | FieldError[] {
  if (raw.length === 0)
    return { field: 'scopes', code: 'REQUIRED', message: 'An API has at least one scope.' };
  if (raw.map(({ name }) => name).join(' ').length > longestScopes) {
    const message = `All names together have at most ${longestScopes} characters.`;
    return { field: 'scopes', code: 'TOO_LONG', message };
  }
  const bad: FieldError[] = [];
  const scopes = raw.map((scope, index) => readScope(scope, `scopes.${index}`, bad));
  const names = raw.map(({ name }) => name);
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) < index) bad.push(taken(`scopes.${index}.name`));
  }
  return bad.length > 0 ? bad : { scopes };
}

/** Names are an organisation's, so that a scope names its API by itself. */
export function taken(field: string): FieldError {
  const message = 'Another scope of the organisation has this name already. Choose another one.';
  return { field, code: 'TAKEN', message };
}

function readScope(
  { name, titles, descriptions }: ScopeInput,
  at: string,
  bad: FieldError[],
): DescribedScope {
  const text = (raw: string, field: string, maxLength: number) => {
    const read = readText(raw, { field: `${at}.${field}`, maxLength });
    if ('text' in read) return read.text;
    bad.push(read);
    return '';
  };
  const optional = (raw: string | undefined, field: string) => (raw?.trim() ? text(raw, field, 300) : '');
  if (!isScopeName(name)) {
    const message = `1 to ${longestScopeName} visible ASCII characters without blanks, quotes and backslashes (RFC 6749).`;
    bad.push({ field: `${at}.name`, code: name === '' ? 'REQUIRED' : 'INVALID_SCOPE', message });
  }
  return {
    name,
    titles: { en: text(titles.en, 'titles.en', 60), es: text(titles.es, 'titles.es', 60) },
    descriptions: {
      en: optional(descriptions?.en, 'descriptions.en'),
      es: optional(descriptions?.es, 'descriptions.es'),
    },
  };
}
