/** The codes of RFC 6750, section 3.1; and, where nothing can be said now, that of RFC 6749, section 4.1.2.1. */
export type GuardErrorCode =
  'invalid_request' | 'invalid_token' | 'insufficient_scope' | 'temporarily_unavailable';

/**
 * A request that is not let through. `message` is for the caller: printable ASCII without quotes and backslashes, and no
 * echo. `cause` is for the log: what jose or the network said.
 */
export class GuardError extends Error {
  /** 400, 401 or 403; 503 when it cannot be told now whether the token counts. */
  readonly status: 400 | 401 | 403 | 503;
  /** Undefined where there was no token (RFC 6750, section 3.1). */
  readonly code: GuardErrorCode | undefined;
  /** The scopes that are missing, separated by blanks. */
  readonly scope: string | undefined;

  constructor(
    status: GuardError['status'],
    code: GuardErrorCode | undefined,
    message: string,
    { scope, cause }: { scope?: string; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.status = status;
    this.code = code;
    this.scope = scope;
  }
}

/** A refusal as it goes over the wire. `body` is JSON. */
export type Refusal = { status: number; headers: Record<string, string>; body: string };

/** The answer to a request that is not let through, with the `WWW-Authenticate` of RFC 6750, section 3. */
export function refusalOf(error: GuardError, realm: string): Refusal {
  const { status, code, message } = error;
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  };
  if (status === 503) headers['retry-after'] = '5';
  else headers['www-authenticate'] = challenge(error, realm);
  return { status, headers, body: JSON.stringify({ error: code, error_description: message }) };
}

function challenge({ code, message, scope }: GuardError, realm: string): string {
  const parts = [`realm=${quoted(realm)}`];
  if (code !== undefined) parts.push(`error="${code}"`, `error_description=${quoted(message)}`);
  if (scope !== undefined) parts.push(`scope=${quoted(scope)}`);
  return `Bearer ${parts.join(', ')}`;
}

/** RFC 9110, section 5.6.4. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
