import { createHash } from 'node:crypto';
import { jwtVerify, type JWTVerifyGetKey } from 'jose';
import { algorithms, leewaySeconds, type ProvenToken } from './access-token.ts';

/** What Llavero has taken back, as it was last heard. */
export type RevocationList = {
  /** Whether the token was taken back; undefined when the list is too old to tell. */
  isTakenBack(token: ProvenToken): Promise<boolean | undefined>;
  /** The same by the list that there is, however old; without one, nothing was. */
  wasTakenBack(token: ProvenToken): boolean;
  /** Why the last look failed. */
  readonly failure: unknown;
  stop(): void;
};

/**
 * What the list says: the `kid`s of revoked keys; by the short hash of a client's ID the lowest `gen` that counts, or null
 * where none does; the `jti`s of revoked tokens.
 */
type Contents = {
  keys: ReadonlySet<string>;
  clients: ReadonlyMap<string, number | null>;
  tokens: ReadonlySet<string>;
};

/** `heardAt`: when the look began that showed or confirmed it (`performance.now()`); `exp` in seconds since 1970. */
type Heard = { contents: Contents; entityTag: string | null; exp: number; heardAt: number };

/** A look that takes longer has failed, so that a hanging connection does not outlast the next looks. */
const timeoutMilliseconds = 3000;

/** Looks at the list at once, and again and again; no timer of it keeps a process alive. */
export function pollRevocationList(
  keys: JWTVerifyGetKey,
  options: { issuer: string; audience: string; pollSeconds: number; maxListAgeSeconds: number },
): RevocationList {
  const { issuer, audience, pollSeconds, maxListAgeSeconds } = options;
  const address = `${issuer}/.well-known/revocations?${new URLSearchParams({ audience })}`;
  const stopping = new AbortController();
  let heard: Heard | undefined;
  let failure: unknown;
  let triedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  void look();

  return {
    async isTakenBack(token) {
      // Waits for a look that is under way, and after a pause of the whole process (it was asleep) for a new one.
      if (isTooOld() && !stopping.signal.aborted) {
        await (looking ?? (performance.now() - triedAt >= pollSeconds * 1000 ? look() : undefined));
      }
      return isTooOld() ? undefined : contains(token);
    },
    wasTakenBack: contains,
    get failure() {
      return failure;
    },
    stop() {
      stopping.abort();
      clearTimeout(timer);
    },
  };

  function isTooOld(): boolean {
    if (!heard) return true;
    return performance.now() - heard.heardAt > maxListAgeSeconds * 1000 || isExpired(heard);
  }

  function contains({ keyId, clientId, generation, tokenId }: ProvenToken): boolean {
    if (!heard) return false;
    const { keys, clients, tokens } = heard.contents;
    const lowest = clients.get(shortHash(clientId));
    const isOfOldGeneration = lowest === null || (lowest !== undefined && generation < lowest);
    return isOfOldGeneration || tokens.has(tokenId) || keys.has(keyId);
  }

  function look(): Promise<void> {
    clearTimeout(timer);
    triedAt = performance.now();
    looking = ask(triedAt)
      .then(
        () => (failure = undefined),
        (error: unknown) => (failure = error),
      )
      .then(() => {
        looking = undefined;
        if (!stopping.signal.aborted) timer = setTimeout(() => void look(), pollSeconds * 1000).unref();
      });
    return looking;
  }

  async function ask(heardAt: number): Promise<void> {
    const held = heard && !isExpired(heard) ? heard : undefined;
    const response = await fetch(address, {
      headers: held?.entityTag ? { 'if-none-match': held.entityTag } : {},
      redirect: 'error',
      signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(timeoutMilliseconds)]),
    });
    const body = await response.text();
    if (response.status === 304 && held) {
      heard = { ...held, heardAt };
      return;
    }
    if (response.status !== 200) throw new Error(`${address} answered ${response.status}`);
    heard = { ...(await open(body)), entityTag: response.headers.get('etag'), heardAt };
  }

  /** @throws JOSEError for a list that is not signed by this issuer, for this audience, and a moment ago */
  async function open(jwt: string): Promise<{ contents: Contents; exp: number }> {
    const { payload } = await jwtVerify<ListClaims>(jwt, keys, {
      ...{ issuer, audience, algorithms, typ: 'revocations+jwt', clockTolerance: leewaySeconds },
      requiredClaims: ['exp', 'keys', 'clients', 'tokens'],
    });
    const contents = {
      keys: new Set(payload.keys),
      clients: new Map(Object.entries(payload.clients)),
      tokens: new Set(payload.tokens),
    };
    return { contents, exp: payload.exp ?? 0 };
  }
}

type ListClaims = { keys: string[]; clients: Record<string, number | null>; tokens: string[] };

function isExpired({ exp }: Heard): boolean {
  return Date.now() / 1000 >= exp + leewaySeconds;
}

/** As the list names a client: the first 8 bytes of its ID's SHA-256, in base64url. */
function shortHash(clientId: string): string {
  return createHash('sha256').update(clientId).digest().subarray(0, 8).toString('base64url');
}
