import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { GuardError } from './guard-error.ts';

/** What an access token that counts says (RFC 9068, section 2.2). */
export type AccessToken = {
  clientId: string;
  /** What it is good for: `read`, `create` ... */
  scopes: string[];
  /** Its `jti`. */
  tokenId: string;
  organisationId: string;
  issuedAt: Date;
  expiresAt: Date;
};

/** A token whose signature, issuer, audience and times are right, and what tells whether it was taken back. */
export type ProvenToken = AccessToken & { keyId: string; generation: number };

/** How far clocks may be apart, in seconds: as much as Llavero grants. */
export const leewaySeconds = 5;

/** So far from the future a token may be, in seconds: the clock of Llavero was set back since it signed it. */
const clockStepSeconds = 600;

/** What Llavero signs with. Nothing symmetric, and never `none` (RFC 8725, section 3.1). */
export const algorithms = ['ES256', 'RS256', 'EdDSA'];

/**
 * Verifies a token by the keys alone (RFC 9068, section 4).
 * @throws GuardError 401 for a token that does not count, 503 when the keys cannot be had
 */
export async function proveToken(
  token: string,
  keys: JWTVerifyGetKey,
  { issuer, audience }: { issuer: string; audience: string },
): Promise<ProvenToken> {
  const options = { issuer, audience, algorithms, typ: 'at+jwt', clockTolerance: leewaySeconds };
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      ...options,
      requiredClaims: ['exp', 'iat', 'jti', 'client_id'],
    });
    return { ...read(payload), keyId: protectedHeader.kid ?? '' };
  } catch (error) {
    throw error instanceof GuardError ? error : asGuardError(error);
  }
}

/**
 * Demands scopes of a token, all of them: `requireScope('create')`.
 * @returns what throws GuardError 403 for a token without them (RFC 6750, section 3.1)
 */
export function requireScope(...scopes: string[]): (token: AccessToken) => void {
  return (token) => {
    if (scopes.every((scope) => token.scopes.includes(scope))) return;
    throw new GuardError(403, 'insufficient_scope', 'The access token lacks a scope.', {
      scope: scopes.join(' '),
    });
  };
}

function read(claims: JWTPayload): Omit<ProvenToken, 'keyId'> {
  const { client_id, scope, jti, org, gen, iat = 0, exp = 0 } = claims;
  const texts = [client_id, scope, jti, org];
  if (texts.some((text) => typeof text !== 'string') || typeof gen !== 'number') throw notOurs();
  if (iat > Date.now() / 1000 + clockStepSeconds) {
    throw new GuardError(401, 'invalid_token', 'The access token is not valid yet.');
  }
  return {
    clientId: String(client_id),
    scopes: String(scope).split(' ').filter(Boolean),
    tokenId: String(jti),
    organisationId: String(org),
    issuedAt: new Date(iat * 1000),
    expiresAt: new Date(exp * 1000),
    generation: gen,
  };
}

/** The token is to blame for what jose finds in it; for all else the caller may come back. */
function asGuardError(cause: unknown): GuardError {
  if (cause instanceof errors.JWTExpired) {
    return new GuardError(401, 'invalid_token', 'The access token has expired. Ask for a new one.', {
      cause,
    });
  }
  if (cause instanceof errors.JWTClaimValidationFailed) {
    const messages: Record<string, string> = {
      aud: 'The access token is for another API.',
      nbf: 'The access token is not valid yet.',
    };
    const message = messages[cause.claim];
    return message ? new GuardError(401, 'invalid_token', message, { cause }) : notOurs(cause);
  }
  if (tokenFaults.some((fault) => cause instanceof fault)) return notOurs(cause);
  const message = 'The keys of the token service cannot be had now. Try again shortly.';
  return new GuardError(503, 'temporarily_unavailable', message, { cause });
}

const tokenFaults = [
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWTInvalid,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

function notOurs(cause?: unknown): GuardError {
  const message = 'The access token is malformed, or was not issued by the token service.';
  return new GuardError(401, 'invalid_token', message, { cause });
}
