/** What the console reads of a client's public keys, before and after the server has judged them. */

/** One key: its kind as people know it, and the name by which assertions mean it. */
export interface ClientKey {
  kind: string;
  kid: string | undefined;
  /** By which the example signs. */
  algorithm: string;
}

export type KeysProblem =
  'REQUIRED' | 'NOT_JSON' | 'NOT_A_SET' | 'KEY_COUNT' | 'PRIVATE_KEY' | 'UNSUPPORTED_KEY' | 'SAME_KID';

const mostKeys = 10;
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const algorithms: Record<string, string> = {
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512',
  Ed25519: 'EdDSA',
  RSA: 'RS256',
};

/** Reads a JWKS, or says what can be told wrong without the server: above all a private key, which is then not sent. */
export function readKeys(text: string): { keys: ClientKey[] } | { problem: KeysProblem } {
  if (text.trim() === '') return { problem: 'REQUIRED' };
  let set: unknown;
  try {
    set = JSON.parse(text);
  } catch {
    return { problem: 'NOT_JSON' };
  }
  if (isPrivate(set)) return { problem: 'PRIVATE_KEY' };
  const keys = (set as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys)) return { problem: 'NOT_A_SET' };
  if (keys.some(isPrivate)) return { problem: 'PRIVATE_KEY' };
  if (keys.length === 0 || keys.length > mostKeys) return { problem: 'KEY_COUNT' };
  const read = keys.map(readKey);
  if (read.includes(undefined)) return { problem: 'UNSUPPORTED_KEY' };
  const known = read.filter((key) => key !== undefined);
  const kids = known.flatMap(({ kid }) => kid ?? []);
  return new Set(kids).size < kids.length ? { problem: 'SAME_KID' } : { keys: known };
}

/** The keys of a client that is stored. */
export function storedKeys(jwks: string | null): ClientKey[] {
  const read = readKeys(jwks ?? '');
  return 'keys' in read ? read.keys : [];
}

/** A key in a few letters: `P-256 · portal-2026`. */
export function keyLabel({ kind, kid }: ClientKey): string {
  return kid ? `${kind} · ${kid}` : kind;
}

/** Stored keys as a person edits them. What is no JSON stays as it was written. */
export function indentKeys(jwks: string | null): string {
  try {
    return jwks ? JSON.stringify(JSON.parse(jwks), null, 2) : '';
  } catch {
    return jwks ?? '';
  }
}

function isPrivate(key: unknown): boolean {
  return typeof key === 'object' && key !== null && privateMembers.some((member) => member in key);
}

function readKey(given: unknown): ClientKey | undefined {
  const key = (given ?? {}) as { kty?: unknown; crv?: unknown; n?: unknown; kid?: unknown; alg?: unknown };
  const curve = key.kty === 'RSA' ? 'RSA' : String(key.crv);
  const algorithm = Object.hasOwn(algorithms, curve) ? algorithms[curve] : undefined;
  if (!algorithm) return undefined;
  const bits = curve === 'RSA' ? Math.floor((String(key.n).length * 6) / 8) * 8 : 0;
  if (curve === 'RSA' && bits < 2048) return undefined;
  return {
    kind: curve === 'RSA' ? `RSA ${bits}` : curve,
    kid: typeof key.kid === 'string' ? key.kid : undefined,
    algorithm: typeof key.alg === 'string' ? key.alg : algorithm,
  };
}
