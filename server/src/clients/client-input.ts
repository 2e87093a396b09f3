import { ValidationError, type FieldError } from '../errors.ts';
import { identityKey, readText, searchKey, sortKey } from '../text.ts';
import { readScopes } from './scopes.ts';

/** What a caller gives of a client. In an update an absent field stays as it is, and null is refused. */
export type ClientInput = {
  name?: string | null;
  description?: string | null;
  scopes?: readonly string[] | null;
};

/** The same, checked and as it is stored. */
export type ClientDefinition = { name: string; description: string; scopes: string[] };

/** Checks a whole new client. @throws ValidationError naming every bad field. */
export function readNewClient(input: ClientInput): ClientDefinition {
  return readFields({
    name: input.name ?? null,
    description: input.description ?? null,
    scopes: input.scopes ?? null,
  }) as ClientDefinition;
}

/** Checks the fields that are given. @throws ValidationError naming every bad field. */
export function readClientChange(input: ClientInput): Partial<ClientDefinition> {
  return readFields(input);
}

/** The columns that follow from a definition: by which names are unique, ordered and searched. */
export function derivedColumns({ name, description }: ClientDefinition) {
  return {
    nameKey: identityKey(name),
    nameSort: sortKey(name),
    searchKey: [name, description].map(searchKey).join('\n'),
  };
}

function readFields(input: ClientInput): Partial<ClientDefinition> {
  const change: Partial<ClientDefinition> = {};
  const bad: FieldError[] = [];
  if (input.name !== undefined) {
    const read = readText(input.name, { field: 'name', maxLength: 255 });
    if ('text' in read) change.name = read.text;
    else bad.push(read);
  }
  if (input.description !== undefined) {
    const read = readText(input.description, { field: 'description', maxLength: 500, multiline: true });
    if ('text' in read) change.description = read.text;
    else bad.push(read);
  }
  if (input.scopes !== undefined) {
    const read = readScopes(input.scopes);
    if ('scopes' in read) change.scopes = read.scopes;
    else bad.push(read);
  }
  if (bad.length > 0) throw new ValidationError(bad);
  return change;
}
