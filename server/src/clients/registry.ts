import { LRUCache } from 'lru-cache';
import type { Changes } from '../database/changes.ts';
import { inTime } from '../database/in-time.ts';
import type { AuthenticationMethod } from '../generated/prisma/client.ts';
import type { AllowedAddresses } from './allowed-addresses.ts';
import type { ApiAccess } from './api-access.ts';
import type { ClientKeySet } from './client-keys.ts';
import { createCommonParts } from './common-parts.ts';
import { couldBeClientId } from './credentials.ts';

/** What `/token` and the verdict need of a client; no more of it is held in memory. */
export type KnownClient = {
  id: string;
  organisationId: string;
  clientId: string;
  /** Where it may do something, and what: the organisation's default API first. Shared with those that may do the same. */
  access: readonly ApiAccess[];
  grantTypes: readonly string[];
  /** A disabled one gets nothing, whatever it proves. */
  enabled: boolean;
  /** From where it may ask; null: from anywhere. Shared, too. */
  allowedAddresses: AllowedAddresses | null;
  tokenGeneration: number;
  mayIntrospect: boolean;
  authenticationMethod: AuthenticationMethod;
  /** The public keys of one that authenticates by them, otherwise null. */
  jwks: ClientKeySet | null;
  secrets: readonly KnownSecret[];
};

/** `startsAt`: null where it counts since it was made, whatever a clock says that was set back since. */
type KnownSecret = { id: string; hash: string; startsAt: Date | null; expiresAt: Date | null };

/** The database is out of reach, and what is remembered does not answer. */
export class RegistryUnavailableError extends Error {
  constructor(options?: ErrorOptions) {
    super('the database is out of reach, and the client is not known or was known too long ago', options);
    this.name = new.target.name;
  }
}

/** The clients that this process knows, always as the database has them. */
export type Registry = {
  /** @throws RegistryUnavailableError */
  find(clientId: string): Promise<KnownClient | null>;
  /** What is remembered of these is void; `@` and an organisation's id stands for all of its clients, `*` for everybody. */
  changed(clientIds: string[]): void;
  lost(): void;
  /** How many clients it knows. */
  size(): number;
  /** How many looks were answered from memory, and how many by the database. */
  lookups(): { hits: number; misses: number };
};

type Loading = { client: Promise<KnownClient | null>; isOvertaken: boolean };

/**
 * `at`: when the look into the database began. `trueUntil`: the line was lost since, and it was true until then; it has to be
 * looked at again.
 */
type Remembered = { client: KnownClient | null; at: number; trueUntil?: number };

/** Bounds of what is remembered: clients, and IDs of which there is no client (a flood of those must not drive out these). */
const mostClients = 131_072;
const mostUnknown = 10_000;

/**
 * A look that takes longer has failed: the database may be there and have no connection left. For a client that is
 * remembered there is no need to wait long.
 */
const patienceMilliseconds = { known: 500, unknown: 2000 };

/** After a failed look the database is left alone for so long, and answers come at once. */
const restMilliseconds = 1000;

/**
 * Holds clients in memory, loaded on demand, one load however many ask, dropped the moment the row changes. A load begun
 * before a notification is not kept. When no change has been heard for three seconds every look goes to the database; when
 * that is out of reach too, what is known serves for `staleSeconds` after the last word from it.
 */
export function createRegistry(
  load: (clientId: string) => Promise<KnownClient | null>,
  changes: () => Pick<Changes, 'isHearing' | 'heardAt'>,
  { staleSeconds }: { staleSeconds: number },
): Registry {
  const clients = new LRUCache<string, Remembered>({ max: mostClients });
  const unknown = new LRUCache<string, Remembered>({ max: mostUnknown });
  const loading = new Map<string, Loading>();
  const sharing = createCommonParts();
  const lookups = { hits: 0, misses: 0 };
  let restUntil = Number.NEGATIVE_INFINITY;

  const remembered = (clientId: string) => clients.get(clientId) ?? unknown.get(clientId);

  return {
    async find(clientId) {
      if (!couldBeClientId(clientId)) return null;
      const before = remembered(clientId);
      if (before && before.trueUntil === undefined && changes().isHearing()) {
        lookups.hits++;
        return before.client;
      }
      lookups.misses++;
      if (performance.now() < restUntil) return fallBack(before);
      try {
        return await inTime(loadOnce(clientId), patienceMilliseconds[before ? 'known' : 'unknown']);
      } catch (error) {
        restUntil = performance.now() + restMilliseconds;
        return fallBack(before, error);
      }
    },
    changed(clientIds) {
      if (clientIds.includes('*')) return forgetAll();
      for (const clientId of clientIds) {
        if (clientId.startsWith('@')) forgetOrganisation(clientId.slice(1));
        clients.delete(clientId);
        unknown.delete(clientId);
        const load = loading.get(clientId);
        if (load) load.isOvertaken = true;
        loading.delete(clientId);
      }
    },
    lost: doubtAll,
    size: () => clients.size,
    lookups: () => lookups,
  };

  function fallBack(before: Remembered | undefined, cause?: unknown): KnownClient | null {
    if (before) {
      const lastTrueAt = before.trueUntil ?? Math.max(before.at, changes().heardAt());
      if (performance.now() - lastTrueAt <= staleSeconds * 1000) return before.client;
    }
    throw new RegistryUnavailableError({ cause });
  }

  function loadOnce(clientId: string): Promise<KnownClient | null> {
    const running = loading.get(clientId);
    if (running) return running.client;
    const at = performance.now();
    const started: Loading = { client: load(clientId), isOvertaken: false };
    loading.set(clientId, started);
    return started.client
      .then((client) => {
        if (started.isOvertaken) return client;
        if (client) clients.set(client.clientId, { client: sharing(client), at });
        else unknown.set(clientId, { client, at });
        return client;
      })
      .finally(() => {
        if (loading.get(clientId) === started) loading.delete(clientId);
      });
  }

  /** Whose a client is that is being loaded is not known yet. */
  function forgetOrganisation(organisationId: string): void {
    for (const [clientId, { client }] of clients) {
      if (client?.organisationId === organisationId) clients.delete(clientId);
    }
    overtakeLoads();
  }

  function forgetAll(): void {
    clients.clear();
    unknown.clear();
    overtakeLoads();
  }

  /** They are kept: a line is found again before the database has all of its strength back. */
  function doubtAll(): void {
    const heardAt = changes().heardAt();
    for (const known of [clients, unknown]) {
      for (const each of known.values()) each.trueUntil ??= Math.max(each.at, heardAt);
    }
    overtakeLoads();
  }

  function overtakeLoads(): void {
    for (const load of loading.values()) load.isOvertaken = true;
    loading.clear();
  }
}
