import { LRUCache } from 'lru-cache';
import { OAuthError } from './oauth-error.ts';

/** Counts refused credentials: by client ID as sent, known or not, and separately by address. */
export type Failures = {
  /** Which ceiling has been reached, if any, and when its window ends (seconds from now). */
  limitFor(clientId: string, address: string): FailureLimit | undefined;
  note(clientId: string, address: string): void;
};

export type FailureLimit = { kind: 'client' | 'address'; retryAfterSeconds: number };

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

/** What is answered past a limit: 429, with the seconds until it is over. */
export function tooManyFailures({ kind, retryAfterSeconds }: FailureLimit): OAuthError {
  const description = 'Too many failed attempts. Try again later, with the right credentials.';
  const error = new OAuthError(429, 'temporarily_unavailable', description, {
    reason: 'TOO_MANY_FAILURES',
    detail: `too many failures by ${kind}`,
  });
  error.retryAfterSeconds = retryAfterSeconds;
  return error;
}

/** Real IDs are far shorter; what is longer cannot fill the memory. */
function shorten(clientId: string): string {
  return clientId.slice(0, 100);
}
