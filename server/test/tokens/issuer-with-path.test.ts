import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClientDocument, credentialsOf, portal } from '../kit/client-story.ts';
import { startLlavero, testPassword, type TestLlavero } from '../kit/llavero.ts';
import { claimsOf } from '../kit/token-story.ts';

const issuer = 'https://h.example/t1';
const email = 'owner@example.com';
let llavero: TestLlavero;

beforeAll(async () => {
  llavero = await startLlavero({
    LLAVERO_ISSUER: issuer,
    LLAVERO_ADMIN_EMAIL: email,
    LLAVERO_ADMIN_PASSWORD: testPassword,
  });
});
afterAll(() => llavero.stop());

test('P-63: is described at the root with the path behind, and under the path', async () => {
  for (const url of [
    '/.well-known/oauth-authorization-server/t1',
    '/t1/.well-known/oauth-authorization-server',
  ]) {
    const response = await llavero.app.inject(url);
    const addresses = Object.entries(response.json<Record<string, unknown>>()).filter(
      ([, value]) => typeof value === 'string',
    );
    expect([response.statusCode, Object.fromEntries(addresses)]).toMatchObject([
      200,
      { issuer, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/.well-known/jwks.json` },
    ]);
    for (const [, address] of addresses) expect(`${String(address)}/`).toMatch(`${issuer}/`);
  }
});

test('P-63: a person signs in, a client is registered and gets its token, all under the path', async () => {
  const session = await llavero.app.inject({
    method: 'POST',
    url: '/t1/api/auth/sign-in/email',
    payload: { email, password: testPassword },
  });
  expect(session.statusCode).toBe(200);
  const created = await llavero.app.inject({
    method: 'POST',
    url: '/t1/graphql',
    headers: { cookie: String(session.headers['set-cookie']).split(';')[0] },
    payload: { query: createClientDocument, variables: { input: portal } },
  });
  const { client, clientSecret } = created.json().data.createClient;
  const credentials = credentialsOf({ clientId: client.clientId, clientSecret });
  const token = await llavero.token(credentials, { url: '/t1/token' });
  expect(token.statusCode).toBe(200);
  expect(claimsOf(token)).toMatchObject({ iss: issuer, aud: `${issuer}/api` });
});

test('P-63: the console stands under the path and asks for its files there', async () => {
  for (const url of ['/t1/', '/t1/clients']) {
    const page = await llavero.app.inject({ url, headers: { accept: 'text/html' } });
    const addresses = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address);
    expect(addresses.length).toBeGreaterThan(2);
    for (const address of addresses) expect(address).toMatch(/^\/t1\/[\w./-]+$/);
    const files = await Promise.all(addresses.map((address) => llavero.app.inject(String(address))));
    expect(files.map(({ statusCode }, index) => [addresses[index], statusCode])).toEqual(
      addresses.map((address) => [address, 200]),
    );
  }
});

test.each([
  '/token',
  '/graphql',
  '/api/auth/sign-in/email',
  '/t1x/token',
  '/t2/token',
  '/.well-known/jwks.json',
  '/.well-known/oauth-authorization-server',
  '/.well-known/oauth-authorization-server/t2',
  '/',
])('P-63: nothing answers beside it, at %s', async (url) => {
  for (const method of ['GET', 'POST'] as const) {
    const response = await llavero.app.inject({ method, url });
    expect([response.statusCode, response.json()]).toEqual([
      404,
      { code: 'NOT_FOUND', message: 'Nothing answers here.' },
    ]);
  }
});
