import { randomUUID } from 'node:crypto';
import { SignJWT, UnsecuredJWT, exportSPKI, importJWK } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  askByAssertion,
  assertionClaims,
  assertionForm,
  lastReason,
  makeAppKey,
  registerKeyClient,
  signAssertion,
  startKeyStory,
  type AppKey,
  type KeyStory,
} from '../kit/assertion-story.ts';
import type { RegisteredClient } from '../kit/client-story.ts';
import type { TestLlavero, TestPerson } from '../kit/llavero.ts';
import { expectRefusal } from '../kit/token-story.ts';

let story: KeyStory;
let llavero: TestLlavero;
let admin: TestPerson;
let key: AppKey;
let otherKey: AppKey;
let otherId: string;
let secretClient: RegisteredClient;
let clientId: string;

beforeAll(async () => {
  story = await startKeyStory();
  ({ llavero, admin, key, otherKey, otherId, secretClient } = story);
});
// Each test has a client that nobody has failed as yet.
beforeEach(async () => {
  ({ clientId } = await registerKeyClient(admin, { name: randomUUID() }, key));
});
afterEach(() => void vi.useRealTimers());
afterAll(() => llavero.stop());

const ask = (change?: Record<string, unknown>, header?: object) =>
  askByAssertion(story, clientId, change, header);

describe('an assertion that is refused', () => {
  const now = () => Math.floor(Date.now() / 1000);

  test.each<[string, () => Record<string, unknown>, string]>([
    ['P-72: without iss', () => ({ iss: undefined }), 'ASSERTION_INCOMPLETE'],
    ['P-72: without sub', () => ({ sub: undefined }), 'ASSERTION_INCOMPLETE'],
    ['P-72: without aud', () => ({ aud: undefined }), 'ASSERTION_INCOMPLETE'],
    ['P-72: without exp', () => ({ exp: undefined }), 'ASSERTION_INCOMPLETE'],
    ['P-78: without jti', () => ({ jti: undefined }), 'ASSERTION_INCOMPLETE'],
    ['P-78: with an empty jti', () => ({ jti: '' }), 'ASSERTION_INCOMPLETE'],
    ['P-78: with a jti that is no text', () => ({ jti: 1 }), 'ASSERTION_INCOMPLETE'],
    ['P-72: with an exp that is no number', () => ({ exp: '9999999999' }), 'ASSERTION_INCOMPLETE'],
    ['P-72: with an iat that is no number', () => ({ iat: 'now' }), 'ASSERTION_INCOMPLETE'],
    ['P-73: with the iss of another client', () => ({ iss: otherId }), 'ASSERTION_OF_ANOTHER_CLIENT'],
    [
      'P-73: with an iss that is no client',
      () => ({ iss: 'https://app.example' }),
      'ASSERTION_OF_ANOTHER_CLIENT',
    ],
    ['P-73: with a list of iss', () => ({ iss: [clientId] }), 'ASSERTION_OF_ANOTHER_CLIENT'],
    ['P-73: with the sub of another client', () => ({ sub: otherId }), 'ASSERTION_KEY_UNKNOWN'],
    ['P-73: with the sub of nobody', () => ({ sub: 'cli_0000000000000000000000' }), 'UNKNOWN_CLIENT'],
    ['P-74: for another server', () => ({ aud: 'https://as.example.com' }), 'ASSERTION_AUDIENCE'],
    ['P-74: for an API', () => ({ aud: 'http://localhost:4000/api' }), 'ASSERTION_AUDIENCE'],
    ['P-74: for the issuer with a slash', () => ({ aud: 'http://localhost:4000/' }), 'ASSERTION_AUDIENCE'],
    [
      'P-74: for a list of servers',
      () => ({ aud: ['http://localhost:4000', 'https://b.example'] }),
      'ASSERTION_AUDIENCE',
    ],
    ['P-74: for a list of this one', () => ({ aud: ['http://localhost:4000'] }), 'ASSERTION_AUDIENCE'],
    ['P-75: expired 5 minutes ago', () => ({ iat: now() - 360, exp: now() - 300 }), 'ASSERTION_EXPIRED'],
    ['P-76: issued in two minutes', () => ({ iat: now() + 120 }), 'ASSERTION_TOO_EARLY'],
    ['P-76: valid in two minutes', () => ({ nbf: now() + 120 }), 'ASSERTION_TOO_EARLY'],
    ['P-77: that lives for 12 minutes', () => ({ exp: now() + 720 }), 'ASSERTION_TOO_LONG'],
    ['P-77: that lives for a year', () => ({ exp: now() + 31_536_000 }), 'ASSERTION_TOO_LONG'],
    ['P-77: that lives for ever', () => ({ exp: 1e300 }), 'ASSERTION_TOO_LONG'],
  ])('%s', async (_, change, reason) => {
    expectRefusal(await ask(change()), 401, 'invalid_client');
    expect(lastReason(llavero)).toBe(reason);
  });

  test('P-77: the ten minutes and the leeway are counted to the second', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 1000) * 1000 });
    const codes = [
      await ask({ exp: now() + 660 }),
      await ask({ exp: now() + 661 }),
      await ask({ exp: now() - 59 }),
      await ask({ exp: now() - 60 }),
      await ask({ iat: now() + 60, nbf: now() + 60 }),
      await ask({ iat: now() + 61 }),
      await ask({ nbf: now() + 61 }),
    ].map(({ statusCode }) => statusCode);
    expect(codes).toEqual([200, 401, 200, 401, 200, 401, 401]);
  });

  const claims = () => assertionClaims(clientId);
  const rsa = makeAppKey('RS256', { alg: 'PS256', kid: 'ps-only' });

  test.each<[string, () => Promise<string> | string, string]>([
    ['P-79: not signed', () => new UnsecuredJWT(claims()).encode(), 'ASSERTION_ALGORITHM'],
    [
      'P-79: a MAC by the public key',
      async () => {
        const pem = await exportSPKI((await importJWK(key.jwk, 'ES256', { extractable: true })) as CryptoKey);
        const header = { alg: 'HS256', kid: key.jwk.kid };
        return new SignJWT(claims()).setProtectedHeader(header).sign(new TextEncoder().encode(pem));
      },
      'ASSERTION_ALGORITHM',
    ],
    [
      'P-79: by RS256 where the key is for PS256',
      async () => {
        const client = await registerKeyClient(admin, { name: 'PS256 only' }, await rsa);
        return signAssertion(await rsa, assertionClaims(client.clientId));
      },
      'ASSERTION_KEY_UNKNOWN',
    ],
    [
      'P-79: by an algorithm of another kind of key',
      async () => signAssertion(await makeAppKey('PS256', { kid: key.jwk.kid }), claims()),
      'ASSERTION_KEY_UNKNOWN',
    ],
    ['P-80: by a key of another client', () => signAssertion(otherKey, claims()), 'ASSERTION_KEY_UNKNOWN'],
    [
      'P-80: by another key under the same kid',
      async () => signAssertion(await makeAppKey('ES256', { kid: key.jwk.kid }), claims()),
      'ASSERTION_SIGNATURE',
    ],
    ['P-80: under an unknown kid', () => signAssertion(key, claims(), { kid: 'x' }), 'ASSERTION_KEY_UNKNOWN'],
    [
      'P-80: with a key of its own in the header',
      async () => {
        const stray = await makeAppKey();
        return signAssertion(stray, claims(), {
          kid: undefined,
          jwk: stray.jwk,
          jku: 'https://app.example/jwks',
        });
      },
      'ASSERTION_SIGNATURE',
    ],
    [
      'P-80: changed after it was signed',
      async () => {
        const [header, , signature] = (await signAssertion(key, claims())).split('.');
        const forged = Buffer.from(JSON.stringify(claims())).toString('base64url');
        return `${header}.${forged}.${signature}`;
      },
      'ASSERTION_SIGNATURE',
    ],
    [
      'P-80: with an extension that must be understood',
      () =>
        new SignJWT(claims())
          .setProtectedHeader({ alg: 'ES256', kid: key.jwk.kid, crit: ['urn:new'], 'urn:new': 1 })
          .sign(key.privateKey, { crit: { 'urn:new': true } }),
      'ASSERTION_MALFORMED',
    ],
    ['P-80: no JWT', () => 'assertion', 'ASSERTION_MALFORMED'],
    ['P-80: a JWT of five parts', () => 'e30.e30.e30.e30.e30', 'ASSERTION_MALFORMED'],
    ['P-84: an access token of ours', async () => (await ask()).json().access_token, 'ASSERTION_KEY_UNKNOWN'],
    [
      'P-34: by a client with a secret',
      () => signAssertion(key, assertionClaims(secretClient.clientId)),
      'ASSERTION_FOR_SECRET',
    ],
  ])('%s', async (_, makeAssertion, reason) => {
    const form = assertionForm(await makeAssertion());
    expectRefusal(await llavero.token(form), 401, 'invalid_client');
    expect(lastReason(llavero)).toBe(reason);
  });
});

test('P-29: costs one verification, whoever it claims to be', async () => {
  const verify = vi.spyOn(crypto.subtle, 'verify');
  const stray = await makeAppKey('ES256', { kid: key.jwk.kid });
  const kid = randomUUID();
  for (const [who, header] of [
    [clientId, {}],
    [clientId, { kid }],
    [secretClient.clientId, { kid }],
    ['cli_0000000000000000000000', {}],
    ['nobody', {}],
  ] as const) {
    verify.mockClear();
    const form = assertionForm(await signAssertion(stray, assertionClaims(who), header));
    expectRefusal(await llavero.token(form), 401, 'invalid_client');
    expect(verify).toHaveBeenCalledTimes(1);
  }
  verify.mockRestore();
});
