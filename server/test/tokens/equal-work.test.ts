import argon2 from 'argon2';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { generateSecret } from '../../src/clients/credentials.ts';
import { credentialsOf, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';

// Watched and not replaced: what a refusal costs is the work of this library, and a clock would only guess at it.
const verify = vi.spyOn(argon2, 'verify');

let llavero: TestLlavero;
let client: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  client = await registerClient(await llavero.signIn('ADMIN'));
});
beforeEach(() => void verify.mockClear());
afterAll(() => {
  verify.mockRestore();
  return llavero.stop();
});

/** Every comparison since the last look: its cost, and the lengths of salt and hash. */
function work(): string[] {
  const hashes = verify.mock.calls.map(([hash]) => hash);
  return hashes.map((hash) => {
    const [, type, version, cost = '', salt, digest] = hash.split('$');
    return [type, version, cost.split(',').sort(), salt?.length, digest?.length].join(' ');
  });
}

test('P-29: an unknown client and an unknown secret cost what a known secret costs', async () => {
  expect((await llavero.token(credentialsOf(client))).statusCode).toBe(200);
  const known = work();
  expect(known).toEqual(['argon2id v=19 m=19456,p=1,t=2 22 43']);
  for (const wrong of [
    { ...client, clientId: 'cli_0000000000000000000000' },
    { ...client, clientId: 'not\0one' },
    { ...client, clientSecret: generateSecret().secret },
  ]) {
    verify.mockClear();
    expect((await llavero.token(credentialsOf(wrong))).statusCode).toBe(401);
    expect(work()).toEqual(known);
  }
});

test('P-29: a secret of impossible shape costs nothing, whoever sends it', async () => {
  for (const clientId of [client.clientId, 'cli_0000000000000000000000']) {
    for (const clientSecret of [
      'secret',
      `${client.clientSecret}x`,
      client.clientSecret.replace(/.$/, '!'),
    ]) {
      expect((await llavero.token(credentialsOf({ clientId, clientSecret }))).statusCode).toBe(401);
    }
  }
  expect(work()).toEqual([]);
});
