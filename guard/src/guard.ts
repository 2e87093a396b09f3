import { createRemoteJWKSet } from 'jose';
import { proveToken, type AccessToken } from './access-token.ts';
import {
  credentialsOfNode,
  credentialsOfRequest,
  readBearerToken,
  type Credentials,
  type NodeRequest,
} from './bearer.ts';
import { GuardError, refusalOf, type Refusal } from './guard-error.ts';
import { pollRevocationList } from './revocation-list.ts';

export { requireScope, type AccessToken } from './access-token.ts';
export { GuardError, type GuardErrorCode } from './guard-error.ts';

export type GuardOptions = {
  /** The address of the Llavero, as it calls itself: the `iss` of its tokens. `https:`, but on the machine itself. */
  issuer: string;
  /** The `aud` of the tokens that are meant for this API. */
  audience: string;
  /** When the list of what was taken back is older, every request is refused with 503. In seconds; 30 unless said. */
  maxListAgeSeconds?: number;
  /** Takes tokens by their signature and times alone while the list is too old. Not unless said. */
  failOpen?: boolean;
  /** How often the list is looked at, in seconds; 2 unless said, so that a deletion counts within 5. */
  pollSeconds?: number;
};

/** What a token must be good for, beside being valid: throws GuardError for one that is not. `requireScope` makes one. */
export type Demand = (token: AccessToken) => void;

/** Tells apart who may use this API. */
export type Guard = {
  /**
   * Judges an access token.
   * @throws GuardError 401 for one that does not count, 503 when that cannot be told now
   */
  verify(token: string): Promise<AccessToken>;
  /** A hook for Fastify, best as `onRequest`: `{ onRequest: guard.fastify(requireScope('create')) }`. */
  fastify(...demands: Demand[]): (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
  /** A middleware for Express, Connect and their like: `app.use(guard.express(requireScope('read')))`. */
  express(
    ...demands: Demand[]
  ): (request: NodeRequest, response: NodeResponse, next: (error?: unknown) => void) => void;
  /** For a plain `Request`: the answer that refuses it, or the token that it bears. */
  check(request: Request, ...demands: Demand[]): Promise<Response | AccessToken>;
  /** The token of a request that the hook or the middleware has let through. @throws Error for any other */
  tokenOf(request: object): AccessToken;
  /** Looks at the list no more: as soon as that is too old, nobody is let through. */
  stop(): void;
};

/** What is used of Fastify's. */
export type FastifyRequest = { raw: NodeRequest };
export type FastifyReply = {
  code(status: number): unknown;
  headers(values: Record<string, string>): unknown;
  send(body: string): unknown;
};

/** What is used of the answer of `node:http`. */
export type NodeResponse = {
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(body: string): unknown;
};

/** How long the keys are kept, and how soon they are asked for again for one that is not among them, in milliseconds. */
const keysMaxAge = 300_000;
const keysCooldown = 5000;

/**
 * Guards an API. Keys and list are fetched from the issuer at once, and kept; no request waits for them but the first.
 * @throws TypeError for an issuer that is no address, or whose tokens anybody on the way could read
 */
export function createGuard(options: GuardOptions): Guard {
  const { audience, maxListAgeSeconds = 30, failOpen = false, pollSeconds = 2 } = options;
  const issuer = options.issuer.replace(/\/$/, '');
  requireSafeAddress(issuer);
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`), {
    cacheMaxAge: keysMaxAge,
    cooldownDuration: keysCooldown,
  });
  const list = pollRevocationList(keys, { issuer, audience, pollSeconds, maxListAgeSeconds });
  const tokens = new WeakMap<object, AccessToken>();

  async function verify(token: string): Promise<AccessToken> {
    const proven = await proveToken(token, keys, { issuer, audience });
    const isTakenBack = await list.isTakenBack(proven);
    if (isTakenBack === undefined && !failOpen) {
      const message = 'It cannot be told now whether the access token was revoked. Try again shortly.';
      throw new GuardError(503, 'temporarily_unavailable', message, { cause: list.failure });
    }
    if (isTakenBack ?? list.wasTakenBack(proven)) {
      throw new GuardError(401, 'invalid_token', 'The access token was revoked.');
    }
    const { keyId, generation, ...accessToken } = proven;
    return accessToken;
  }

  /** The refusal of a request, or none: then its token is remembered. Whatever else a demand throws is thrown on. */
  async function admit(
    request: object,
    credentials: Credentials,
    demands: Demand[],
  ): Promise<Refusal | undefined> {
    try {
      const token = await verify(readBearerToken(credentials));
      for (const demand of demands) demand(token);
      tokens.set(request, token);
      return undefined;
    } catch (error) {
      if (error instanceof GuardError) return refusalOf(error, audience);
      throw error;
    }
  }

  function tokenOf(request: object): AccessToken {
    const token = tokens.get(request);
    if (!token) throw new Error('no guard has let this request through');
    return token;
  }

  return {
    verify,
    tokenOf,
    stop: list.stop,
    fastify: (...demands) =>
      async function guardRequest(request, reply) {
        const refusal = await admit(request, credentialsOfNode(request.raw), demands);
        if (!refusal) return undefined;
        reply.code(refusal.status);
        reply.headers(refusal.headers);
        return reply.send(refusal.body);
      },
    express: (...demands) =>
      function guardRequest(request, response, next) {
        admit(request, credentialsOfNode(request), demands).then((refusal) => {
          if (!refusal) return next();
          response.writeHead(refusal.status, refusal.headers);
          response.end(refusal.body);
        }, next);
      },
    async check(request, ...demands) {
      const refusal = await admit(request, credentialsOfRequest(request), demands);
      if (!refusal) return tokenOf(request);
      const { status, headers, body } = refusal;
      return new Response(body, { status, headers });
    },
  };
}

/** RFC 9700, section 2.6: what is fetched over http could be anybody's. */
function requireSafeAddress(issuer: string): void {
  const { protocol, hostname } = new URL(issuer);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback)) return;
  throw new TypeError(`The issuer ${issuer} must begin with https:, unless it is on this machine.`);
}
