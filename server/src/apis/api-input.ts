import type { SigningAlgorithm } from '../config.ts';
import { required, ValidationError, type FieldError } from '../errors.ts';
import { readText } from '../text.ts';
import { readAudience } from './audience-input.ts';
import type { DescribedScope } from './described-scope.ts';
import { readScopeList, type ScopeInput } from './scope-input.ts';
import { readTokenLifetime } from './token-lifetime.ts';

/** What a caller gives of an API. In an update an absent field stays as it is, and null is refused. */
export type ApiInput = {
  name?: string | null | undefined;
  audience?: string | null | undefined;
  scopes?: readonly ScopeInput[] | null | undefined;
  tokenLifetimeSeconds?: number | null | undefined;
  signingAlgorithm?: SigningAlgorithm | null | undefined;
};

/** The same, checked and as it is stored. */
export type ApiDefinition = {
  name: string;
  audience: string;
  scopes: DescribedScope[];
  tokenLifetimeSeconds: number;
  signingAlgorithm: SigningAlgorithm;
};

/** Checks the fields that are given. @throws ValidationError naming every bad field. */
export function readApi(input: ApiInput): Partial<ApiDefinition> {
  const bad: FieldError[] = [];
  const change: Partial<ApiDefinition> = {};
  const take = (read: Partial<ApiDefinition> | FieldError | FieldError[]) => {
    if (Array.isArray(read)) bad.push(...read);
    else if ('code' in read) bad.push(read);
    else Object.assign(change, read);
  };
  if (input.name !== undefined) {
    const read = readText(input.name, { field: 'name', maxLength: 120 });
    take('text' in read ? { name: read.text } : read);
  }
  if (input.audience !== undefined) take(readAudience(input.audience));
  if (input.scopes !== undefined) take(readScopeList(input.scopes ?? []));
  if (input.tokenLifetimeSeconds !== undefined) take(readLifetime(input.tokenLifetimeSeconds));
  if (input.signingAlgorithm === null) take(required('signingAlgorithm'));
  else if (input.signingAlgorithm !== undefined) take({ signingAlgorithm: input.signingAlgorithm });
  if (bad.length > 0) throw new ValidationError(bad);
  return change;
}

function readLifetime(seconds: number | null): { tokenLifetimeSeconds: number } | FieldError {
  if (seconds === null) return required('tokenLifetimeSeconds');
  const read = readTokenLifetime('tokenLifetimeSeconds', seconds);
  return 'code' in read ? read : { tokenLifetimeSeconds: read.seconds };
}
