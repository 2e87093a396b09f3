import type { JSONWebKeySet } from 'jose';
import type { Config, SigningAlgorithm } from '../config.ts';
import type { Changes } from '../database/changes.ts';
import type { Db } from '../database/connect.ts';
import { mirror } from '../database/mirror.ts';
import type { Log } from '../log.ts';
import type { MasterKey } from '../master-key.ts';
import type { SigningKey, VerificationKey } from './key-material.ts';
import { changeKeys, readKeys, type KeyVault } from './key-store.ts';
import { openKeys } from './opened-keys.ts';
import { prepareKeys } from './prepare-keys.ts';

/** The signing keys as the database has them. Ask each time: what is answered changes. */
export type SigningKeys = {
  /** The key that signs with the installation's own algorithm. */
  readonly current: SigningKey;
  /** The key that signs with this algorithm; undefined where no API has asked for it, or that is not yet heard here. */
  keyFor(algorithm: SigningAlgorithm): SigningKey | undefined;
  /** RFC 7517, section 5: the public halves of all keys but the revoked ones, those that sign first. */
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

/**
 * Opens the signing keys; the first start makes them. They are held in memory, so that signing and verifying wait for
 * nothing.
 * @throws StartError when the master key is not the one they were stored under
 */
export async function openSigningKeys(
  parts: { db: Db; masterKey: MasterKey; config: Pick<Config, 'signingAlgorithm'>; log: Log },
  changes: () => Pick<Changes, 'isHearing'>,
): Promise<SigningKeys> {
  const { db, masterKey, config, log } = parts;
  const vault = { db, wrappingKey: masterKey.derive('signing-keys'), algorithm: config.signingAlgorithm };
  await changeKeys(vault, (change) => prepareKeys(vault, change));
  const keys = await mirror(
    async () => openKeys(await readKeys(db), vault.wrappingKey),
    changes,
    log,
    'the signing keys',
  );

  return {
    get current() {
      const key = keys.held.signing.get(config.signingAlgorithm);
      if (!key) throw new Error(`no key signs with ${config.signingAlgorithm}`);
      return key;
    },
    keyFor: (algorithm) => keys.held.signing.get(algorithm),
    get jwks() {
      return keys.held.jwks;
    },
    get revoked() {
      return keys.held.revoked;
    },
    publicKeyFor: (kid) => keys.held.publicKeys.get(kid),
    reload: keys.reload,
    stop: keys.stop,
    vault,
  };
}
