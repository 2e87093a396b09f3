import type { FieldError } from '../errors.ts';

/** One permission: `name` is what stands in tokens (RFC 6749, section 3.3), the rest is for people, in English. */
export type Scope = { name: string; title: string; description: string };

/** The scopes that every client may be given, in the order in which they are shown. */
export const scopes: readonly Scope[] = [
  {
    name: 'read',
    title: 'Read',
    description:
      'Read and look up information (properties, contracts, third parties, invoices and so on) through the API.',
  },
  { name: 'create', title: 'Create', description: 'Create new records through the API.' },
  { name: 'update', title: 'Update', description: 'Change existing records through the API.' },
  { name: 'delete', title: 'Delete', description: 'Delete records through the API.' },
];

/** The scopes in their fixed order and without doubles, or what is wrong with them. */
export function readScopes(raw: readonly string[] | null | undefined): { scopes: string[] } | FieldError {
  const asked = new Set(raw ?? []);
  if (asked.size === 0) return { field: 'scopes', code: 'REQUIRED', message: 'Choose at least one scope.' };
  const known = scopes.map((scope) => scope.name);
  const unknown = [...asked].filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    return {
      field: 'scopes',
      code: 'UNKNOWN_SCOPE',
      message: `Unknown: ${unknown
        .slice(0, 5)
        .map((name) => JSON.stringify(name.slice(0, 50)))
        .join(', ')}. Known are ${known.join(', ')}.`,
    };
  }
  return { scopes: known.filter((name) => asked.has(name)) };
}
