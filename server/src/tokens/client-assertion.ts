import {
  decodeJwt,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from 'jose';
import { assertionAlgorithms } from '../clients/client-keys.ts';
import type { KnownClient } from '../clients/registry.ts';
import type { AssertionKeys } from './assertion-keys.ts';
import type { Form } from './form.ts';
import { invalidClient } from './oauth-error.ts';
import type { RefusalReason } from './refusal-reasons.ts';
import type { UsedAssertions } from './used-assertions.ts';

/** What assertions are judged with. */
export type Assertions = {
  keys: AssertionKeys;
  used: UsedAssertions;
  issuer: string;
};

/** A client's assertion as it came; of what it says, nothing is proven yet. */
export type ClaimedAssertion = { clientId: string; assertion: string };

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** How far the clock of a client may be off, in seconds. */
const leewaySeconds = 60;

/** How far ahead an assertion may expire, in seconds: so long its `jti` is remembered. */
const longestLifeSeconds = 600;

/**
 * The assertion of a request, or undefined where it has none (RFC 7521, section 4.2). Beside other credentials it is
 * refused in the words of section 4.2.1, and a `client_id` must be its subject.
 * @throws OAuthError `invalid_client`
 */
export function readAssertion(authorization: string | undefined, form: Form): ClaimedAssertion | undefined {
  const assertion = form.get('client_assertion');
  const type = form.get('client_assertion_type');
  if (assertion === undefined && type === undefined) return undefined;
  if (authorization !== undefined || form.has('client_secret')) throw invalidClient('ASSERTION_AND_SECRET');
  if (type !== assertionType || assertion === undefined) throw invalidClient('ASSERTION_TYPE');
  const clientId = subjectOf(assertion);
  if (clientId !== (form.get('client_id') ?? clientId)) throw invalidClient('ASSERTION_OF_ANOTHER_CLIENT');
  return { clientId, assertion };
}

/**
 * Judges an assertion (RFC 7523, section 3): signed by a key of this client, by it and about it, meant for this server,
 * in its time, and never used before on any process. Whoever is no such client costs the same work.
 * @throws OAuthError `invalid_client`; UsedAssertionsUnavailableError
 */
export async function proveAssertion(
  { keys, used, issuer }: Assertions,
  client: KnownClient | null,
  { clientId, assertion }: ClaimedAssertion,
): Promise<KnownClient> {
  const options: JWTVerifyOptions = {
    algorithms: [...assertionAlgorithms],
    issuer: clientId,
    subject: clientId,
    audience: [issuer, `${issuer}/token`],
    requiredClaims: ['exp', 'jti'],
    clockTolerance: leewaySeconds,
  };
  try {
    const own = client?.jwks ? keys.of(client.jwks) : keys.nobodys;
    const { aud, jti, exp = 0, iat = 0 } = await verify(assertion, own, keys.nobodys, options);
    if (!client?.jwks) throw invalidClient(whyNoKeys(client));
    // FAPI 2.0, section 5.3.2.1: a list could name another server beside this one, which then could use it here.
    if (typeof aud !== 'string') throw invalidClient('ASSERTION_AUDIENCE');
    const now = Date.now() / 1000;
    if (exp > now + longestLifeSeconds + leewaySeconds) throw invalidClient('ASSERTION_TOO_LONG');
    if (iat > now + leewaySeconds) throw invalidClient('ASSERTION_TOO_EARLY');
    if (typeof jti !== 'string' || jti === '') throw invalidClient('ASSERTION_INCOMPLETE');
    const isFirst = await used.isFirstUse(client.id, jti, new Date((exp + leewaySeconds) * 1000));
    if (!isFirst) throw invalidClient('ASSERTION_USED');
    return client;
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    throw invalidClient(client?.jwks ? reasonOf(error) : whyNoKeys(client));
  }
}

/** Whom an assertion claims to be about; not verified, and whatever was sent. @throws OAuthError `invalid_client` */
export function subjectOf(assertion: string): string {
  let claims: JWTPayload;
  try {
    claims = decodeJwt(assertion);
  } catch {
    throw invalidClient('ASSERTION_MALFORMED');
  }
  if (typeof claims.sub !== 'string' || claims.sub === '') throw invalidClient('ASSERTION_INCOMPLETE');
  return claims.sub;
}

/** With the key that the header names; one that names none, by any that could be it. */
async function verify(
  assertion: string,
  keys: JWTVerifyGetKey,
  nobodys: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  try {
    return (await jwtVerify(assertion, keys, options)).payload;
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) await jwtVerify(assertion, nobodys).catch(() => {});
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      try {
        return (await jwtVerify(assertion, key, options)).payload;
      } catch (failure) {
        if (!(failure instanceof errors.JWSSignatureVerificationFailed)) throw failure;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

function whyNoKeys(client: KnownClient | null): RefusalReason {
  return client ? 'ASSERTION_FOR_SECRET' : 'UNKNOWN_CLIENT';
}

function reasonOf(error: errors.JOSEError): RefusalReason {
  if (error instanceof errors.JWTExpired) return 'ASSERTION_EXPIRED';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.reason !== 'check_failed') return 'ASSERTION_INCOMPLETE';
    if (error.claim === 'aud') return 'ASSERTION_AUDIENCE';
    return error.claim === 'nbf' ? 'ASSERTION_TOO_EARLY' : 'ASSERTION_OF_ANOTHER_CLIENT';
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'ASSERTION_SIGNATURE';
  if (error instanceof errors.JWKSNoMatchingKey) return 'ASSERTION_KEY_UNKNOWN';
  return error instanceof errors.JOSEAlgNotAllowed ? 'ASSERTION_ALGORITHM' : 'ASSERTION_MALFORMED';
}
