import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RegistryUnavailableError } from '../clients/registry.ts';
import { PlainConnectionError } from '../plain-connection.ts';
import type { LastUse } from '../usage/last-use.ts';
import { accessTokenClaims, signAccessToken, tokenLifetimeSeconds } from './access-token.ts';
import { authenticateClient, type ClientAuthentication } from './client-authentication.ts';
import { readForm } from './form.ts';
import { findGrant } from './grants/grants.ts';
import { invalidRequest, OAuthError } from './oauth-error.ts';
import type { SigningKeys } from './signing-keys.ts';

export type TokenParts = {
  authentication: ClientAuthentication;
  issuer: string;
  audience: string;
  signingKeys: SigningKeys;
  lastUse: LastUse;
};

/** The successful answer (RFC 6749, section 5.1). `expires_in` counts seconds; `scope` is always there. */
type TokenResponse = { access_token: string; token_type: 'Bearer'; expires_in: number; scope: string };

const formType = 'application/x-www-form-urlencoded';

/** `POST /token` (RFC 6749, section 3.2): form in, JSON out, never cached; whatever else is sent here is refused. */
export async function registerTokenRoute(app: FastifyInstance, parts: TokenParts): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(formType, { parseAs: 'buffer', bodyLimit: 64 * 1024 }, (_, body, done) =>
      done(null, body),
    );
    scope.setErrorHandler(answerError);
    scope.post('/token', async (request, reply) => {
      noStore(reply);
      return issueToken(parts, request);
    });
    scope.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      url: '/token',
      // Before the body is read: whatever it holds, the method is wrong.
      onRequest: refuseMethod,
      handler: refuseMethod,
    });
  });
}

async function refuseMethod(_: FastifyRequest, reply: FastifyReply): Promise<never> {
  reply.header('allow', 'POST');
  throw new OAuthError(405, 'invalid_request', 'Use POST.');
}

/** One request, from the form to the token; each line is a step that may refuse. */
async function issueToken(parts: TokenParts, request: FastifyRequest): Promise<TokenResponse> {
  if (!(request.body instanceof Buffer))
    throw invalidRequest(`Send the parameters in the body as ${formType}.`);
  const form = readForm(request.body);
  const { client } = await authenticateClient(parts.authentication, form, {
    authorization: request.headers.authorization,
    address: request.ip,
  });
  const grant = findGrant(form, client);
  const claims = accessTokenClaims(parts, client, grant.scopesFor(client, form));
  const token = signAccessToken(parts.signingKeys.current, claims);
  parts.lastUse.record(client.id);
  request.log.info({ clientId: client.clientId, jti: claims.jti, scope: claims.scope }, 'token issued');
  return { access_token: token, token_type: 'Bearer', expires_in: tokenLifetimeSeconds, scope: claims.scope };
}

/** RFC 6749, section 5.2, with an `error_id` under which the log tells the cause. */
function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = asOAuthError(error);
  const { status, code, description, detail } = refusal;
  if (status >= 500) request.log.error({ err: error }, 'token request failed');
  else request.log.info({ error: code, status, detail: detail ?? description }, 'token refused');
  if (status === 401) reply.header('www-authenticate', 'Basic realm="llavero", charset="UTF-8"');
  const retryAfter = refusal.retryAfterSeconds ?? (status === 503 ? 5 : undefined);
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  return noStore(reply)
    .code(status)
    .send({ error: code, error_description: description, error_id: request.id });
}

/** RFC 6749, section 5.1, asks for both. */
function noStore(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
}

function asOAuthError(error: unknown): OAuthError {
  if (error instanceof OAuthError) return error;
  if (error instanceof PlainConnectionError) return new OAuthError(403, 'invalid_request', error.message);
  switch ((error as { code?: string }).code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return invalidRequest(`Send the parameters in the body as ${formType}.`);
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new OAuthError(413, 'invalid_request', 'The body is larger than 64 KiB.');
  }
  if (error instanceof RegistryUnavailableError) {
    return new OAuthError(
      503,
      'temporarily_unavailable',
      'The service cannot answer now. Try again shortly.',
      error.message,
    );
  }
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status < 500) return new OAuthError(status, 'invalid_request', 'The request is malformed.');
  return new OAuthError(503, 'temporarily_unavailable', 'The service cannot answer now. Try again shortly.');
}
