import type { InjectOptions } from 'fastify';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { signJwt } from '../../src/tokens/sign-jwt.ts';
import { registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { claimsIn, tokenOf } from '../kit/token-story.ts';
import { askVerify, expectBearerRefusal, invalidToken } from '../kit/verify-story.ts';

let llavero: TestLlavero;
let reader: RegisteredClient;
let token: string;

beforeAll(async () => {
  llavero = await startLlavero();
  reader = await registerClient(await llavero.signIn('ADMIN'), { name: 'Reader' });
  token = await tokenOf(llavero, reader);
});
afterAll(() => llavero.stop());

const ask = (bearer: string | undefined, options?: InjectOptions) => askVerify(llavero, bearer, options);

describe('where the token is', () => {
  const bare = /^Bearer realm="llavero"$/;

  test.each<[string, InjectOptions]>([
    ['nowhere', {}],
    ['behind another scheme', { headers: { authorization: 'Basic YTpi' } }],
    ['behind nothing', { headers: { authorization: 'Bearer' } }],
    ['behind blanks', { headers: { authorization: 'Bearer   ' } }],
    ['in a cookie', { headers: { cookie: 'access_token=x' } }],
  ])('P-138: without one (%s) the challenge says no more', async (_, options) => {
    expectBearerRefusal(await ask(undefined, options), 401, bare);
  });

  test('P-142: one in the address is none', async () => {
    for (const url of [`/verify?access_token=${token}`, `/verify/properties?access_token=${token}`]) {
      expectBearerRefusal(await ask(undefined, { url }), 401, bare);
    }
    expect(llavero.logged.join()).not.toContain(token);
  });

  test('P-141: one in the header and one in the address are too many', async () => {
    for (const url of [`/verify?access_token=${token}`, '/verify/properties?a=b&access_token=']) {
      expectBearerRefusal(await ask(token, { url }), 400, /error="invalid_request"/, 'invalid_request');
    }
  });
});

describe('a token that is not good', () => {
  const claims = () => claimsIn(token);
  const forged = async (over: object, typ = 'at+jwt') =>
    signJwt(llavero.signingKeys.current, typ, { ...claims(), ...over });

  test.each<[string, () => Promise<string>]>([
    ['of another shape', async () => 'garbage'],
    ['of two words', async () => `${token} ${token}`],
    ['that is too long', async () => 'a'.repeat(5000)],
    [
      'with a flipped bit',
      async () => token.slice(0, -3) + (token.at(-3) === 'A' ? 'B' : 'A') + token.slice(-2),
    ],
    ['without a signature', async () => token.slice(0, token.lastIndexOf('.') + 1)],
    ['by no algorithm', async () => unsigned({ alg: 'none' })],
    ['by the public key as a secret', signedByPublicKey],
    ['by a key of its own', signedByStranger],
    ['by a key it brings along', signedByEmbedded],
    ['of another issuer', () => forged({ iss: 'https://elsewhere.example' })],
    ['P-144 for another API', () => forged({ aud: 'https://other.example.com' })],
    ['P-144 that is an ID token', () => forged({}, 'JWT')],
    ['P-144 that is a client assertion', () => forged({ iss: reader.clientId }, 'JWT')],
    ['that has expired', () => forged({ exp: Math.floor(Date.now() / 1000) - 6 })],
    ['that is of tomorrow', () => forged({ iat: Math.floor(Date.now() / 1000) + 86_400 })],
    ['that is not yet valid', () => forged({ nbf: Math.floor(Date.now() / 1000) + 60 })],
    ['of an older generation', () => forged({ gen: 0 })],
    ['of no client', () => forged({ client_id: 'cli_0000000000000000000000' })],
    ['without a generation', () => forged({ gen: undefined })],
  ])('P-139: is refused: one %s', async (_, make) => {
    expectBearerRefusal(await ask(await make()), 401, invalidToken, 'invalid_token');
  });

  test('P-189: is borne for the leeway of five seconds, and for ten minutes when our clock was set back', async () => {
    const now = Math.floor(Date.now() / 1000);
    for (const times of [{ exp: now - 3 }, { iat: now + 600 }, { nbf: now + 4 }]) {
      expect((await ask(await forged(times))).statusCode).toBe(204);
    }
  });

  test('is found out later though it was good before: its time runs out', async () => {
    expect((await ask(token)).statusCode).toBe(204);
    const { exp } = claims() as { exp: number };
    vi.spyOn(Date, 'now').mockReturnValue((exp + 5) * 1000);
    expectBearerRefusal(await ask(token), 401, invalidToken, 'invalid_token');
    vi.restoreAllMocks();
  });

  function unsigned(head: object): string {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    return `${encode({ typ: 'at+jwt', kid: llavero.signingKeys.current.kid, ...head })}.${encode(claims())}.`;
  }

  async function signedByPublicKey(): Promise<string> {
    const { kid } = llavero.signingKeys.current;
    const secret = llavero.signingKeys.publicKeyFor(kid)?.publicKey.export({ type: 'spki', format: 'pem' });
    return new SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid })
      .sign(Buffer.from(String(secret)));
  }

  async function signedByStranger(): Promise<string> {
    const { privateKey } = await generateKeyPair('ES256');
    const { kid } = llavero.signingKeys.current;
    return new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid }).sign(privateKey);
  }

  async function signedByEmbedded(): Promise<string> {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    return new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', jwk }).sign(privateKey);
  }
});
