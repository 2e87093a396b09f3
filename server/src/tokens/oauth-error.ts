import type { RefusalCause, RefusalReason } from './refusal-reasons.ts';

/** The codes of RFC 6749, section 5.2, the one of RFC 8707, section 2, and the two of RFC 6749, section 4.1.2.1, for what is no fault of the client. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'invalid_target'
  | 'server_error'
  | 'temporarily_unavailable';

/**
 * A refusal in the words of the protocol. `description` goes to the caller: printable ASCII without quotes and
 * backslashes, and never an echo of what was sent. `privately` goes to the log and to administrators: there, an unknown
 * client and a wrong secret differ.
 */
export class OAuthError extends Error {
  readonly status: number;
  readonly code: OAuthErrorCode;
  readonly description: string;
  readonly privately: RefusalCause;
  /** When to come back, in seconds; a `Retry-After` of the answer. */
  retryAfterSeconds: number | undefined;

  constructor(status: number, code: OAuthErrorCode, description: string, privately: RefusalCause) {
    super(`${code}: ${privately.reason}`);
    this.name = new.target.name;
    this.status = status;
    this.code = code;
    this.description = description;
    this.privately = privately;
  }
}

/** RFC 6749, section 5.2: 401 with a challenge, and one wording whatever is wrong with the credentials. */
export function invalidClient(reason: RefusalReason, secretId?: string): OAuthError {
  const description =
    'Client authentication failed. Check the client ID and the client secret (copied whole, without blanks, not rotated since), or the assertion (its key, aud and exp, and a new jti each time).';
  return new OAuthError(401, 'invalid_client', description, { reason, secretId });
}

/** 400 `invalid_request`: the request itself is not as it should be. */
export function invalidRequest(description: string, reason: RefusalReason = 'MALFORMED_REQUEST'): OAuthError {
  return new OAuthError(400, 'invalid_request', description, { reason });
}

/** RFC 8707, section 2: the API that a token is asked for. */
export function invalidTarget(description: string, reason: RefusalReason): OAuthError {
  return new OAuthError(400, 'invalid_target', description, { reason });
}
