import type { Db, Transaction } from '../database/connect.ts';
import type { FieldError } from '../errors.ts';
import { isScopeName } from './scope-name.ts';
import { findScopes } from './store.ts';

/** The names of all scopes of an organisation, in the order in which they are shown. */
export async function offeredScopes(db: Db | Transaction, organisationId: string): Promise<string[]> {
  return (await findScopes(db, organisationId)).map(({ name }) => name);
}

/** The same, of which nobody takes away these until the transaction is over. */
export async function holdScopes(
  transaction: Transaction,
  organisationId: string,
  names: readonly string[],
): Promise<string[]> {
  await transaction.$queryRaw`
    SELECT 1 FROM "ApiScope"
    WHERE "organisationId" = ${organisationId}::uuid AND "name" = ANY (${names.filter(isScopeName)})
    ORDER BY id FOR KEY SHARE`;
  return offeredScopes(transaction, organisationId);
}

/** The chosen scopes in their fixed order and without doubles, or what is wrong with them. */
export function readChosenScopes(
  raw: readonly string[],
  offered: readonly string[],
): { scopes: string[] } | FieldError {
  const asked = new Set(raw);
  const unknown = [...asked].filter((name) => !offered.includes(name));
  if (unknown.length === 0) return { scopes: offered.filter((name) => asked.has(name)) };
  const known = offered.slice(0, 20).join(', ');
  return {
    field: 'scopes',
    code: 'UNKNOWN_SCOPE',
    message: `Unknown: ${quoted(unknown)}. Known are ${known}${offered.length > 20 ? ' and others' : ''}.`,
  };
}

/** A few of them, and not whole: a refusal stays short. */
export function quoted(names: readonly string[]): string {
  return names
    .slice(0, 5)
    .map((name) => JSON.stringify(name.slice(0, 50)))
    .join(', ');
}
