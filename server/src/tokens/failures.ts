import { LRUCache } from 'lru-cache';

/** Counts refused credentials: by client ID as sent, known or not, and separately by address. */
export type Failures = {
  /** Which ceiling has been reached, if any, and when its window ends (seconds from now). */
  limitFor(
    clientId: string,
    address: string,
  ): { kind: 'client' | 'address'; retryAfterSeconds: number } | undefined;
  note(clientId: string, address: string): void;
};

const windowMilliseconds = 60_000;
const mostPerClient = 20;
const mostPerAddress = 200;
const tableSize = 20_000;

/** Bounded tables of fixed windows: a flood of names costs the counts of others' floods, and no memory. */
export function createFailures(): Failures {
  const table = () =>
    new LRUCache<string, number>({ max: tableSize, ttl: windowMilliseconds, noUpdateTTL: true });
  const byClient = table();
  const byAddress = table();
  const retryAfter = (counts: LRUCache<string, number>, key: string) =>
    Math.max(1, Math.ceil(counts.getRemainingTTL(key) / 1000));
  return {
    limitFor(clientId, address) {
      if ((byAddress.get(address) ?? 0) >= mostPerAddress) {
        return { kind: 'address', retryAfterSeconds: retryAfter(byAddress, address) };
      }
      if ((byClient.get(shorten(clientId)) ?? 0) >= mostPerClient) {
        return { kind: 'client', retryAfterSeconds: retryAfter(byClient, shorten(clientId)) };
      }
      return undefined;
    },
    note(clientId, address) {
      byClient.set(shorten(clientId), (byClient.get(shorten(clientId)) ?? 0) + 1);
      byAddress.set(address, (byAddress.get(address) ?? 0) + 1);
    },
  };
}

/** Real IDs are far shorter; what is longer cannot fill the memory. */
function shorten(clientId: string): string {
  return clientId.slice(0, 100);
}
