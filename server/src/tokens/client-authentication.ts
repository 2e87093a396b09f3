import { couldBeClientId, readSecretId } from '../clients/credentials.ts';
import { findForAuthentication, type ClientForToken } from '../clients/store.ts';
import type { Db } from '../database/connect.ts';
import { verifyPassword } from '../password-hash.ts';
import type { Form } from './form.ts';
import { invalidClient, invalidRequest } from './oauth-error.ts';

/**
 * Who asks: client ID and secret, by HTTP Basic or in the form (RFC 6749, section 2.3.1), whichever the client likes
 * and never both. Every refusal of credentials looks the same and costs the same.
 * @throws OAuthError
 */
export async function authenticateClient(
  db: Db,
  authorization: string | undefined,
  form: Form,
): Promise<ClientForToken> {
  const { clientId, clientSecret } = readCredentials(authorization, form);
  const secretId = readSecretId(clientSecret);
  if (secretId === undefined)
    throw invalidClient(`secret of impossible shape${blanksIn(clientId + clientSecret)}`);
  const client = couldBeClientId(clientId) ? await findForAuthentication(db, clientId) : null;
  const now = new Date();
  const secret = client?.secrets.find(({ id }) => id === secretId);
  const isLiving =
    secret !== undefined && secret.startsAt <= now && (secret.expiresAt === null || now < secret.expiresAt);
  const isRight = await verifyPassword(secret?.hash ?? hashOfNothing, clientSecret);
  if (!client) throw invalidClient(`unknown client ID${blanksIn(clientId)}`);
  if (!secret) throw invalidClient('a secret that this client does not have, or no longer has');
  if (!isRight) throw invalidClient('wrong secret');
  if (!isLiving) throw invalidClient('secret before its start or after its end');
  return client;
}

/** What an unknown client's secret is compared with: as costly as a real hash, and matched by nothing. */
const hashOfNothing =
  '$argon2id$v=19$m=19456,t=2,p=1$bm8gc2VjcmV0IGhhcyBpdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

function readCredentials(
  authorization: string | undefined,
  form: Form,
): { clientId: string; clientSecret: string } {
  const formId = form.get('client_id');
  const formSecret = form.get('client_secret');
  if (authorization === undefined) {
    if (formId === undefined || formSecret === undefined)
      throw invalidClient('no credentials, or half of them');
    return { clientId: formId, clientSecret: formSecret };
  }
  const basic = readBasic(authorization);
  if (formSecret !== undefined) {
    throw invalidRequest('Send the credentials either by HTTP Basic or in the form, not both.');
  }
  if (formId !== undefined && formId !== basic.clientId) {
    throw invalidRequest('client_id in the form is not the one of the Authorization header.');
  }
  return basic;
}

/** RFC 7617, split at the first colon, each half form-decoded as RFC 6749, section 2.3.1 asks. */
function readBasic(authorization: string): { clientId: string; clientSecret: string } {
  const encoded = /^basic +(?<encoded>[A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.groups?.['encoded'];
  const text = encoded && Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text ? text.indexOf(':') : -1;
  if (!text || colon < 1 || colon === text.length - 1) throw invalidClient('malformed Authorization header');
  return { clientId: formDecode(text.slice(0, colon)), clientSecret: formDecode(text.slice(colon + 1)) };
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalidClient('credentials that are not form-encoded');
  }
}

/** The commonest slip when copying, told to the log only: credentials are never trimmed. */
function blanksIn(text: string): string {
  return /\s/.test(text) ? ', with blanks in it' : '';
}
