import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fromNodeHeaders } from 'better-auth/node';
import type { Db } from '../database/connect.ts';
import { NotFoundError } from '../errors.ts';
import { refuseForeignOrigin } from '../same-origin.ts';
import { TooManyAttemptsError } from './administrator-errors.ts';
import { countAttempt, forgiveAttempts, type Attempts } from './attempts.ts';
import { callerAddressHeader, type Auth } from './auth.ts';
import { originOf, readCaller } from './caller.ts';
import { endSession, recordRefusedSignIn, recordSignIn } from './sessions.ts';

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
      await endOwnSession(parts, request);
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
  const response = await ask(auth, request, credentials);
  if (!response.ok) {
    const isOutage = response.status >= 500;
    if (isOutage) throw new Error(`better-auth answered ${response.status}`);
    // After the answer, whose time must not tell whether there is such a person.
    reply.raw.once('close', () => {
      recordRefusedSignIn(db, credentials.email, originOf(request)).catch((error: unknown) =>
        request.log.warn({ err: error }, 'a refused sign-in could not be put on record'),
      );
    });
    reply.code(401);
    return { code: 'WRONG_CREDENTIALS', message: 'E-mail or password is wrong.' };
  }
  await forgiveAttempts(attempts, credentials.email);
  await endOwnSession({ db, auth }, request);
  // better-auth's own answer holds the session's token; the cookie is enough, and nobody gets it before it is on record.
  const { token } = (await response.clone().json()) as { token: string };
  await recordSignIn(db, token, originOf(request));
  return passOn(reply, response, {});
}

/** Ends the session that the request came with, if it did with one. */
async function endOwnSession(
  { db, auth }: Pick<Parts, 'db' | 'auth'>,
  request: FastifyRequest,
): Promise<void> {
  const { person } = await readCaller(db, auth, request);
  if (!person) return;
  try {
    await endSession(db, person, person.sessionId);
  } catch (error) {
    // Ended by someone else in this very moment.
    if (!(error instanceof NotFoundError)) throw error;
  }
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
