import type { ApiAccess } from '../../clients/api-access.ts';
import type { GrantType } from '../../clients/grant-types.ts';
import type { KnownClient } from '../../clients/registry.ts';
import type { Form } from '../form.ts';

/** What a token is for: one API, and what may be done there (RFC 6749, section 3.3). */
export type GrantedAccess = { api: ApiAccess; scope: string };

/** A way to a token (RFC 6749, section 4). A new one is a new file and a line in `grants.ts`. */
export type Grant = {
  grantType: GrantType;
  /** What the token is for, or an OAuthError. */
  accessFor(client: KnownClient, form: Form): GrantedAccess;
};
