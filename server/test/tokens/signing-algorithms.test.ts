import { compactVerify, decodeProtectedHeader, importJWK, jwtVerify, type JWK } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import { readConfig, signingAlgorithms } from '../../src/config.ts';
import { makePair, openSigningKey } from '../../src/tokens/key-material.ts';
import { changeKeys, insertKey } from '../../src/tokens/key-store.ts';
import { signJwt } from '../../src/tokens/sign-jwt.ts';
import { credentialsOf, registerClient } from '../kit/client-story.ts';
import { keyOf, keysOf } from '../kit/key-story.ts';
import { startBeside, startLlavero, type TestLlavero } from '../kit/llavero.ts';

let llavero: TestLlavero | undefined;
afterEach(() => llavero?.stop());

/** Bytes of a signature: R and S side by side for ES256, the modulus for RS256. */
const signatureLengths = { ES256: 64, RS256: 256, EdDSA: 64 };

describe.each(signingAlgorithms)('%s', (algorithm) => {
  test('P-60: jose takes what is signed with it, and nothing that was changed', async () => {
    const wrappingKey = Buffer.alloc(32, 7);
    const pair = await makePair(algorithm, wrappingKey);
    const token = signJwt(await openSigningKey(pair, wrappingKey), 'at+jwt', { sub: 'cli_1', text: 'ñ' });
    const publicKey = await importJWK(pair.publicJwk, algorithm);
    const { protectedHeader, payload } = await compactVerify(token, publicKey);
    expect(protectedHeader).toEqual({ alg: algorithm, typ: 'at+jwt', kid: pair.id });
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({ sub: 'cli_1', text: 'ñ' });

    const [header, claims, signature = ''] = token.split('.');
    expect(Buffer.from(signature, 'base64url')).toHaveLength(signatureLengths[algorithm]);
    const changed = Buffer.from(claims ?? '', 'base64url')
      .toString()
      .replace('cli_1', 'cli_2');
    const forged = [header, Buffer.from(changed).toString('base64url'), signature].join('.');
    await expect(compactVerify(forged, publicKey)).rejects.toThrow('signature verification failed');
  });

  test('P-56 P-60 P-66: by LLAVERO_SIGNING_ALGORITHM it signs from the first start on', async () => {
    llavero = await startLlavero({ LLAVERO_SIGNING_ALGORITHM: algorithm });
    const client = await registerClient(await llavero.signIn('ADMIN'));
    const { access_token } = (await llavero.token(credentialsOf(client))).json();
    const { keys } = (await llavero.app.inject('/.well-known/jwks.json')).json<{ keys: JWK[] }>();
    expect(keys.map(({ alg, use }) => [alg, use])).toEqual([
      [algorithm, 'sig'],
      [algorithm, 'sig'],
    ]);
    const publicMembers = ['alg', 'crv', 'e', 'kid', 'kty', 'n', 'use', 'x', 'y'];
    for (const name of keys.flatMap(Object.keys)) expect(publicMembers).toContain(name);
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(2);
    const { kid } = decodeProtectedHeader(access_token);
    const key = await importJWK(keys.find((jwk) => jwk.kid === kid) ?? {}, algorithm);
    const { protectedHeader } = await jwtVerify(access_token, key);
    expect(protectedHeader.alg).toBe(algorithm);
  });
});

test('P-60: another algorithm of the installation has keys at once, and APIs keep the one they have', async () => {
  llavero = await startLlavero();
  const owner = await llavero.signIn('OWNER');
  const before = await keyOf(owner, 'CURRENT');
  const client = await registerClient(owner);
  const other = await startBeside(llavero, { LLAVERO_SIGNING_ALGORITHM: 'EdDSA' });
  try {
    await llavero.changes.caughtUp();
    const states = (await keysOf(owner)).map(({ algorithm, state }) => `${algorithm} ${state}`);
    expect(states.toSorted()).toEqual(['ES256 CURRENT', 'ES256 NEXT', 'EdDSA CURRENT', 'EdDSA NEXT']);
    expect(other.signingKeys.current.algorithm).toBe('EdDSA');
    const { access_token } = (await other.token(credentialsOf(client))).json();
    expect(decodeProtectedHeader(access_token)).toMatchObject({ alg: 'ES256', kid: before.id });
  } finally {
    await other.stop();
  }
});

test('P-60: a next key of the first release, for another algorithm than the current one, signs from the upgrade on', async () => {
  llavero = await startLlavero();
  const owner = await llavero.signIn('OWNER');
  const { vault } = llavero.signingKeys;
  const next = await keyOf(owner, 'NEXT');
  await llavero.db.signingKey.delete({ where: { id: next.id } });
  const { id } = await changeKeys(vault, (change) => insertKey(vault, change, 'EdDSA', 'NEXT'));
  const other = await startBeside(llavero, { LLAVERO_SIGNING_ALGORITHM: 'EdDSA' });
  try {
    expect(other.signingKeys.current.kid).toBe(id);
    expect(other.signingKeys.keyFor('ES256')?.algorithm).toBe('ES256');
  } finally {
    await other.stop();
  }
});

test.each([
  [{ LLAVERO_SIGNING_ALGORITHM: 'HS256' }, 'LLAVERO_SIGNING_ALGORITHM must be one of ES256, RS256, EdDSA.'],
  [
    { LLAVERO_KEY_ROTATION_DAYS: '-1' },
    'LLAVERO_KEY_ROTATION_DAYS must be a number of days, or 0 for never.',
  ],
])('%o stops the start', (env, complaint) => {
  expect(() => readConfig(env)).toThrow(complaint);
});
