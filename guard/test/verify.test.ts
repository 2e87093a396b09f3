import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signJwt } from '../../server/src/tokens/sign-jwt.ts';
import { registerClient } from '../../server/test/kit/client-story.ts';
import type { TestLlavero } from '../../server/test/kit/llavero.ts';
import { claimsIn, tokenOf } from '../../server/test/kit/token-story.ts';
import { createGuard, GuardError, requireScope, type AccessToken, type Guard } from '../src/guard.ts';
import { guardOf, listeningLlavero } from './guard-story.ts';

let llavero: TestLlavero;
let guard: Guard;
let token: string;

beforeAll(async () => {
  llavero = await listeningLlavero();
  guard = guardOf(llavero);
  const client = await registerClient(await llavero.signIn('ADMIN'), { scopes: ['read', 'create'] });
  token = await tokenOf(llavero, client);
});
afterAll(async () => {
  guard.stop();
  await llavero.stop();
});

const now = () => Math.floor(Date.now() / 1000);
/** A token signed by Llavero's own key; `change` is what differs from a good one, and undefined takes a claim away. */
const signed = (change: object, type = 'at+jwt') =>
  signJwt(llavero.signingKeys.current, type, { ...claimsIn(token), ...change });
const refusalOf = (refused: string) =>
  guard.verify(refused).then(
    () => undefined,
    (error: GuardError) => [error.name, error.status, error.code],
  );

test.each<[string, () => string]>([
  ['garbage', () => 'garbage'],
  ['empty', () => ''],
  ['of three dots', () => '...'],
  ['of no JSON', () => 'e30.bm8.bm8'],
  ['cut off', () => token.slice(0, -1)],
  ['unsigned', () => `${btoa('{"alg":"none","typ":"at+jwt"}')}.${token.split('.')[1]}.`],
  [
    'signed by another key',
    () => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return signJwt({ ...llavero.signingKeys.current, privateKey }, 'at+jwt', claimsIn(token));
    },
  ],
  ['by a key of another name', () => signJwt({ ...llavero.signingKeys.current, kid: 'x' }, 'at+jwt', {})],
  ['of another issuer', () => signed({ iss: 'https://other.example' })],
  ['without a client', () => signed({ client_id: undefined })],
  ['without a jti', () => signed({ jti: undefined })],
  ['without an expiry', () => signed({ exp: undefined })],
  ['without a generation', () => signed({ gen: undefined })],
  ['with a scope that is no text', () => signed({ scope: ['read'] })],
  ['expired for 6 seconds', () => signed({ exp: now() - 6 })],
  ['of tomorrow', () => signed({ iat: now() + 86_400 })],
  ['not valid yet', () => signed({ nbf: now() + 8 })],
])('P-139: refuses a token %s', async (_, make) => {
  expect(await refusalOf(make())).toEqual(['GuardError', 401, 'invalid_token']);
});

test.each<[string, () => string]>([
  ['a token for another API', () => signed({ aud: 'https://other.example' })],
  ['a JWT of another type', () => signed({}, 'JWT')],
  ['the revocation list', () => signed({}, 'revocations+jwt')],
])('P-144: refuses %s', async (_, make) => {
  expect(await refusalOf(make())).toEqual(['GuardError', 401, 'invalid_token']);
});

test.each(['RS256', 'EdDSA'])('takes tokens that are signed by %s', async (LLAVERO_SIGNING_ALGORITHM) => {
  const one = await listeningLlavero({ LLAVERO_SIGNING_ALGORITHM });
  const other = guardOf(one);
  const client = await registerClient(await one.signIn('ADMIN'));
  const { clientId } = await other.verify(await tokenOf(one, client));
  expect(clientId).toBe(client.clientId);
  other.stop();
  await one.stop();
});

test('P-189: grants clocks the leeway that Llavero grants, and ten minutes to one that was set back', async () => {
  expect(await refusalOf(signed({ exp: now() - 3 }))).toBeUndefined();
  expect(await refusalOf(signed({ iat: now() + 590, nbf: now() + 3 }))).toBeUndefined();
});

test('is about the token, not about what it could be: every scope that is required counts', async () => {
  const accessToken: AccessToken = await guard.verify(token);
  expect(() => requireScope('read', 'create')(accessToken)).not.toThrow();
  expect(() => requireScope('read', 'delete', 'update')(accessToken)).toThrow(
    expect.objectContaining({ status: 403, code: 'insufficient_scope', scope: 'read delete update' }),
  );
});

test('fetches nothing over a connection that anybody could read', () => {
  const guardFor = (issuer: string) => () => createGuard({ issuer, audience: 'https://api.example' }).stop();
  expect(guardFor('http://llavero.example')).toThrow(TypeError);
  expect(guardFor('nothing')).toThrow(TypeError);
  expect(guardFor('https://llavero.example/')).not.toThrow();
});
