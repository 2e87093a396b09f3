import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { credentialsOf, registerClient } from './kit/client-story.ts';
import { startLlavero, testPassword, type TestLlavero, type TestPerson } from './kit/llavero.ts';

let llavero: TestLlavero;
let overTls: TestLlavero;
let admin: TestPerson;
let form: Record<string, string>;

beforeAll(async () => {
  llavero = await startLlavero();
  overTls = await startLlavero({ LLAVERO_ISSUER: 'https://llavero.example.com' });
  admin = await llavero.signIn('ADMIN');
  form = credentialsOf(await registerClient(admin));
});
afterAll(() => Promise.all([llavero.stop(), overTls.stop()]));

const policy =
  "default-src 'self';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data:;object-src 'none';" +
  "base-uri 'none';form-action 'self';frame-ancestors 'none'";

const graphql = (payload: object, headers: Record<string, string> = {}) =>
  llavero.app.inject({ method: 'POST', url: '/graphql', payload, headers });

const asset = async () => {
  const page = await llavero.app.inject('/');
  return llavero.app.inject(/src="(\/assets\/[^"]+)"/.exec(page.body)?.[1] ?? 'none');
};

/** One of every kind of answer that Llavero gives. */
const kinds: [string, number, () => ReturnType<typeof graphql>][] = [
  ['a token', 200, () => llavero.token(form)],
  ['a refused grant', 400, () => llavero.token({ ...form, grant_type: 'foo' })],
  ['refused credentials', 401, () => llavero.token({})],
  ['a refused peer', 403, () => llavero.token(form, { remoteAddress: '203.0.113.7' })],
  ['a refused method', 405, () => llavero.app.inject('/token')],
  ['a body that is too large', 413, () => llavero.token('x'.repeat(100_000))],
  ['the metadata', 200, () => llavero.app.inject('/.well-known/oauth-authorization-server')],
  ['the keys', 200, () => llavero.app.inject('/.well-known/jwks.json')],
  ['GraphQL', 200, () => graphql({ query: '{ viewer { email } }' }, { cookie: admin.cookie })],
  ['GraphQL without an operation', 400, () => graphql({})],
  ['GraphQL from elsewhere', 403, () => graphql({}, { origin: 'https://elsewhere.example' })],
  [
    'a sign-in',
    200,
    () =>
      llavero.app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        payload: { email: admin.email, password: testPassword },
      }),
  ],
  ['a page of the console', 200, () => llavero.app.inject('/clients')],
  ['a file of the console', 200, asset],
  ['nothing', 404, () => llavero.app.inject('/missing.js')],
];

describe.each(kinds)('%s', (_, status, ask) => {
  test('P-172: comes with a policy, and with nothing about the server', async () => {
    const { statusCode, headers } = await ask();
    expect(statusCode).toBe(status);
    expect(headers).toMatchObject({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    for (const name of ['server', 'x-powered-by', 'strict-transport-security']) {
      expect(headers).not.toHaveProperty(name);
    }
  });
});

test('P-172: with an https issuer, browsers are held to https for a year', async () => {
  const answers = [await overTls.app.inject('/'), await overTls.token({}), await overTls.app.inject('/x.js')];
  for (const { headers } of answers) {
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
    expect(headers['content-security-policy']).toBe(`${policy};upgrade-insecure-requests`);
  }
});

test('P-180: TRACE is off, and nobody’s word becomes a request id', async () => {
  const trace = await llavero.app.inject({
    method: 'TRACE' as 'GET',
    url: '/token',
    headers: { 'x-canary': 'canary' },
  });
  expect([trace.statusCode, trace.body.includes('canary')]).toEqual([404, false]);
  const named = await llavero.app.inject({
    url: '/',
    headers: { 'request-id': 'canary', 'x-request-id': 'canary' },
  });
  expect(named.headers['x-request-id']).not.toBe('canary');
});

test.each(['/%', '/%E0%A4%A', '/assets/%'])(
  'P-172: an address that nobody can read, %s, is refused without an echo',
  async (url) => {
    const { statusCode, headers, body } = await llavero.app.inject(url);
    expect([statusCode, JSON.parse(body)]).toEqual([
      400,
      { code: 'FST_ERR_BAD_URL', message: 'This address is malformed.' },
    ]);
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  },
);
