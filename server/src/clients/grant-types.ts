import { quoted } from '../apis/chosen-scopes.ts';
import type { FieldError } from '../errors.ts';

/** The ways to a token that a client can be given (RFC 6749, section 4). */
export const grantTypes = ['client_credentials'] as const;

export type GrantType = (typeof grantTypes)[number];

/** At least one, and each once, in their fixed order. */
export function readGrantTypes(asked: readonly string[] | null): { grantTypes: GrantType[] } | FieldError {
  const field = 'grantTypes';
  if (asked === null || asked.length === 0)
    return { field, code: 'REQUIRED', message: 'Choose at least one grant type.' };
  const unknown = asked.filter((name) => !grantTypes.some((known) => known === name));
  if (unknown.length === 0) return { grantTypes: grantTypes.filter((known) => asked.includes(known)) };
  const message = `There is no such grant type: ${quoted(unknown)}. There is: ${grantTypes.join(', ')}.`;
  return { field, code: 'UNKNOWN_GRANT_TYPE', message };
}
