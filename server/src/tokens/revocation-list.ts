import { hash } from 'node:crypto';
import type { ChangeListener, Changes } from '../database/changes.ts';
import type { Db } from '../database/connect.ts';
import type { Log } from '../log.ts';
import { loadRevocations, type Revocations } from './revocation-list-store.ts';
import { signJwt } from './sign-jwt.ts';
import type { SigningKeys } from './signing-keys.ts';

/** The list as it goes out: a signed JWT, and the entity tag of what it says (RFC 9110, section 8.8.3). */
export type PublishedList = { jwt: string; entityTag: string };

/** What was taken back, for those who verify tokens by the keys alone. */
export type RevocationList = ChangeListener & {
  /** @throws Error when it cannot be told what was taken back */
  published(): Promise<PublishedList>;
};

/** The `typ` of the list: no access token passes for it, nor it for one (RFC 8725, section 3.11). */
const listType = 'revocations+jwt';

/** How long a list counts, in seconds: so long it could be played back to somebody. */
const lifetimeSeconds = 60;

/** The same list is signed anew so often, in seconds, so that whoever holds one by its entity tag never holds an expired one. */
const signedAnewSeconds = 15;

/** The database is asked so often at most. */
const restMilliseconds = 1000;

/**
 * Publishes a list that is read when it changed, at most once a second and only when somebody asks. While changes are not
 * heard it is read for whoever asks; when that fails, too, what was read last serves for `staleSeconds` after the last word
 * from the database, unless it is known to be outdated.
 */
export function createRevocationList(
  parts: { db: Db; signingKeys: Pick<SigningKeys, 'current' | 'revoked'>; log: Log },
  changes: () => Pick<Changes, 'isHearing' | 'heardAt'>,
  config: { issuer: string; audience: string; staleSeconds: number },
): RevocationList {
  const { db, signingKeys, log } = parts;
  const sign = createSigner(signingKeys, config);
  let heard = 0;
  let known: { revocations: Revocations; heard: number; at: number } | undefined;
  let failure: unknown;
  let reading: Promise<void> | undefined;
  let restUntil = Number.NEGATIVE_INFINITY;

  const isOutdated = () => known?.heard !== heard;
  const changed = () => void heard++;

  return {
    async published() {
      if (isOutdated() || !changes().isHearing()) await readAtMostOnceASecond();
      if (!known || (failure && !mayFallBack(known.at))) {
        throw new Error('it cannot be told now which tokens were taken back', { cause: failure });
      }
      return sign(known.revocations);
    },
    changed,
    lost: changed,
  };

  async function readAtMostOnceASecond(): Promise<void> {
    if (!reading && performance.now() < restUntil) return;
    reading ??= read().finally(() => (reading = undefined));
    await reading;
  }

  async function read(): Promise<void> {
    const at = performance.now();
    restUntil = at + restMilliseconds;
    const before = heard;
    try {
      known = { revocations: await loadRevocations(db), heard: before, at };
      failure = undefined;
    } catch (error) {
      failure = error;
      log.warn({ err: error }, 'the revocation list could not be read');
    }
  }

  function mayFallBack(readAt: number): boolean {
    const lastTrueAt = Math.max(readAt, changes().heardAt());
    return !isOutdated() && performance.now() - lastTrueAt <= config.staleSeconds * 1000;
  }
}

/**
 * Signs a list, and the same one again only when its time or the keys have changed. `keys` names those that were revoked:
 * whoever remembers the JWKS still has them. The entity tag is weak, and the same on every process.
 */
function createSigner(
  signingKeys: Pick<SigningKeys, 'current' | 'revoked'>,
  { issuer, audience }: { issuer: string; audience: string },
): (revocations: Revocations) => PublishedList {
  let last: { of: Revocations; keys: readonly string[]; slot: number; list: PublishedList } | undefined;

  return (of) => {
    const { revoked: keys } = signingKeys;
    const iat = Math.floor(Date.now() / 1000);
    const slot = Math.floor(iat / signedAnewSeconds);
    if (last?.of === of && last.keys === keys && last.slot === slot) return last.list;
    const contents = { iss: issuer, aud: audience, keys, ...of };
    const jwt = signJwt(signingKeys.current, listType, { ...contents, iat, exp: iat + lifetimeSeconds });
    const entityTag = `W/"${slot}-${hash('sha256', JSON.stringify(contents), 'base64url')}"`;
    last = { of, keys, slot, list: { jwt, entityTag } };
    return last.list;
  };
}
