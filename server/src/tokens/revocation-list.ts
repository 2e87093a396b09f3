import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { KnownApi } from '../apis/known-apis.ts';
import type { ChangeListener, Changes } from '../database/changes.ts';
import type { Db } from '../database/connect.ts';
import type { Log } from '../log.ts';
import type { SigningKey } from './key-material.ts';
import { loadRevocations, type Revocations } from './revocation-list-store.ts';
import { signJwt } from './sign-jwt.ts';
import type { SigningKeys } from './signing-keys.ts';

/** The list as it goes out: a signed JWT, and the entity tag of what it says (RFC 9110, section 8.8.3). */
export type PublishedList = { jwt: string; entityTag: string };

/** What was taken back, for those who verify tokens by the keys alone: a list for each API. */
export type RevocationLists = ChangeListener & {
  /** That of the tokens for this API. @throws Error when it cannot be told what was taken back */
  published(api: KnownApi): Promise<PublishedList>;
};

/** The `typ` of the list: no access token passes for it, nor it for one (RFC 8725, section 3.11). */
const listType = 'revocations+jwt';

/** How long a list counts, in seconds: so long it could be played back to somebody. */
const lifetimeSeconds = 60;

/** The same list is signed anew so often, in seconds, so that whoever holds one by its entity tag never holds an expired one. */
const signedAnewSeconds = 15;

/** The database is asked so often at most, for each organisation. */
const restMilliseconds = 1000;

/** So many organisations' revocations, and signed lists, are held at a time. */
const mostHeld = 1000;

/**
 * Publishes lists that are read when something changed, at most once a second and only when somebody asks. While changes
 * are not heard they are read for whoever asks; when that fails, too, what was read last serves for `staleSeconds` after the
 * last word from the database, unless it is known to be outdated.
 */
export function createRevocationLists(
  parts: { db: Db; signingKeys: ListSigningKeys; log: Log },
  changes: () => Pick<Changes, 'isHearing' | 'heardAt'>,
  config: { issuer: string; staleSeconds: number },
): RevocationLists {
  const readers = new LRUCache<string, Reader>({ max: mostHeld });
  const signers = new LRUCache<string, Signer>({ max: mostHeld });
  let heard = 0;
  const changed = () => void heard++;

  return {
    async published(api) {
      const { audience, organisationId } = api;
      const reader = readers.get(organisationId) ?? createReader(parts, organisationId, changes, config);
      readers.set(organisationId, reader);
      const signer = signers.get(audience) ?? createSigner(parts.signingKeys, config);
      signers.set(audience, signer);
      return signer(await reader(heard), api);
    },
    changed,
    lost: changed,
  };
}

/** What was taken back in one organisation, when so much has been heard. @throws Error when it cannot be told */
type Reader = (heard: number) => Promise<Revocations>;

function createReader(
  { db, log }: { db: Db; log: Log },
  organisationId: string,
  changes: () => Pick<Changes, 'isHearing' | 'heardAt'>,
  { staleSeconds }: { staleSeconds: number },
): Reader {
  let known: { revocations: Revocations; heard: number; at: number } | undefined;
  let failure: unknown;
  let reading: Promise<void> | undefined;
  let restUntil = Number.NEGATIVE_INFINITY;
  let heard = 0;

  const isOutdated = () => known?.heard !== heard;

  return async (now) => {
    heard = now;
    if (isOutdated() || !changes().isHearing()) await readAtMostOnceASecond();
    if (!known || (failure && !mayFallBack(known.at))) {
      throw new Error('it cannot be told now which tokens were taken back', { cause: failure });
    }
    return known.revocations;
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
      known = { revocations: await loadRevocations(db, organisationId), heard: before, at };
      failure = undefined;
    } catch (error) {
      failure = error;
      log.warn({ err: error }, 'the revocation list could not be read');
    }
  }

  function mayFallBack(readAt: number): boolean {
    const lastTrueAt = Math.max(readAt, changes().heardAt());
    return !isOutdated() && performance.now() - lastTrueAt <= staleSeconds * 1000;
  }
}

/** By which the lists are signed. */
type ListSigningKeys = Pick<SigningKeys, 'current' | 'keyFor' | 'revoked'>;

type Signer = (revocations: Revocations, api: KnownApi) => PublishedList;

/**
 * Signs a list, and the same one again only when its time or the keys have changed. `keys` names those that were revoked:
 * whoever remembers the JWKS still has them. The entity tag is weak, and the same on every process.
 */
function createSigner(signingKeys: ListSigningKeys, { issuer }: { issuer: string }): Signer {
  let last:
    | { of: Revocations; keys: readonly string[]; by: SigningKey; slot: number; list: PublishedList }
    | undefined;

  return (of, { audience, signingAlgorithm }) => {
    const { revoked: keys } = signingKeys;
    const by = signingKeys.keyFor(signingAlgorithm) ?? signingKeys.current;
    const iat = Math.floor(Date.now() / 1000);
    const slot = Math.floor(iat / signedAnewSeconds);
    if (last?.of === of && last.keys === keys && last.by === by && last.slot === slot) return last.list;
    const contents = { iss: issuer, aud: audience, keys, ...of };
    const jwt = signJwt(by, listType, { ...contents, iat, exp: iat + lifetimeSeconds });
    const entityTag = `W/"${slot}-${hash('sha256', JSON.stringify(contents), 'base64url')}"`;
    last = { of, keys, by, slot, list: { jwt, entityTag } };
    return last.list;
  };
}
