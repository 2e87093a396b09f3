import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { AccessTokenClaims } from './access-token.ts';
import type { Usage } from '../usage/usage.ts';
import { authenticateClient, type ClientAuthentication } from './client-authentication.ts';
import { registerFormEndpoint } from './form-endpoint.ts';
import type { Form } from './form.ts';
import { invalidRequest, OAuthError } from './oauth-error.ts';
import { judgeToken, type Court } from './verdict.ts';

export type IntrospectionParts = {
  authentication: ClientAuthentication;
  court: Court;
  usage: Usage;
};

/** The answer (RFC 7662, section 2.2): of a token that is not active, nothing else is told. */
type Introspection =
  | { active: false }
  | ({ active: true; token_type: 'Bearer' } & Pick<
      AccessTokenClaims,
      'scope' | 'client_id' | 'sub' | 'aud' | 'iss' | 'exp' | 'iat' | 'jti'
    >);

/** Tokens that were never ours, per caller and minute: more is scanning, or an API that does not look before it asks. */
export const mostGuesses = 6000;

/** `POST /introspect` (RFC 7662), for clients that may. */
export async function registerIntrospectRoute(
  app: FastifyInstance,
  parts: IntrospectionParts,
): Promise<void> {
  // RFC 7662, section 4. One entry for each client that may ask.
  const guesses = new RateLimiterMemory({ points: mostGuesses, duration: 60 });
  await registerFormEndpoint(app, '/introspect', parts.usage, (form, request) =>
    introspect(parts, guesses, form, request),
  );
}

async function introspect(
  { authentication, court }: IntrospectionParts,
  guesses: RateLimiterMemory,
  form: Form,
  request: FastifyRequest,
): Promise<Introspection> {
  const { client } = await authenticateClient(authentication, form, {
    authorization: request.headers.authorization,
    address: request.ip,
  });
  if (!client.mayIntrospect) {
    const description = 'This client may not introspect tokens. An administrator can allow it.';
    throw new OAuthError(403, 'unauthorized_client', description, { reason: 'INTROSPECTION_NOT_ALLOWED' });
  }
  const token = form.get('token');
  if (token === undefined) throw invalidRequest('token is missing.', 'TOKEN_MISSING');
  if (!court.provenTokens.has(token)) await refuseScanning(guesses, client.clientId);
  const verdict = await judgeToken(court, token, (api) => api.organisationId === client.organisationId);
  if (!verdict.isActive && verdict.why === 'NOT_OURS') await guesses.penalty(client.clientId);
  if (!verdict.isActive) return { active: false };
  const { scope, client_id, sub, aud, iss, exp, iat, jti } = verdict.claims;
  return { active: true, scope, client_id, sub, aud, iss, exp, iat, jti, token_type: 'Bearer' };
}

/** A token that was seen before is answered whatever the count. */
async function refuseScanning(guesses: RateLimiterMemory, clientId: string): Promise<void> {
  const counted = await guesses.get(clientId);
  if (!counted || counted.consumedPoints < mostGuesses) return;
  const description = 'Too many tokens that were never issued here. Try again later.';
  const error = new OAuthError(429, 'temporarily_unavailable', description, { reason: 'TOO_MANY_GUESSES' });
  error.retryAfterSeconds = Math.max(1, Math.ceil(counted.msBeforeNext / 1000));
  throw error;
}
