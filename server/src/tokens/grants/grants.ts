import type { KnownClient } from '../../clients/registry.ts';
import type { Form } from '../form.ts';
import { invalidRequest, OAuthError } from '../oauth-error.ts';
import { clientCredentials } from './client-credentials.ts';
import type { Grant } from './grant.ts';

/** Every grant that works. */
export const grants: readonly Grant[] = [clientCredentials];

/** The grant that is asked for, if this client may use it. @throws OAuthError (RFC 6749, section 5.2) */
export function findGrant(form: Form, client: KnownClient): Grant {
  const asked = form.get('grant_type');
  if (asked === undefined) throw invalidRequest('grant_type is missing.', 'GRANT_TYPE_MISSING');
  const grant = grants.find(({ grantType }) => grantType === asked);
  if (!grant) {
    const known = grants.map(({ grantType }) => grantType).join(' ');
    throw new OAuthError(400, 'unsupported_grant_type', `Supported: ${known}.`, {
      reason: 'UNSUPPORTED_GRANT_TYPE',
    });
  }
  if (!client.grantTypes.includes(grant.grantType)) {
    throw new OAuthError(400, 'unauthorized_client', 'This client may not use this grant type.', {
      reason: 'GRANT_TYPE_NOT_ALLOWED',
    });
  }
  return grant;
}
