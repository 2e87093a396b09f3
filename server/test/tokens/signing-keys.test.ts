import {
  createRemoteJWKSet,
  customFetch,
  decodeProtectedHeader,
  jwtVerify,
  type RemoteJWKSetOptions,
} from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startKeyRotationClock } from '../../src/tokens/key-rotation-clock.ts';
import { keepKeys } from '../../src/tokens/key-rotation.ts';
import { credentialsOf, mutate, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import {
  ageKeys,
  keyOf,
  keysOf,
  publishedKeys,
  revokeSigningKeyDocument,
  rotateInTime,
  rotateSigningKeyDocument,
  signingKeysDocument,
} from '../kit/key-story.ts';
import { startBeside, startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { patience } from '../kit/patience.ts';

let llavero: TestLlavero;
let owner: TestPerson;
let client: RegisteredClient | undefined;
let address: string;

beforeAll(async () => {
  llavero = await startLlavero();
  address = await llavero.app.listen({ host: '127.0.0.1', port: 0 });
});
beforeEach(async () => {
  owner = await llavero.signIn('OWNER');
});
afterEach(() => void vi.useRealTimers());
afterAll(() => llavero.stop());

async function issueToken(): Promise<string> {
  client ??= await registerClient(owner);
  return (await llavero.token(credentialsOf(client))).json().access_token;
}

const kidOf = (token: string) => decodeProtectedHeader(token).kid;
const moment = expect.stringMatching(/^\d{4}-.*Z$/);

test('the first start makes the key that signs and the one after it', async () => {
  const keys = await keysOf(owner);
  expect(keys.map(({ state }) => state).sort()).toEqual(['CURRENT', 'NEXT']);
  const { createdAt, readyAt, ...next } = await keyOf(owner, 'NEXT');
  expect(next).toMatchObject({ algorithm: 'ES256', activatedAt: null, retiredAt: null, revokedAt: null });
  expect(Date.parse(readyAt ?? '') - Date.parse(createdAt)).toBe(360_000);
  const current = await keyOf(owner, 'CURRENT');
  expect(current).toMatchObject({ readyAt: null, activatedAt: moment, retiredAt: null, revokedAt: null });
  expect(kidOf(await issueToken())).toBe(current.id);
});

test('a database with one key, as the release before left it, gets the one after it', async () => {
  const { id } = await keyOf(owner, 'CURRENT');
  await llavero.db.signingKey.deleteMany({ where: { state: 'NEXT' } });
  await (await startBeside(llavero)).stop();
  expect((await keysOf(owner)).map(({ state }) => state).sort()).toEqual(['CURRENT', 'NEXT']);
  expect((await keyOf(owner, 'CURRENT')).id).toBe(id);
});

describe('rotateSigningKey', () => {
  test('P-67: refuses a next key that was published a moment ago, and says when it may sign', async () => {
    const before = await keysOf(owner);
    const { readyAt } = await keyOf(owner, 'NEXT');
    expect(await mutate(owner, rotateSigningKeyDocument, {})).toEqual({
      __typename: 'SigningKeyNotReadyError',
      message: `The next key is too new: APIs that remember the published keys may not know it yet. Rotate after ${readyAt}. Where the current key is in wrong hands, revoke it instead.`,
      readyAt,
    });
    expect(await keysOf(owner)).toEqual(before);
  });

  test('lets the next key sign, retires the one before and publishes another', async () => {
    const current = await keyOf(owner, 'CURRENT');
    const next = await keyOf(owner, 'NEXT');
    expect(await rotateInTime(llavero, owner)).toMatchObject({
      id: next.id,
      state: 'CURRENT',
      activatedAt: moment,
    });
    expect(kidOf(await issueToken())).toBe(next.id);
    const after = await keysOf(owner);
    expect(after.find(({ id }) => id === current.id)).toMatchObject({ state: 'RETIRED', retiredAt: moment });
    expect(after).toHaveLength(3);
    expect((await publishedKeys(llavero)).sort()).toEqual(after.map(({ id }) => id).sort());
  });

  test('P-67: a verifier that read the keys once accepts every token, under load too', async () => {
    const verifier = createVerifier({ cooldownDuration: Infinity, cacheMaxAge: Infinity });
    const early = await issueToken();
    await verifier.accept(early);
    const load = () => Promise.all(Array.from({ length: 20 }, issueToken));
    const [during] = await Promise.all([load(), rotateInTime(llavero, owner), load()]);
    const tokens = [early, ...during, ...(await load())];
    for (const token of tokens) await verifier.accept(token);
    expect(new Set(tokens.map(kidOf)).size).toBe(2);
    expect(verifier.reads()).toBe(1);
  });
});

describe('revokeSigningKey', () => {
  const revoke = (keyId: string) => mutate(owner, revokeSigningKeyDocument, { keyId });

  test('P-68: takes the key that signs out at once; the next one steps in, however new', async () => {
    const [current, next] = [await keyOf(owner, 'CURRENT'), await keyOf(owner, 'NEXT')];
    const token = await issueToken();
    expect(await revoke(current.id)).toEqual({
      __typename: 'RevokeSigningKeyPayload',
      signingKey: { ...current, state: 'REVOKED', revokedAt: moment },
    });
    expect(await keyOf(owner, 'CURRENT')).toMatchObject({ id: next.id, activatedAt: moment });
    expect((await keyOf(owner, 'NEXT')).id).not.toBe(next.id);
    expect(await publishedKeys(llavero)).not.toContain(current.id);
    expect(llavero.signingKeys.publicKeyFor(kidOf(token) ?? '')).toBeUndefined();
    expect(kidOf(await issueToken())).toBe(next.id);
  });

  test('P-68: a verifier that remembers the keys refuses its tokens within five minutes', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const verifier = createVerifier({ cacheMaxAge: 300_000 });
    const token = await issueToken();
    await verifier.accept(token);
    await revoke(kidOf(token) ?? '');
    vi.setSystemTime(Date.now() + 301_000);
    await expect(verifier.accept(token)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
    expect(verifier.reads()).toBe(2);
  });

  test('takes the next key out, and makes another', async () => {
    const [current, next] = [await keyOf(owner, 'CURRENT'), await keyOf(owner, 'NEXT')];
    expect((await revoke(next.id)).signingKey).toMatchObject({ state: 'REVOKED', activatedAt: null });
    expect((await keyOf(owner, 'CURRENT')).id).toBe(current.id);
    expect((await keyOf(owner, 'NEXT')).id).not.toBe(next.id);
    expect(await publishedKeys(llavero)).not.toContain(next.id);
  });

  test('takes a retired key out, and changes nothing else', async () => {
    const { id } = await keyOf(owner, 'CURRENT');
    await rotateInTime(llavero, owner);
    const others = (await keysOf(owner)).filter((key) => key.id !== id);
    expect((await revoke(id)).signingKey).toMatchObject({ id, state: 'REVOKED', retiredAt: moment });
    expect((await keysOf(owner)).filter((key) => key.id !== id)).toEqual(others);
    expect(await publishedKeys(llavero)).not.toContain(id);
  });

  test('leaves a revoked key as it is, and knows no other', async () => {
    const { id } = await keyOf(owner, 'NEXT');
    const { signingKey } = await revoke(id);
    const before = await keysOf(owner);
    expect((await revoke(id)).signingKey).toEqual(signingKey);
    expect(await revoke('no-such-key')).toEqual({
      __typename: 'NotFoundError',
      message: 'There is no such signing key. It may have been deleted.',
    });
    expect(await keysOf(owner)).toEqual(before);
  });
});

describe('by the clock', () => {
  test('keys are forgotten 26 hours after they signed last, and not before', async () => {
    const { id } = await keyOf(owner, 'CURRENT');
    await rotateInTime(llavero, owner);
    await ageKeys(llavero, 26 * 3600 - 60);
    await keepKeys(llavero.signingKeys, 0);
    expect(await publishedKeys(llavero)).toContain(id);
    await ageKeys(llavero, 60);
    await keepKeys(llavero.signingKeys, 0);
    expect((await keysOf(owner)).map(({ state }) => state).sort()).toEqual(['CURRENT', 'NEXT']);
    expect(await publishedKeys(llavero)).not.toContain(id);
  });

  test('the key that signs makes room after its days, and never for 0 days', async () => {
    const { id } = await keyOf(owner, 'CURRENT');
    await ageKeys(llavero, 90 * 86_400);
    await keepKeys(llavero.signingKeys, 0);
    await keepKeys(llavero.signingKeys, 100);
    expect((await keyOf(owner, 'CURRENT')).id).toBe(id);
    await keepKeys(llavero.signingKeys, 90);
    expect((await keyOf(owner, 'CURRENT')).id).not.toBe(id);
    expect((await keyOf(owner, 'RETIRED')).id).toBe(id);
  });

  test('it is time at a start, too, and every now and then', async () => {
    const { id } = await keyOf(owner, 'CURRENT');
    await ageKeys(llavero, 90 * 86_400);
    await (await startBeside(llavero)).stop();
    const second = await keyOf(owner, 'CURRENT');
    expect(second.id).not.toBe(id);

    const clock = startKeyRotationClock(llavero.signingKeys, { keyRotationDays: 90 }, llavero.log, 20);
    await ageKeys(llavero, 90 * 86_400);
    await vi.waitUntil(() => llavero.signingKeys.current.kid !== second.id, patience);
    await clock.stop();
  });

  test('a next key that was published a moment ago is waited for', async () => {
    await ageKeys(llavero, 90 * 86_400);
    await mutate(owner, revokeSigningKeyDocument, { keyId: (await keyOf(owner, 'NEXT')).id });
    const { id } = await keyOf(owner, 'CURRENT');
    await keepKeys(llavero.signingKeys, 90);
    expect((await keyOf(owner, 'CURRENT')).id).toBe(id);
    await ageKeys(llavero, 361);
    await keepKeys(llavero.signingKeys, 90);
    expect((await keyOf(owner, 'CURRENT')).id).not.toBe(id);
  });
});

describe('keys are an owner’s', () => {
  const input = { keyId: 'any' };

  test.each(['ADMIN', 'VIEWER'] as const)('not a %s’s', async (role) => {
    const person = await llavero.signIn(role);
    for (const [document, variables] of [
      [signingKeysDocument, {}],
      [rotateSigningKeyDocument, {}],
      [revokeSigningKeyDocument, { input }],
    ] as const) {
      expect(await person.refusals(document, variables)).toEqual(['FORBIDDEN']);
    }
  });

  test('who gave the password a quarter of an hour ago', async () => {
    await llavero.db.session.updateMany({ data: { passwordConfirmedAt: new Date(Date.now() - 901_000) } });
    expect(await owner.refusals(rotateSigningKeyDocument)).toEqual(['PASSWORD_REQUIRED']);
    expect(await owner.refusals(revokeSigningKeyDocument, { input })).toEqual(['PASSWORD_REQUIRED']);
    expect(await keysOf(owner)).not.toEqual([]);
  });
});

/** As a protected API would verify, over a real connection; `reads` counts how often it fetched the keys. */
function createVerifier(options: RemoteJWKSetOptions) {
  let reads = 0;
  const counted: typeof fetch = (...request) => {
    reads++;
    return fetch(...request);
  };
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', address), {
    ...options,
    [customFetch]: counted,
  });
  const { issuer, audience } = llavero.config;
  return {
    reads: () => reads,
    accept: (token: string) => jwtVerify(token, keys, { issuer, audience, typ: 'at+jwt' }),
  };
}
