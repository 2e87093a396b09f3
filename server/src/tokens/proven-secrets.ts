import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Secrets that have stood the slow comparison once, so that the next one costs microseconds. */
export type ProvenSecrets = {
  /** Whether this very secret has been proven against this very hash. */
  isProven(row: { id: string; hash: string }, secret: string): boolean;
  /** To be called after the slow comparison succeeded; a failure is never remembered. */
  remember(row: { id: string; hash: string }, secret: string): void;
  size(): number;
};

/**
 * Remembers a MAC of the secret together with its row's hash (HMAC-SHA-256, under a random key that never leaves this
 * process). Rotation, expiry and deletion void it by themselves: the row is gone, or its hash is another.
 */
export function createProvenSecrets(most = 131_072): ProvenSecrets {
  const key = createSecretKey(randomBytes(32));
  // As text of one byte a character: a Buffer for each would take five times the memory.
  const macs = new LRUCache<string, string>({ max: most });
  const macOf = (hash: string, secret: string) =>
    createHmac('sha256', key).update(`${hash}\0${secret}`).digest();
  return {
    isProven({ id, hash }, secret) {
      const mac = macs.get(id);
      return mac !== undefined && timingSafeEqual(Buffer.from(mac, 'latin1'), macOf(hash, secret));
    },
    remember: ({ id, hash }, secret) => void macs.set(id, macOf(hash, secret).toString('latin1')),
    size: () => macs.size,
  };
}
