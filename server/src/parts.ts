import type { Config } from './config.ts';
import { createAttempts, type Attempts } from './administrators/attempts.ts';
import { createAuth, type Auth } from './administrators/auth.ts';
import type { Links } from './administrators/invitations.ts';
import type { Db } from './database/connect.ts';
import type { Log } from './log.ts';
import type { MasterKey } from './master-key.ts';
import { loadSigningKeys, type SigningKeys } from './tokens/signing-keys.ts';
import { startLastUse, type LastUse } from './usage/last-use.ts';

/** What the routes work with, put together once. */
export type Parts = {
  config: Config;
  db: Db;
  log: Log;
  auth: Auth;
  attempts: Attempts;
  links: Links;
  signingKeys: SigningKeys;
  lastUse: LastUse;
};

/** @throws StartError when the master key does not fit the database */
export async function assembleParts(base: {
  config: Config;
  db: Db;
  log: Log;
  masterKey: MasterKey;
}): Promise<Parts> {
  const { config, db, log, masterKey } = base;
  const signingKeys = await loadSigningKeys(db, masterKey);
  return {
    config,
    db,
    log,
    auth: createAuth(base),
    attempts: createAttempts(db),
    links: { issuer: config.issuer, masterKey },
    signingKeys,
    lastUse: startLastUse(db, log),
  };
}
