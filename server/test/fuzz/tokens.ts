import { randomUUID, sign, type KeyObject } from 'node:crypto';
import fc, { type Arbitrary } from 'fast-check';
import { anyJson, changed, noise } from './mutations.ts';

type Json = Record<string, unknown>;

/** Who can sign: a header that names a key, and the key. */
export type Signer = { kid: string; privateKey: KeyObject };

/** A JWT by ES256, whatever header and claims say. */
export function signed({ privateKey }: Signer, header: unknown, claims: unknown): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/**
 * JWTs made of a good one: other members in the header or the claims, signed by the very key or not at all, or other
 * characters in what was good. `good` gives header and claims of one that counts, anew each time.
 */
export function mutatedJwts(signer: Signer, good: () => { header: Json; claims: Json }): Arbitrary<string> {
  const change = fc.record({ header: changesOf(headerMembers), claims: changesOf(claimMembers) });
  const resigned = fc.tuple(change, fc.constantFrom('signed', 'none', 'foreign')).map(([differs, how]) => {
    const { header, claims } = good();
    const token = signed(signer, apply(header, differs.header), apply(claims, differs.claims));
    if (how === 'signed') return token;
    const unsigned = token.slice(0, token.lastIndexOf('.') + 1);
    return how === 'none' ? unsigned : `${unsigned}${Buffer.alloc(64, 7).toString('base64url')}`;
  });
  const wholly = fc.tuple(anyJson, anyJson).map(([header, claims]) => signed(signer, header, claims));
  const untouched = fc.nat().map(() => {
    const { header, claims } = good();
    return signed(signer, header, claims);
  });
  const damaged = fc.nat().chain(() => {
    const { header, claims } = good();
    return changed(signed(signer, header, claims));
  });
  return fc.oneof(
    { weight: 5, arbitrary: untouched },
    { weight: 5, arbitrary: resigned },
    wholly,
    { weight: 3, arbitrary: damaged },
    noise,
  );
}

const headerMembers: Record<string, unknown[]> = {
  alg: ['none', 'None', 'HS256', 'RS256', 'ES384', 'EdDSA', 'constructor', ''],
  kid: ['__proto__', 'other', '../../etc/passwd', ''],
  typ: ['JWT', 'at+JWT', 'application/at+jwt', 'jwt', ''],
  crit: [['exp'], ['b64'], []],
  b64: [false, true],
  jwk: [{ kty: 'oct', k: 'AA' }],
  jku: ['http://127.0.0.1:1/'],
  zip: ['DEF'],
};

const claimMembers: Record<string, unknown[]> = {
  iss: ['https://elsewhere.example', ''],
  aud: [['a', 'b'], 'https://elsewhere.example/api', ''],
  sub: ['cli_0000000000000000000000'],
  client_id: ['cli_0000000000000000000000', '__proto__', '\0'],
  exp: [0, -1, 1e308, 9_999_999_999, 1.5],
  iat: [0, -1, 1e308, 9_999_999_999],
  nbf: [0, 1e308, 9_999_999_999],
  jti: ['', '\0', 'x'.repeat(3000)],
  scope: ['', 'read read', 'admin', '\n'],
  org: ['other', '\0'],
  gen: [-1, 1e308, 0.5],
};

/** For one to three members: another value, or none. */
function changesOf(members: Record<string, unknown[]>): Arbitrary<Json> {
  const one = fc
    .constantFrom(...Object.entries(members))
    .chain(([name, values]) =>
      fc.tuple(fc.constant(name), fc.oneof(fc.constantFrom(undefined, ...values), anyJson)),
    );
  return fc.array(one, { maxLength: 3 }).map(Object.fromEntries);
}

const apply = (good: Json, change: Json): Json => ({ ...good, ...change });

const encode = (part: unknown): string =>
  Buffer.from(JSON.stringify(part) ?? 'undefined', 'utf8').toString('base64url');

/** Header and claims of an assertion that counts now. */
export const goodAssertion =
  ({ kid }: Signer, clientId: string, aud: string) =>
  () => {
    const now = Math.floor(Date.now() / 1000);
    return {
      header: { alg: 'ES256', kid },
      claims: { iss: clientId, sub: clientId, aud, jti: randomUUID(), iat: now, exp: now + 60 },
    };
  };
