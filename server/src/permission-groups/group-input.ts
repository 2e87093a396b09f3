import { readChosenScopes } from '../apis/chosen-scopes.ts';
import { ValidationError, type FieldError } from '../errors.ts';
import { readText } from '../text.ts';

/** What a caller gives of a group. In an update an absent field stays as it is, and null is refused. */
export type GroupInput = {
  name?: string | null | undefined;
  description?: string | null | undefined;
  scopes?: readonly string[] | null | undefined;
};

/** The same, checked and as it is stored; the description may be empty. */
export type GroupDefinition = { name: string; description: string; scopes: string[] };

/** Checks the fields that are given, in an organisation with these scopes. @throws ValidationError naming every bad field. */
export function readGroup(input: GroupInput, offered: readonly string[]): Partial<GroupDefinition> {
  const bad: FieldError[] = [];
  const change: Partial<GroupDefinition> = {};
  if (input.name !== undefined) {
    const read = readText(input.name, { field: 'name', maxLength: 120 });
    if ('text' in read) change.name = read.text;
    else bad.push(read);
  }
  if (input.description === null) {
    bad.push({ field: 'description', code: 'REQUIRED', message: 'Give a text; it may be empty.' });
  } else if (input.description?.trim() === '') {
    change.description = '';
  } else if (input.description !== undefined) {
    const read = readText(input.description, { field: 'description', maxLength: 500, multiline: true });
    if ('text' in read) change.description = read.text;
    else bad.push(read);
  }
  if (input.scopes !== undefined) {
    const read = readScopes(input.scopes ?? [], offered);
    if ('scopes' in read) change.scopes = read.scopes;
    else bad.push(read);
  }
  if (bad.length > 0) throw new ValidationError(bad);
  return change;
}

function readScopes(raw: readonly string[], offered: readonly string[]): { scopes: string[] } | FieldError {
  if (raw.length === 0) return { field: 'scopes', code: 'REQUIRED', message: 'Choose at least one scope.' };
  return readChosenScopes(raw, offered);
}
