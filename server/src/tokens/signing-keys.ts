import type { JSONWebKeySet } from 'jose';
import type { Config } from '../config.ts';
import type { Changes } from '../database/changes.ts';
import type { Db } from '../database/connect.ts';
import type { Log } from '../log.ts';
import type { MasterKey } from '../master-key.ts';
import type { SigningKey, VerificationKey } from './key-material.ts';
import { changeKeys, readKeys, type KeyVault } from './key-store.ts';
import { openKeys } from './opened-keys.ts';
import { prepareKeys } from './prepare-keys.ts';

/** The signing keys as the database has them. Ask each time: what is answered changes. */
export type SigningKeys = {
  /** The key that signs now. */
  readonly current: SigningKey;
  /** RFC 7517, section 5: the public halves of all keys but the revoked ones, the current one first. */
  readonly jwks: JSONWebKeySet;
  /** The `kid`s of the revoked ones, as long as a token of theirs could live. */
  readonly revoked: readonly string[];
  /** What verifies a token with this `kid`; undefined when there is no such key (any more), or it was revoked. */
  publicKeyFor(kid: string): VerificationKey | undefined;
  /** Reads the keys again; resolves when what was committed before the call holds here. Never rejects. */
  reload(): Promise<void>;
  stop(): Promise<void>;
  /** Where they are kept. */
  vault: KeyVault;
};

/** How often the keys are read while changes are not heard, or after a look that failed. */
const lookMilliseconds = 1000;

/**
 * Opens the signing keys; the first start makes them. They are held in memory, so that signing and verifying wait for
 * nothing, and read again when they change: one look at a time, and at most one more for all that is heard meanwhile.
 * @throws StartError when the master key is not the one they were stored under
 */
export async function openSigningKeys(
  parts: { db: Db; masterKey: MasterKey; config: Pick<Config, 'signingAlgorithm'>; log: Log },
  changes: () => Pick<Changes, 'isHearing'>,
): Promise<SigningKeys> {
  const { db, masterKey, config, log } = parts;
  const vault = { db, wrappingKey: masterKey.derive('signing-keys'), algorithm: config.signingAlgorithm };
  await changeKeys(vault, (change) => prepareKeys(vault, change));
  let keys = await read();
  let isOutdated = false;
  let looking = Promise.resolve();
  let waiting: Promise<void> | undefined;
  const clock = setInterval(() => {
    if (isOutdated || !changes().isHearing()) void reload();
  }, lookMilliseconds).unref();

  return {
    get current() {
      return keys.current;
    },
    get jwks() {
      return keys.jwks;
    },
    get revoked() {
      return keys.revoked;
    },
    publicKeyFor: (kid) => keys.publicKeys.get(kid),
    reload,
    stop() {
      clearInterval(clock);
      return looking;
    },
    vault,
  };

  function reload(): Promise<void> {
    waiting ??= looking = looking.then(look);
    return waiting;
  }

  async function look(): Promise<void> {
    waiting = undefined;
    const before = keys.current.kid;
    try {
      keys = await read();
      isOutdated = false;
    } catch (error) {
      // Those in memory serve on. Once in the log is enough: the next look comes in a second.
      if (!isOutdated) log.warn({ err: error }, 'the signing keys could not be read; trying again');
      isOutdated = true;
    }
    if (keys.current.kid !== before) log.info({ kid: keys.current.kid }, 'another key signs from now on');
  }

  async function read() {
    return openKeys(await readKeys(db), vault.wrappingKey);
  }
}
