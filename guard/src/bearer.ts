import { GuardError } from './guard-error.ts';

/** What of a request says who is calling. `authorizations`: each header of that name, as it was sent. */
export type Credentials = { authorizations: string[]; query: string };

/**
 * The token of the `Authorization` header (RFC 6750, section 2.1; the scheme in any case), and of no other place: an
 * address is logged wherever it goes by (section 5.3).
 * @throws GuardError 401 without a token, 400 with two
 */
export function readBearerToken({ authorizations, query }: Credentials): string {
  const [authorization = ''] = authorizations;
  const token = /^bearer +(.*?) *$/i.exec(authorization)?.[1];
  if (!token) {
    throw new GuardError(401, undefined, 'Send the access token in the Authorization header, as Bearer.');
  }
  const isInAddress = new URLSearchParams(query).has('access_token');
  // A plain Request joins two headers of one name by a comma, which no token holds.
  if (isInAddress || authorizations.length > 1 || token.includes(',')) {
    throw new GuardError(
      400,
      'invalid_request',
      'Send the access token once, in the Authorization header alone.',
    );
  }
  return token;
}

/** From a request of `node:http`, which drops the second of two such headers: `rawHeaders` has both. */
export function credentialsOfNode({ rawHeaders, url = '' }: NodeRequest): Credentials {
  const isAuthorization = (at: number) =>
    at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'authorization';
  return { authorizations: rawHeaders.filter((_, at) => isAuthorization(at)), query: queryOf(url) };
}

/** What is needed of a request of `node:http`. */
export type NodeRequest = { rawHeaders: string[]; url?: string | undefined };

/** From a request of the Fetch standard. */
export function credentialsOfRequest({ headers, url }: Request): Credentials {
  const authorization = headers.get('authorization');
  return { authorizations: authorization === null ? [] : [authorization], query: queryOf(url) };
}

function queryOf(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
}
