import { invalidRequest, invalidTarget, type OAuthError } from './oauth-error.ts';

/** The parameters of a request, one value a name; a name without a value counts as left out (RFC 6749, section 3.2). */
export type Form = ReadonlyMap<string, string>;

/** No grant has a tenth as many. */
const maxParameters = 200;

/** Reads `application/x-www-form-urlencoded` (RFC 6749, appendix B). @throws OAuthError for repeated or too many names, and bad UTF-8. */
export function readForm(body: Buffer): Form {
  const form = new Map<string, string>();
  const seen = new Set<string>();
  for (const [name, value] of new URLSearchParams(decodeUtf8(body))) {
    if (seen.has(name)) throw repeated(name);
    seen.add(name);
    if (seen.size > maxParameters)
      throw invalidRequest(`More than ${maxParameters} parameters.`, 'TOO_LARGE');
    if (value !== '') form.set(name, value);
  }
  return form;
}

/** RFC 8707, section 2, lets `resource` be repeated; a token is for one API. */
function repeated(name: string): OAuthError {
  return name === 'resource'
    ? invalidTarget('Name one resource. Ask for a token for each API.', 'TARGET_REPEATED')
    : invalidRequest('A parameter is included more than once.', 'REPEATED_PARAMETER');
}

function decodeUtf8(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw invalidRequest('The body is not UTF-8.', 'NOT_UTF8');
  }
}
