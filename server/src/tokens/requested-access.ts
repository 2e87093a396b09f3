import type { ApiAccess } from '../clients/api-access.ts';
import { hideSecrets } from '../clients/credentials.ts';
import type { GrantedAccess } from './grants/grant.ts';
import { invalidTarget, OAuthError } from './oauth-error.ts';

type Access = readonly ApiAccess[];

/**
 * What a client that may do this is given when it asks for `resource` (RFC 8707, section 2) and `scope` (RFC 6749, section
 * 3.3). Without a resource the scopes say which API is meant, and without those the default one is, or the only one. What
 * the client may not have is refused, not left out.
 * @throws OAuthError `invalid_target`, `invalid_scope`
 */
export function readRequestedAccess(
  access: Access,
  resource: string | undefined,
  scope: string | undefined,
): GrantedAccess {
  if (access.length === 0) {
    const description = 'This client may do nothing yet. An administrator has to give it permissions.';
    throw new OAuthError(400, 'invalid_scope', description, { reason: 'NO_PERMISSIONS' });
  }
  const named = resource === undefined ? undefined : findApi(access, resource);
  if (scope === undefined) {
    const api = named ?? impliedApi(access);
    return { api, scope: api.scope };
  }
  return readScope(named ? [named] : access, scope);
}

/** Whether there is no such API, or the client may do nothing there, is not told. */
function findApi(access: Access, resource: string): ApiAccess {
  const api = access.find(({ audience }) => audience === resource);
  if (api) return api;
  if (!URL.canParse(resource) || resource.includes('#'))
    throw invalidTarget('resource is not an absolute URI without a fragment.', 'TARGET_MALFORMED');
  throw invalidTarget(`This client may not ask for that resource. ${choices(access)}`, 'TARGET_NOT_ALLOWED');
}

function impliedApi(access: Access): ApiAccess {
  const [first, second] = access;
  if (first && (first.isDefault || !second)) return first;
  throw invalidTarget(`Name one API as the resource. ${choices(access)}`, 'TARGET_MISSING');
}

/** Order and doubles mean nothing. */
function readScope(access: Access, requested: string): GrantedAccess {
  if (requested.length > 2000)
    throw invalidScope('scope is too long.', access, { reason: 'SCOPE_MALFORMED' });
  if (!/^[\x21\x23-\x5B\x5D-\x7E]+( [\x21\x23-\x5B\x5D-\x7E]+)*$/.test(requested))
    throw invalidScope('scope is malformed: names, separated by single blanks.', access, {
      reason: 'SCOPE_MALFORMED',
    });
  const asked = new Set(requested.split(' '));
  const refused = [...asked].filter((name) => !access.some(({ scopes }) => scopes.includes(name)));
  if (refused.length > 0)
    throw invalidScope('The scope is more than this client may have.', access, {
      reason: 'SCOPE_NOT_ALLOWED',
      refusedScopes: refused.map(hideSecrets),
    });
  const [api, another] = access.filter(({ scopes }) => scopes.some((name) => asked.has(name)));
  // RFC 9068, section 5: what a scope means depends on the API, so a token is for one.
  if (!api || another)
    throw invalidScope('These scopes belong to several APIs. Ask for a token for each API.', access, {
      reason: 'SCOPES_OF_SEVERAL_APIS',
    });
  return { api, scope: api.scopes.filter((name) => asked.has(name)).join(' ') };
}

function invalidScope(description: string, access: Access, cause: OAuthError['privately']): OAuthError {
  const allowed = access.map(({ scope }) => scope).join(' ');
  const told = allowed.length > 500 ? '' : ` It may ask for: ${allowed}.`;
  return new OAuthError(400, 'invalid_scope', `${description}${told}`, cause);
}

function choices(access: Access): string {
  const audiences = access.map(({ audience }) => audience).join(' ');
  return audiences.length > 500 ? '' : `It may ask for: ${audiences} .`;
}
