import { compactVerify, decodeProtectedHeader, errors } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { KnownApi, KnownApis } from '../apis/known-apis.ts';
import type { Registry } from '../clients/registry.ts';
import type { AccessTokenClaims } from './access-token.ts';
import { clockStepSeconds } from './clock-steps.ts';
import type { RevokedTokens } from './revoked-tokens.ts';
import type { SigningKeys } from './signing-keys.ts';

/** What tokens are judged with. */
export type Court = {
  issuer: string;
  signingKeys: Pick<SigningKeys, 'publicKeyFor'>;
  registry: Registry;
  knownApis: Pick<KnownApis, 'find' | 'common'>;
  revokedTokens: Pick<RevokedTokens, 'isRevoked'>;
  provenTokens: ProvenTokens;
};

/** Tokens whose signature was found right, and the key that it was made with. */
export type ProvenTokens = LRUCache<string, ProvenToken>;

export type ProvenToken = { kid: string; claims: JudgedClaims };

type JudgedClaims = AccessTokenClaims & { nbf?: number | undefined };

/** What is to be thought of a token now. */
export type Verdict = { isActive: true; claims: JudgedClaims } | { isActive: false; why: WhyInactive };

/** `TAKEN_BACK`: revoked by itself, with all of its client's, with its client, or with its key; the caller need not know which. */
export type WhyInactive = 'NOT_OURS' | 'TAKEN_BACK' | 'EXPIRED' | 'TOO_EARLY' | 'OTHER_AUDIENCE';

/** How far clocks may be apart, in seconds. */
export const leewaySeconds = 5;

/** Ours have some 600 characters; those with the most scopes that an API may have, and signed by RS256, some 4,500. */
const longestToken = 6144;

/** About a kilobyte each. */
export function createProvenTokens(most = 20_000): ProvenTokens {
  return new LRUCache({ max: most });
}

/**
 * The one verdict on an access token (RFC 9068, section 4): is it ours, for an API that `isMeant` (with that audience, and of
 * the organisation that the token was issued in), in its time, its client still there and of the same token generation, and
 * neither it nor its key taken back? Only the signature is remembered; all else is judged each time, by what is in memory.
 * @throws RegistryUnavailableError, Error when that is too old to tell
 */
export async function judgeToken(
  court: Court,
  token: string,
  isMeant: (api: KnownApi) => boolean,
): Promise<Verdict> {
  const proven = await proveToken(court, token);
  if (!proven) return inactive('NOT_OURS');
  const { kid, claims } = proven;
  if (!court.signingKeys.publicKeyFor(kid)) return inactive('TAKEN_BACK');
  const now = Date.now() / 1000;
  if (now >= claims.exp + leewaySeconds) return inactive('EXPIRED');
  if (now < (claims.nbf ?? 0) - leewaySeconds) return inactive('TOO_EARLY');
  // We signed it ourselves: issued in the future means that our clock was set back since. By far more, it was wrong before.
  if (now < claims.iat - clockStepSeconds) return inactive('TOO_EARLY');
  const api = court.knownApis.find(claims.aud);
  if (!api || api.organisationId !== claims.org || !isMeant(api)) return inactive('OTHER_AUDIENCE');
  const client = await court.registry.find(claims.client_id);
  if (client?.tokenGeneration !== claims.gen) return inactive('TAKEN_BACK');
  if (await court.revokedTokens.isRevoked(claims.jti)) return inactive('TAKEN_BACK');
  return { isActive: true, claims };
}

/** What an access token says that was signed here, whatever became of it since; undefined for anything else. */
export async function proveToken(court: Court, token: string): Promise<ProvenToken | undefined> {
  const known = court.provenTokens.get(token);
  if (known) return known;
  if (token.length > longestToken) return undefined;
  try {
    const proven = await verifySignature(court, token);
    if (proven) court.provenTokens.set(token, proven);
    return proven;
  } catch (error) {
    // Whatever is malformed is a TypeError or an error of jose's; anything else is no fault of the token.
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof SyntaxError)
      return undefined;
    throw error;
  }
}

/** The key alone says which algorithm counts (RFC 8725, section 3.1); `typ` keeps other JWTs out (RFC 9068, section 4). */
async function verifySignature(
  { issuer, signingKeys }: Court,
  token: string,
): Promise<ProvenToken | undefined> {
  const { kid = '', typ = '' } = decodeProtectedHeader(token);
  const key = signingKeys.publicKeyFor(kid);
  if (!key || !/^(application\/)?at\+jwt$/i.test(typ)) return undefined;
  const { payload } = await compactVerify(token, key.publicKey, { algorithms: [key.algorithm] });
  const read = accessTokenClaims.safeParse(JSON.parse(new TextDecoder().decode(payload)));
  return read.success && read.data.iss === issuer ? { kid, claims: read.data } : undefined;
}

/** What `/verify` hands on in headers and `/revoke` keeps. */
const name = z.string().regex(/^[\x21-\x7E]+$/);

/** Seconds that a date can be made of. */
const seconds = z
  .number()
  .min(0)
  .max(2 ** 40);

const accessTokenClaims = z.object({
  iss: z.string(),
  aud: z.string(),
  sub: z.string(),
  client_id: name,
  iat: seconds,
  nbf: seconds.optional(),
  exp: seconds,
  jti: name,
  scope: z.string().regex(/^[\x20-\x7E]*$/),
  org: z.string(),
  gen: z.number(),
});

function inactive(why: WhyInactive): Verdict {
  return { isActive: false, why };
}
