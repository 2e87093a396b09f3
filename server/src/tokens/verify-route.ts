import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PlainConnectionError } from '../plain-connection.ts';
import { BearerError, bearerChallenge, readBearerToken } from './bearer.ts';
import { readDemand, type Demand } from './verify-demand.ts';
import { judgeToken, type Court, type WhyInactive } from './verdict.ts';

export type VerifyParts = { court: Court };

/**
 * `/verify` and `/verify/*`, for any method: forward auth for proxies. 204 lets the request through and says who is
 * calling; 401 and 403 are for the caller (RFC 6750, section 3), 400 too; 503 says that nothing can be said now.
 *
 * Whoever appends the caller's address to `/verify` (Envoy) appends the caller's query too, so that of `/verify/*` is not
 * ours to read. What is asked for by the query counts at `/verify` alone.
 */
export async function registerVerifyRoutes(app: FastifyInstance, parts: VerifyParts): Promise<void> {
  await app.register(async (scope) => {
    scope.setErrorHandler(answerError);
    const method = scope.supportedMethods;
    const byQuery = (request: FastifyRequest, reply: FastifyReply) => verify(parts, request, reply, true);
    const byMethod = (request: FastifyRequest, reply: FastifyReply) => verify(parts, request, reply, false);
    // Before the body is read: it is the API's, whatever it holds.
    scope.route({ method, url: '/verify', onRequest: byQuery, handler: byQuery });
    scope.route({ method, url: '/verify/*', onRequest: byMethod, handler: byMethod });
  });
}

async function verify(
  { court }: VerifyParts,
  request: FastifyRequest,
  reply: FastifyReply,
  isQueryOurs: boolean,
): Promise<FastifyReply> {
  const token = readBearerToken(request);
  const demand: Demand = readDemand(request, isQueryOurs);
  const audience = demand.audience ?? court.knownApis.common().audience;
  const verdict = await judgeToken(court, token, (api) => api.audience === audience);
  if (!verdict.isActive) throw new BearerError(401, 'invalid_token', descriptions[verdict.why]);
  const { client_id, scope, jti } = verdict.claims;
  if (demand.scope === undefined)
    throw new BearerError(403, 'insufficient_scope', 'No scope allows this method.');
  if (!scope.split(' ').includes(demand.scope)) {
    throw new BearerError(403, 'insufficient_scope', 'The access token lacks a scope.', demand.scope);
  }
  reply.headers({
    'x-client-id': client_id,
    'x-scope': scope,
    'x-token-id': jti,
    'cache-control': 'no-store',
  });
  // RFC 7240, section 4.2. Envoy takes 200 alone for a yes.
  if (request.headers['prefer'] === 'return=representation') return reply.send({ client_id, scope, jti });
  return reply.code(204).send();
}

const descriptions: Record<WhyInactive, string> = {
  NOT_OURS: 'The access token is malformed, or was not issued here.',
  TAKEN_BACK: 'The access token was revoked.',
  EXPIRED: 'The access token has expired. Ask for a new one.',
  TOO_EARLY: 'The access token is not valid yet.',
  OTHER_AUDIENCE: 'The access token is for another API.',
};

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('cache-control', 'no-store');
  if (error instanceof BearerError) {
    const { statusCode, code, description } = error;
    request.log.info({ status: statusCode, error: code, detail: description }, 'not let through');
    return reply
      .code(statusCode)
      .header('www-authenticate', bearerChallenge(error))
      .send({ error: code, error_description: description, error_id: request.id });
  }
  if (error instanceof PlainConnectionError) {
    const { message } = error;
    return reply
      .code(403)
      .send({ error: 'invalid_request', error_description: message, error_id: request.id });
  }
  if (((error as FastifyError).statusCode ?? 500) < 500) {
    const error_description = 'The request is malformed.';
    return reply.code(400).send({ error: 'invalid_request', error_description, error_id: request.id });
  }
  request.log.error({ err: error }, 'no verdict');
  return reply.code(503).header('retry-after', 5).send({
    error: 'temporarily_unavailable',
    error_description: 'The service cannot answer now. Try again shortly.',
    error_id: request.id,
  });
}
