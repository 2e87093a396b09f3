import type { ClientForToken } from '../../clients/store.ts';
import type { Form } from '../form.ts';

/** A way to a token (RFC 6749, section 4). A new one is a new file and a line in `grants.ts`. */
export type Grant = {
  grantType: string;
  /** The scopes of the token, or an OAuthError. */
  scopesFor(client: ClientForToken, form: Form): string[];
};
