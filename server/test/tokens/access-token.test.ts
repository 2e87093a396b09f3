import { decodeProtectedHeader } from 'jose';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { KnownClient } from '../../src/clients/registry.ts';
import { accessTokenClaims } from '../../src/tokens/access-token.ts';
import { credentialsOf, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { claimsOf } from '../kit/token-story.ts';

let llavero: TestLlavero;
let client: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  client = await registerClient(await llavero.signIn('ADMIN'), { scopes: ['read', 'create'] });
});
afterEach(() => void vi.useRealTimers());
afterAll(() => llavero.stop());

test('P-56: its header names type, algorithm and key, and nothing that a verifier could be led astray by', async () => {
  const { access_token } = (await llavero.token(credentialsOf(client))).json();
  const { keys } = (await llavero.app.inject('/.well-known/jwks.json')).json();
  expect(decodeProtectedHeader(access_token)).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: keys[0].kid });
});

test('P-53 P-57 P-58: its claims are those of RFC 9068, with the organisation and the generation', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2096-11-21T09:30:00.999Z') });
  const iat = Date.parse('2096-11-21T09:30:00Z') / 1000;
  const response = await llavero.token({ ...credentialsOf(client), scope: 'create' });
  expect(claimsOf(response)).toEqual({
    iss: 'http://localhost:4000',
    aud: 'http://localhost:4000/api',
    sub: client.clientId,
    client_id: client.clientId,
    iat,
    exp: iat + response.json().expires_in,
    jti: expect.stringMatching(/^[\w-]{22}$/),
    scope: 'create',
    org: llavero.organisationId,
    gen: 1,
  });
});

test('P-53 P-57: issuer and audience are those of the configuration, the generation that of the client', async () => {
  const elsewhere = await startLlavero({
    LLAVERO_ISSUER: 'https://llavero.example.com/',
    LLAVERO_AUDIENCE: 'https://api.example.com',
  });
  try {
    const { clientId, clientSecret } = await registerClient(await elsewhere.signIn('ADMIN'));
    await elsewhere.db.client.update({ where: { clientId }, data: { tokenGeneration: 7 } });
    expect(claimsOf(await elsewhere.token(credentialsOf({ clientId, clientSecret })))).toMatchObject({
      iss: 'https://llavero.example.com',
      aud: 'https://api.example.com',
      gen: 7,
    });
  } finally {
    await elsewhere.stop();
  }
});

test('P-55: a client ID is in a space of its own, where no person’s id can be', async () => {
  const users = await llavero.db.user.findMany();
  expect(users.length).toBeGreaterThan(0);
  for (const { id } of users) expect(id).not.toMatch(/^cli_/);
  expect(claimsOf(await llavero.token(credentialsOf(client)))['sub']).toMatch(/^cli_/);
});

test('P-59: 100,000 tokens have 100,000 names', async () => {
  const known = (await llavero.authentication.registry.find(client.clientId)) as KnownClient;
  const access = { api: known.access[0]!, scope: 'read' };
  const names = new Set<string>();
  for (let n = 0; n < 100_000; n++) names.add(accessTokenClaims(llavero.config, known, access).jti);
  expect(names.size).toBe(100_000);
});
