import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { isAPIError } from 'better-auth/api';
import { basePathOf, type Config } from '../config.ts';
import type { Db } from '../database/connect.ts';
import type { Log } from '../log.ts';
import type { MasterKey } from '../master-key.ts';
import { hashPassword, verifyPassword } from '../password-hash.ts';

/** How long a session lives without being used, and in any case. */
export const idleSeconds = 12 * 3600;
export const absoluteSeconds = 7 * 24 * 3600;

/** The header by which our own door tells better-auth the address of the caller; what comes from outside is removed. */
export const callerAddressHeader = 'x-llavero-caller-address';

export type Auth = ReturnType<typeof createAuth>;

/**
 * Sign-in of people: e-mail and password, sessions in the database, an HttpOnly cookie that no other host and no plain
 * connection gets (`__Host-`; browsers take it on `http://localhost` too). Open sign-up is off: a person comes by
 * invitation. Where requests may come from, and how often, our own door decides (`auth-route.ts`).
 */
export function createAuth({
  config,
  db,
  masterKey,
  log,
}: {
  config: Config;
  db: Db;
  masterKey: MasterKey;
  log: Log;
}) {
  return betterAuth({
    appName: 'Llavero',
    baseURL: new URL(config.issuer).origin,
    basePath: `${basePathOf(config.issuer)}/api/auth`,
    secret: masterKey.derive('sessions').toString('base64url'),
    database: prismaAdapter(db, { provider: 'postgresql' }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 1,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    session: {
      expiresIn: idleSeconds,
      updateAge: 300,
      additionalFields: {
        passwordConfirmedAt: { type: 'date', required: false, input: false, returned: true },
      },
    },
    advanced: {
      database: { generateId: false },
      useSecureCookies: false,
      cookies: { session_token: { name: '__Host-llavero' } },
      defaultCookieAttributes: { secure: true, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [callerAddressHeader] },
      disableCSRFCheck: true,
      disableOriginCheck: true,
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // An outage is ours to answer and to log, under the request's id; the library would print it to the console.
    onAPIError: {
      onError: (error) => {
        if (!isAPIError(error)) throw error;
      },
    },
    logger: {
      log: (level, message) => log[level === 'error' ? 'error' : 'debug']({ from: 'better-auth' }, message),
    },
  });
}
