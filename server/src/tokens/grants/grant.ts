import type { KnownClient } from '../../clients/registry.ts';
import type { Form } from '../form.ts';

/** A way to a token (RFC 6749, section 4). A new one is a new file and a line in `grants.ts`. */
export type Grant = {
  grantType: string;
  /** The scopes of the token, or an OAuthError. */
  scopesFor(client: KnownClient, form: Form): string[];
};
