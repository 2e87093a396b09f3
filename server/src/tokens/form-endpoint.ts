import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PlainConnectionError } from '../plain-connection.ts';
import { fitToKeep } from '../usage/fit-to-keep.ts';
import type { Usage } from '../usage/usage.ts';
import { readForm, type Form } from './form.ts';
import { invalidRequest, OAuthError } from './oauth-error.ts';
import { readSentClientId } from './sent-credentials.ts';

const formType = 'application/x-www-form-urlencoded';

/** Answers one form: what it returns is sent as JSON. @throws OAuthError, RegistryUnavailableError */
type AnswerForm = (form: Form, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/**
 * An endpoint that clients talk to (RFC 6749, section 3.2): form in by POST, JSON out, never cached; whatever else is
 * sent here is refused in the words of section 5.2, and remembered with its cause.
 */
export async function registerFormEndpoint(
  app: FastifyInstance,
  url: string,
  usage: Usage,
  answer: AnswerForm,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(formType, { parseAs: 'buffer', bodyLimit: 64 * 1024 }, (_, body, done) =>
      done(null, body),
    );
    scope.setErrorHandler((error, request, reply) => {
      const refusal = asOAuthError(error);
      const sentClientId = readSentClientId(request.headers.authorization, request.body);
      const { id: errorId, ip: address } = request;
      usage.refused({ ...refusal.privately, errorId, endpoint: url, address, sentClientId });
      logRefusal(refusal, error, request, sentClientId);
      return answerRefusal(refusal, request, reply);
    });
    scope.post(url, async (request, reply) => {
      noStore(reply);
      if (!(request.body instanceof Buffer))
        throw invalidRequest(`Send the parameters in the body as ${formType}.`, 'WRONG_CONTENT_TYPE');
      return answer(readForm(request.body), request, reply);
    });
    scope.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      url,
      // Before the body is read: whatever it holds, the method is wrong.
      onRequest: refuseMethod,
      handler: refuseMethod,
    });
  });
}

async function refuseMethod(_: FastifyRequest, reply: FastifyReply): Promise<never> {
  reply.header('allow', 'POST');
  throw new OAuthError(405, 'invalid_request', 'Use POST.', { reason: 'WRONG_METHOD' });
}

/** One line for each refusal: who, from where, and the exact cause. */
function logRefusal(
  { status, code, privately }: OAuthError,
  error: unknown,
  { log, routeOptions, ip: address }: FastifyRequest,
  sentClientId: string | undefined,
): void {
  const clientId = sentClientId === undefined ? undefined : fitToKeep(sentClientId);
  const told = { route: routeOptions.url, error: code, status, clientId, address, ...privately };
  if (status >= 500) log.error({ err: error, ...told }, 'not answered');
  else log.info(told, 'refused');
}

/** RFC 6749, section 5.2, with an `error_id` under which the log, and an administrator, find the cause. */
function answerRefusal(
  { status, code, description, retryAfterSeconds }: OAuthError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (status === 401) reply.header('www-authenticate', 'Basic realm="llavero", charset="UTF-8"');
  const retryAfter = retryAfterSeconds ?? (status === 503 ? 5 : undefined);
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
  if (error instanceof PlainConnectionError)
    return new OAuthError(403, 'invalid_request', error.message, { reason: 'PLAIN_CONNECTION' });
  switch ((error as { code?: string }).code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return invalidRequest(`Send the parameters in the body as ${formType}.`, 'WRONG_CONTENT_TYPE');
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new OAuthError(413, 'invalid_request', 'The body is larger than 64 KiB.', {
        reason: 'TOO_LARGE',
      });
  }
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status < 500) {
    return new OAuthError(status, 'invalid_request', 'The request is malformed.', {
      reason: 'MALFORMED_REQUEST',
    });
  }
  return new OAuthError(503, 'temporarily_unavailable', 'The service cannot answer now. Try again shortly.', {
    reason: 'UNAVAILABLE',
  });
}
