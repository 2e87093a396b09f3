import { hideSecrets } from '../../clients/credentials.ts';
import { OAuthError } from '../oauth-error.ts';
import type { Grant } from './grant.ts';

/** RFC 6749, section 4.4: the client acts for itself; no refresh token (4.4.3). Without `scope`, all that it may have. */
export const clientCredentials: Grant = {
  grantType: 'client_credentials',
  scopesFor: (client, form) => readRequestedScopes(form.get('scope'), client.scopes),
};

/** RFC 6749, section 3.3. Order and doubles mean nothing; what the client may not have is refused, not left out. */
function readRequestedScopes(requested: string | undefined, allowed: readonly string[]): string[] {
  if (requested === undefined) return [...allowed];
  if (requested.length > 2000) throw invalidScope('scope is too long.', allowed);
  const isWellFormed = /^[\x21\x23-\x5B\x5D-\x7E]+( [\x21\x23-\x5B\x5D-\x7E]+)*$/.test(requested);
  if (!isWellFormed) throw invalidScope('scope is malformed: names, separated by single blanks.', allowed);
  const asked = new Set(requested.split(' '));
  const refused = [...asked].filter((name) => !allowed.includes(name));
  if (refused.length > 0)
    throw invalidScope('The scope is more than this client may have.', allowed, refused);
  return allowed.filter((name) => asked.has(name));
}

function invalidScope(description: string, allowed: readonly string[], refused: string[] = []): OAuthError {
  return new OAuthError(400, 'invalid_scope', `${description} It may ask for: ${allowed.join(' ')}.`, {
    reason: refused.length > 0 ? 'SCOPE_NOT_ALLOWED' : 'SCOPE_MALFORMED',
    refusedScopes: refused.map(hideSecrets),
  });
}
