import { createPublicKey, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';
import type { FieldError } from '../errors.ts';

/** The public keys of a client: a JWKS (RFC 7517, section 5), as it is stored. */
export type ClientKeySet = { keys: JWK[] };

/** The algorithms by which a key of each kind may sign an assertion (RFC 7518, section 3.1; RFC 8037; RFC 9864). */
const algorithmsOf = {
  'P-256': ['ES256'],
  'P-384': ['ES384'],
  'P-521': ['ES512'],
  Ed25519: ['Ed25519', 'EdDSA'],
  RSA: ['PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'],
} as const satisfies Record<string, readonly string[]>;

type KeyKind = keyof typeof algorithmsOf;

/** Every algorithm that an assertion may be signed by; all of them asymmetric. */
export const assertionAlgorithms: readonly string[] = Object.values(algorithmsOf).flat();

const mostKeys = 10;
const longestText = 32 * 1024;
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** What is kept of a key (RFC 7517, section 4; RFC 7518, section 6); certificates and what else stands in it is not. */
const keptMembers = ['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'use', 'key_ops', 'alg'] as const;

/** Reads a JWKS of public signing keys from JSON, or says what is wrong with it. No part of a key is repeated in the words. */
export function readClientKeys(text: string): { jwks: ClientKeySet } | FieldError {
  try {
    return { jwks: { keys: readSet(text) } };
  } catch (error) {
    if (!(error instanceof BadKeys)) throw error;
    return { field: 'jwks', code: 'INVALID_JWKS', message: error.message };
  }
}

/** Carries the message of a FieldError out of the reading. */
class BadKeys extends Error {}

function readSet(text: string): JWK[] {
  if (text.length > longestText) throw new BadKeys(`This is longer than ${longestText} characters.`);
  const keys = (parse(text) as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys)) {
    throw new BadKeys('A JWKS is an object with a list of keys: {"keys": [{"kty": "EC", ...}]}.');
  }
  if (keys.length === 0 || keys.length > mostKeys) {
    throw new BadKeys(`Give 1 to ${mostKeys} keys; these are ${keys.length}.`);
  }
  const read = keys.map((key, index) => readKey(key, `Key ${index + 1}`));
  const kids = read.flatMap(({ kid }) => kid ?? []);
  if (new Set(kids).size < kids.length) throw new BadKeys('Two keys have the same kid. Give each its own.');
  return read;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadKeys('This is not JSON. Give the public keys as a JWKS: {"keys": [...]}.');
  }
}

function readKey(given: unknown, name: string): JWK {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new BadKeys(
      `${name} is not an object. A key looks like {"kty": "EC", "crv": "P-256", "x": ..., "y": ...}.`,
    );
  }
  const key = given as JWK;
  if (privateMembers.some((member) => member in key)) {
    throw new BadKeys(
      `${name} holds its private half (or is a shared secret). Give public keys alone, and replace this one: it has left the application.`,
    );
  }
  const algorithms = algorithmsOf[kindOf(key, name)] as readonly string[];
  const { use, alg, kid, key_ops: operations } = key;
  if (kid !== undefined && !(typeof kid === 'string' && /^[^\p{Cc}]{1,200}$/u.test(kid))) {
    throw new BadKeys(`The kid of ${name} is not a text of 1 to 200 characters.`);
  }
  if (use !== undefined && use !== 'sig')
    throw new BadKeys(`${name} is not for signatures. Its use must be "sig".`);
  if (operations !== undefined && !(Array.isArray(operations) && operations.join() === 'verify')) {
    throw new BadKeys(`The key_ops of ${name} must be ["verify"], or left out.`);
  }
  if (alg !== undefined && !algorithms.includes(alg)) {
    throw new BadKeys(`The alg of ${name} does not fit it: ${algorithms.join(', ')}, or left out.`);
  }
  return Object.fromEntries(
    keptMembers.flatMap((member) => (key[member] === undefined ? [] : [[member, key[member]]])),
  );
}

/** By importing it: whether a point lies on its curve is not to be seen from outside. */
function kindOf(key: JWK, name: string): KeyKind {
  const kind = key.kty === 'RSA' ? 'RSA' : key.crv;
  const isKnown = kind !== undefined && Object.hasOwn(algorithmsOf, kind);
  if (!isKnown || key.kty !== typeOf(kind as KeyKind)) {
    throw new BadKeys(
      `${name} is of no kind that is accepted: EC (P-256, P-384 or P-521), OKP (Ed25519) or RSA.`,
    );
  }
  const imported = importKey(key, name);
  if (kind === 'RSA') checkRsa(imported, name);
  return kind as KeyKind;
}

function typeOf(kind: KeyKind): string {
  if (kind === 'RSA') return 'RSA';
  return kind === 'Ed25519' ? 'OKP' : 'EC';
}

function importKey(key: JWK, name: string): KeyObject {
  try {
    return createPublicKey({ key: key as JWK & { kty: string }, format: 'jwk' });
  } catch {
    throw new BadKeys(
      `${name} is not a public key: a member is missing, cut off or changed. Export it again.`,
    );
  }
}

/** NIST SP 800-131A on the length, FIPS 186-5 on the exponent; above the bounds a signature would cost too much to check. */
function checkRsa(
  { asymmetricKeyDetails: { modulusLength = 0, publicExponent = 0n } = {} }: KeyObject,
  name: string,
): void {
  if (modulusLength < 2048 || modulusLength > 8192) {
    throw new BadKeys(`${name} has ${modulusLength} bits. An RSA key has 2048 to 8192.`);
  }
  if (publicExponent < 65_537n || publicExponent > 0xffff_ffffn || publicExponent % 2n === 0n) {
    throw new BadKeys(`${name} has an unusual exponent. The one to use is 65537 ("e": "AQAB").`);
  }
}
