import type { FieldError } from '../errors.ts';

/** The part that is chosen: no capitals, so that no two client IDs differ by them alone. */
const nameShape = /^[a-z0-9]+([-_][a-z0-9]+)*$/;
const longestName = 40;

/** A client ID as it was asked for, and the slug of the organisation. */
export type ChosenClientId = { clientId: string; slug: string };

/**
 * A client ID of one's own choice: the slug of the organisation, a dot, and a name of 1 to 40 letters a to z, digits, and
 * single hyphens and underscores between them. None looks like one that is generated (`cli_...`), since no slug has an
 * underscore.
 */
export function readClientId({ clientId, slug }: ChosenClientId): { clientId: string } | FieldError {
  const prefix = `${slug}.`;
  const name = clientId.startsWith(prefix) ? clientId.slice(prefix.length) : '';
  if (nameShape.test(name) && name.length <= longestName) return { clientId };
  const message = `${prefix}<name>: the name has 1 to ${longestName} letters a to z, digits, and single hyphens or underscores between them. Leave clientId out to have one generated.`;
  return { field: 'clientId', code: 'INVALID_CLIENT_ID', message };
}
