import argon2 from 'argon2';

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane. */
const cost = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes a client secret or a person's password; the PHC string carries its parameters. */
export function hashPassword(plain: string): Promise<string> {
  return argon2.hash(plain, cost);
}

/** Whether `plain` is what was hashed. Takes some 20 ms of processor, whatever the answer. */
export function verifyPassword(hash: string, plain: string): Promise<boolean> {
  return argon2.verify(hash, plain);
}

/** Whether the hash was made with weaker parameters than today's, so that it is renewed when the plain text is at hand. */
export function isWeakHash(hash: string): boolean {
  return argon2.needsRehash(hash, cost);
}
