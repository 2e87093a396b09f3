import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fromNodeHeaders } from 'better-auth/node';
import type { Db } from '../database/connect.ts';
import { refuseForeignOrigin } from '../same-origin.ts';
import { TooManyAttemptsError } from './administrator-errors.ts';
import { countAttempt, forgiveAttempts, type Attempts } from './attempts.ts';
import { callerAddressHeader, type Auth } from './auth.ts';
import { readCaller } from './caller.ts';

type Parts = { db: Db; auth: Auth; attempts: Attempts; issuer: string };

/** `/api/auth/*`: of better-auth's paths the two that the console needs; everything else about people is GraphQL. */
export function registerAuthRoutes(app: FastifyInstance, parts: Parts): void {
  app.post(
    '/api/auth/sign-in/email',
    { preHandler: refuseForeignOrigin(parts.issuer) },
    async (request, reply) => {
      const { email, password } = (request.body ?? {}) as Record<string, unknown>;
      if (typeof email !== 'string' || typeof password !== 'string') {
        return reply
          .code(400)
          .send({ code: 'INVALID_REQUEST', message: 'Send JSON with email and password, two strings.' });
      }
      return signIn(parts, request, reply, { email: email.trim(), password });
    },
  );
  app.post(
    '/api/auth/sign-out',
    { preHandler: refuseForeignOrigin(parts.issuer) },
    async (request, reply) => {
      const response = await ask(parts.auth, request, {});
      return passOn(reply, response, {});
    },
  );
}

/** 200, 401 for whatever is wrong with the pair, 429 with Retry-After (seconds). A session before it is ended. */
async function signIn(
  { db, auth, attempts }: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
  credentials: { email: string; password: string },
): Promise<unknown> {
  try {
    await countAttempt(attempts, { account: credentials.email, address: request.ip });
  } catch (error) {
    if (!(error instanceof TooManyAttemptsError)) throw error;
    reply.code(429).header('retry-after', error.retryAfterSeconds);
    return { code: 'TOO_MANY_ATTEMPTS', message: error.message };
  }
  const { person: before } = await readCaller(db, auth, request);
  const response = await ask(auth, request, credentials);
  if (!response.ok) {
    const isOutage = response.status >= 500;
    if (isOutage) throw new Error(`better-auth answered ${response.status}`);
    reply.code(401);
    return { code: 'WRONG_CREDENTIALS', message: 'E-mail or password is wrong.' };
  }
  await forgiveAttempts(attempts, credentials.email);
  if (before) await db.session.deleteMany({ where: { id: before.sessionId } });
  // better-auth's own answer holds the session's token; the cookie is enough.
  return passOn(reply, response, {});
}

function ask(auth: Auth, request: FastifyRequest, body: object): Promise<Response> {
  const headers = fromNodeHeaders(request.headers);
  headers.delete('content-length');
  headers.set('content-type', 'application/json');
  headers.set(callerAddressHeader, request.ip);
  const url = new URL(request.url, auth.options.baseURL);
  return auth.handler(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }));
}

function passOn(reply: FastifyReply, response: Response, body: object): FastifyReply {
  reply.code(response.status).header('cache-control', 'no-store');
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
  return reply.send(body);
}
