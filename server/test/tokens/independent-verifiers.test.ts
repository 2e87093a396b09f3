import { SignJWT, UnsecuredJWT, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signJwt } from '../../src/tokens/sign-jwt.ts';
import { registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startListening } from '../kit/listening.ts';
import type { TestLlavero } from '../kit/llavero.ts';
import { findJose, findPyJwt, type Expected, type Verifier } from '../kit/other-verifiers.ts';
import { claimsIn, tokenOf } from '../kit/token-story.ts';

/* Programs of other languages, which know nothing but the published keys. */
let llavero: TestLlavero;
let client: RegisteredClient;
let token: string;
let expected: Expected;

beforeAll(async () => {
  llavero = await startListening();
  client = await registerClient(await llavero.signIn('ADMIN'));
  token = await tokenOf(llavero, client);
  const { issuer, audience } = llavero.config;
  expected = { issuer, audience, jwksUri: `${issuer}/.well-known/jwks.json` };
});
afterAll(() => llavero.stop());

const header = (alg: string, typ = 'at+jwt') => ({ alg, typ, kid: llavero.signingKeys.current.kid });
const ours = async (change: object, typ = 'at+jwt') =>
  signJwt(llavero.signingKeys.current, typ, { ...claimsIn(token), ...change });

/** What is not signed as it should be. */
const forgeries: [string, () => Promise<string>][] = [
  ['without a signature', async () => new UnsecuredJWT(claimsIn(token)).encode()],
  ['by the public key as a secret', signedByPublicKey],
  ['by another key', signedByStranger],
  [
    'with a flipped byte',
    async () => `${token.slice(0, -4)}${token.at(-4) === 'A' ? 'B' : 'A'}${token.slice(-3)}`,
  ],
];

/** What is signed rightly, and not meant. */
const misplaced: [string, () => Promise<string>][] = [
  ['for another API', () => ours({ aud: 'https://api.example.com' })],
  ['of another issuer', () => ours({ iss: 'https://elsewhere.example' })],
  ['that has expired', () => ours({ exp: Math.floor(Date.now() / 1000) - 60 })],
  ['of another type', () => ours({}, 'JWT')],
];

prove('PyJWT', await findPyJwt(), [...forgeries, ...misplaced]);
prove('jose of the command line', await findJose(), forgeries);

function prove(name: string, verifier: Verifier, refused: typeof forgeries): void {
  const isMissing = 'missing' in verifier;
  const verify = isMissing ? undefined : verifier.verify;
  describe.skipIf(isMissing)(`${name}${isMissing ? ` (${verifier.missing})` : ''}`, () => {
    test('P-61: accepts the token', async () => {
      expect(await verify?.(token, expected)).toBe(client.clientId);
    });
    test.each(refused)('P-61: rejects one %s', async (_, make) => {
      expect(await verify?.(await make(), expected)).toBeNull();
    });
  });
}

async function signedByPublicKey(): Promise<string> {
  const { kid } = llavero.signingKeys.current;
  const pem = llavero.signingKeys.publicKeyFor(kid)?.publicKey.export({ type: 'spki', format: 'pem' });
  return new SignJWT(claimsIn(token)).setProtectedHeader(header('HS256')).sign(Buffer.from(String(pem)));
}

async function signedByStranger(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256');
  return new SignJWT(claimsIn(token)).setProtectedHeader(header('ES256')).sign(privateKey);
}
