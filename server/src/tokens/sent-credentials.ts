import { subjectOf } from './client-assertion.ts';
import type { Form } from './form.ts';
import { invalidClient, invalidRequest } from './oauth-error.ts';

/** The two halves as they were sent, nothing trimmed. */
export type SentCredentials = { clientId: string; clientSecret: string };

/** By HTTP Basic or in the form (RFC 6749, section 2.3.1), never both. @throws OAuthError */
export function readCredentials(authorization: string | undefined, form: Form): SentCredentials {
  const formId = form.get('client_id');
  const formSecret = form.get('client_secret');
  if (authorization === undefined) {
    if (formId === undefined || formSecret === undefined) throw invalidClient('NO_CREDENTIALS');
    return { clientId: formId, clientSecret: formSecret };
  }
  const basic = readBasic(authorization);
  if (!basic.clientId || !basic.clientSecret) throw invalidClient('NO_CREDENTIALS');
  if (formSecret !== undefined) {
    throw invalidRequest(
      'Send the credentials either by HTTP Basic or in the form, not both.',
      'TWO_METHODS',
    );
  }
  if (formId !== undefined && formId !== basic.clientId) {
    throw invalidRequest(
      'client_id in the form is not the one of the Authorization header.',
      'CLIENT_ID_MISMATCH',
    );
  }
  return basic;
}

/** The client ID of a request that is refused, as far as one can be read; whatever else is wrong with it. */
export function readSentClientId(authorization: string | undefined, body: unknown): string | undefined {
  try {
    if (authorization !== undefined) return readBasic(authorization).clientId || undefined;
  } catch {
    // The form may tell.
  }
  if (!(body instanceof Buffer)) return undefined;
  const form = new URLSearchParams(body.toString('utf8'));
  const assertion = form.get('client_assertion');
  try {
    return form.get('client_id') ?? (assertion === null ? undefined : subjectOf(assertion));
  } catch {
    return undefined;
  }
}

/** RFC 7617, split at the first colon, each half form-decoded as RFC 6749, section 2.3.1 asks. */
function readBasic(authorization: string): SentCredentials {
  const encoded = /^basic +(?<encoded>[A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.groups?.['encoded'];
  const text = encoded && Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text ? text.indexOf(':') : -1;
  if (!text || colon < 0) throw invalidClient('MALFORMED_HEADER');
  return { clientId: formDecode(text.slice(0, colon)), clientSecret: formDecode(text.slice(colon + 1)) };
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalidClient('NOT_FORM_ENCODED');
  }
}
