import { CompactEncrypt, compactDecrypt } from 'jose';

/**
 * A text under a key of 32 bytes: a JWE (RFC 7516, compact, A256GCM) whose authenticated header names whose it is (`kid`), so
 * that no row can pass for another.
 */
export function seal(owner: string, plaintext: string, key: Buffer): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(plaintext))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: owner })
    .encrypt(key);
}

/** @throws Error when the key does not open it, or when it is another's */
export async function unseal(owner: string, jwe: string, key: Buffer): Promise<string> {
  const { plaintext, protectedHeader } = await compactDecrypt(jwe, key);
  if (protectedHeader.kid !== owner) throw new Error(`what is sealed for ${owner} is another's`);
  return new TextDecoder().decode(plaintext);
}

/** The same text under another key. @throws Error when the old one does not open it */
export async function reseal(owner: string, jwe: string, from: Buffer, to: Buffer): Promise<string> {
  return seal(owner, await unseal(owner, jwe, from), to);
}
