import type { FastifyRequest } from 'fastify';
import { countHeaders } from '../count-headers.ts';

/** The codes of RFC 6750, section 3.1. */
type BearerErrorCode = 'invalid_request' | 'invalid_token' | 'insufficient_scope';

/**
 * A refusal of a request that should bear a token. `description` is printable ASCII without quotes and backslashes, and
 * no echo. Without `code` where there was no token (section 3.1); `scope` names the one that is missing.
 */
export class BearerError extends Error {
  readonly statusCode: number;
  readonly code: BearerErrorCode | undefined;
  readonly description: string;
  readonly scope: string | undefined;

  constructor(statusCode: number, code: BearerErrorCode | undefined, description: string, scope?: string) {
    super(description);
    this.name = new.target.name;
    this.statusCode = statusCode;
    this.code = code;
    this.description = description;
    this.scope = scope;
  }
}

/** The `WWW-Authenticate` of a refusal (RFC 6750, section 3). */
export function bearerChallenge({ code, description, scope }: BearerError): string {
  const challenge = 'Bearer realm="llavero"';
  if (code === undefined) return challenge;
  const told = `${challenge}, error="${code}", error_description="${description}"`;
  return scope === undefined ? told : `${told}, scope="${scope}"`;
}

/**
 * The token of the `Authorization` header (RFC 6750, section 2.1; the scheme in any case), and of no other place: an
 * address is logged wherever it goes by (section 5.3).
 * @throws BearerError 401 without a token, 400 with two
 */
export function readBearerToken({ headers, query, raw }: FastifyRequest): string {
  const { authorization } = headers;
  const isInAddress = Object.hasOwn(query as object, 'access_token');
  if (authorization === undefined || authorization.slice(0, 7).toLowerCase() !== 'bearer ') {
    throw new BearerError(401, undefined, 'Send the access token in the Authorization header, as Bearer.');
  }
  if (isInAddress || countHeaders(raw.rawHeaders, 'authorization') > 1) {
    throw new BearerError(
      400,
      'invalid_request',
      'Send the access token once, in the Authorization header alone.',
    );
  }
  const token = authorization.slice(7).trim();
  if (token === '') throw new BearerError(401, undefined, 'Send an access token behind the word Bearer.');
  return token;
}
