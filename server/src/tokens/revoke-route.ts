import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Usage } from '../usage/usage.ts';
import { authenticateClient, type ClientAuthentication } from './client-authentication.ts';
import { registerFormEndpoint } from './form-endpoint.ts';
import type { Form } from './form.ts';
import { invalidRequest, OAuthError } from './oauth-error.ts';
import type { RevokedTokens } from './revoked-tokens.ts';
import { leewaySeconds, proveToken, type Court } from './verdict.ts';

export type RevocationParts = {
  authentication: ClientAuthentication;
  court: Court;
  revokedTokens: RevokedTokens;
  usage: Usage;
};

/** `POST /revoke` (RFC 7009): a client takes a token of its own back. There is one kind of token, so hints say nothing. */
export async function registerRevokeRoute(app: FastifyInstance, parts: RevocationParts): Promise<void> {
  await registerFormEndpoint(app, '/revoke', parts.usage, (form, request, reply) =>
    revoke(parts, form, request, reply),
  );
}

/** RFC 7009, section 2.2: what is not the client's, or no token at all, is 200 too, and changes nothing. */
async function revoke(
  { authentication, court, revokedTokens }: RevocationParts,
  form: Form,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { client } = await authenticateClient(authentication, form, {
    authorization: request.headers.authorization,
    address: request.ip,
  });
  const token = form.get('token');
  if (token === undefined) throw invalidRequest('token is missing.', 'TOKEN_MISSING');
  const claims = (await proveToken(court, token))?.claims;
  const isAlive = claims !== undefined && Date.now() / 1000 < claims.exp + leewaySeconds;
  if (!isAlive || claims.client_id !== client.clientId) return reply.send();
  const { jti, exp } = claims;
  const { organisationId, id: clientRowId } = client;
  if (!(await revokedTokens.revoke({ jti, exp, organisationId, clientRowId }))) throw tooMany();
  request.log.info({ clientId: client.clientId, jti }, 'token revoked');
  return reply.send();
}

/** RFC 7009, section 2.2.1: the token still counts. */
function tooMany(): OAuthError {
  const description =
    'Too many revoked tokens are still to expire. Try again later, or let an administrator revoke all tokens of the client.';
  const error = new OAuthError(503, 'temporarily_unavailable', description, { reason: 'TOO_MANY_REVOKED' });
  error.retryAfterSeconds = 60;
  return error;
}
