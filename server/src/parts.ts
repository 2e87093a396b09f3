import { openKnownApis, type KnownApis } from './apis/known-apis.ts';
import type { Config } from './config.ts';
import { createAttempts, type Attempts } from './administrators/attempts.ts';
import { createAuth, type Auth } from './administrators/auth.ts';
import type { Links } from './administrators/invitations.ts';
import { sealKeyOf, type SealKey } from './audit/checkpoint.ts';
import { startRetentionClock, type RetentionClock } from './audit/retention-clock.ts';
import { createRegistry } from './clients/registry.ts';
import { loadKnownClient } from './clients/store.ts';
import { listenForChanges, toBoth, type Changes } from './database/changes.ts';
import type { Db } from './database/connect.ts';
import type { PoolCounts } from './database/pool.ts';
import type { Log } from './log.ts';
import type { MasterKey } from './master-key.ts';
import { createAssertionKeys } from './tokens/assertion-keys.ts';
import type { ClientAuthentication } from './tokens/client-authentication.ts';
import { createFailures } from './tokens/failures.ts';
import { createProvenSecrets } from './tokens/proven-secrets.ts';
import { startKeyRotationClock, type KeyRotationClock } from './tokens/key-rotation-clock.ts';
import { openSigningKeys, type SigningKeys } from './tokens/signing-keys.ts';
import { createRevocationLists, type RevocationLists } from './tokens/revocation-list.ts';
import { createRevokedTokens, type RevokedTokens } from './tokens/revoked-tokens.ts';
import { createSlowHashQueue } from './tokens/slow-hash-queue.ts';
import { createProvenTokens, type Court } from './tokens/verdict.ts';
import { createUsedAssertions } from './tokens/used-assertions.ts';
import { startUsage, type Usage } from './usage/usage.ts';
import { registerGauges } from './watch/gauges.ts';
import { createMetrics, type Metrics } from './watch/metrics.ts';
import { createReadinessCheck, type ReadinessCheck } from './watch/readiness.ts';
import type { PostOffice } from './webhooks/deliver.ts';
import { webhookKeyOf } from './webhooks/signing-secret.ts';
import { startWebhookClock, type WebhookClock } from './webhooks/webhook-clock.ts';

/** What the routes work with, put together once. */
export type Parts = {
  config: Config;
  db: Db;
  log: Log;
  auth: Auth;
  attempts: Attempts;
  links: Links;
  signingKeys: SigningKeys;
  keyRotationClock: KeyRotationClock;
  usage: Usage;
  metrics: Metrics;
  readiness: ReadinessCheck;
  authentication: ClientAuthentication;
  court: Court;
  revokedTokens: RevokedTokens;
  knownApis: KnownApis;
  revocationLists: RevocationLists;
  changes: Changes;
  sealKey: SealKey;
  retentionClock: RetentionClock;
  postOffice: PostOffice;
  webhookClock: WebhookClock;
};

/** @throws StartError when the master key does not fit the database */
export async function assembleParts(base: {
  config: Config;
  databaseUrl: string;
  db: Db;
  pool: PoolCounts;
  log: Log;
  masterKey: MasterKey;
}): Promise<Parts> {
  const { config, databaseUrl, db, pool, log, masterKey } = base;
  const sealKey = sealKeyOf(masterKey);
  const metrics = createMetrics(config);
  const signingKeys = await openSigningKeys(base, () => changes);
  const knownApis = await openKnownApis(db, () => changes, log);
  const registry = createRegistry(
    (clientId) => loadKnownClient(db, clientId),
    () => changes,
    config,
  );
  const revokedTokens = createRevokedTokens(db, () => changes, config, log);
  const revocationLists = createRevocationLists({ db, signingKeys, log }, () => changes, config);
  const changes = listenForChanges(
    databaseUrl,
    {
      llavero_clients: {
        changed: (clientIds) => registry.changed(clientIds.split(' ')),
        lost: registry.lost,
      },
      llavero_signing_keys: { changed: signingKeys.reload, lost: signingKeys.reload },
      llavero_apis: knownApis,
      llavero_revoked_tokens: toBoth(revokedTokens, revocationLists),
      llavero_token_recalls: revocationLists,
    },
    log,
  );
  const provenSecrets = createProvenSecrets();
  const slowHashes = createSlowHashQueue();
  const postOffice: PostOffice = {
    db,
    log,
    metrics,
    key: webhookKeyOf(masterKey),
    allowPrivate: config.webhookAllowPrivate,
  };
  registerGauges(metrics.registry, { registry, provenSecrets, slowHashes, changes, pool });
  return {
    config,
    db,
    log,
    auth: createAuth(base),
    attempts: createAttempts(db),
    links: { issuer: config.issuer, masterKey },
    signingKeys,
    keyRotationClock: startKeyRotationClock(signingKeys, config, log),
    usage: startUsage(db, log, metrics),
    metrics,
    readiness: createReadinessCheck({ db, changes, signingKeys, config }),
    authentication: {
      db,
      registry,
      provenSecrets,
      slowHashes,
      failures: createFailures(),
      assertions: {
        keys: createAssertionKeys(),
        used: createUsedAssertions(db, log),
        issuer: config.issuer,
      },
      log,
    },
    court: {
      issuer: config.issuer,
      signingKeys,
      registry,
      knownApis,
      revokedTokens,
      provenTokens: createProvenTokens(),
    },
    revokedTokens,
    knownApis,
    revocationLists,
    changes,
    sealKey,
    retentionClock: startRetentionClock(db, sealKey, log),
    postOffice,
    webhookClock: startWebhookClock(postOffice),
  };
}
