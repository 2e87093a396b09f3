import { readRequestedAccess } from '../requested-access.ts';
import type { Grant } from './grant.ts';

/** RFC 6749, section 4.4: the client acts for itself; no refresh token (4.4.3). Without `scope`, all that it may have. */
export const clientCredentials: Grant = {
  grantType: 'client_credentials',
  accessFor: (client, form) => readRequestedAccess(client.access, form.get('resource'), form.get('scope')),
};
