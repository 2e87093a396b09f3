import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { credentialsOf, registerClient, type RegisteredClient } from './kit/client-story.ts';
import { startLlavero, testPassword, type TestLlavero } from './kit/llavero.ts';
import { expectRefusal } from './kit/token-story.ts';

const peer = '203.0.113.7';
const proxy = '10.1.2.3';

/** The three doors that credentials come through, with what each answers when they do. */
const doors = (llavero: TestLlavero, client: RegisteredClient, email: string) => [
  {
    answered: 200,
    ask: (options: { remoteAddress?: string; headers?: Record<string, string> }) =>
      llavero.token(credentialsOf(client), options),
  },
  {
    answered: 200,
    ask: (options: object) =>
      llavero.app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        payload: { email, password: testPassword },
        ...options,
      }),
  },
  {
    answered: 200,
    ask: (options: object) =>
      llavero.app.inject({
        method: 'POST',
        url: '/graphql',
        payload: { query: '{ __typename }' },
        ...options,
      }),
  },
];

describe.each<{ trusts: string; env: Record<string, string> }>([
  { trusts: 'no proxy', env: {} },
  { trusts: 'one proxy', env: { LLAVERO_TRUST_PROXY: '10.0.0.0/8' } },
])('a Llavero that trusts $trusts', ({ env }) => {
  let llavero: TestLlavero;
  let all: ReturnType<typeof doors>;

  beforeAll(async () => {
    llavero = await startLlavero({ LLAVERO_ISSUER: 'https://llavero.example.com', ...env });
    const admin = await llavero.signIn('ADMIN');
    all = doors(llavero, await registerClient(admin), admin.email);
  });
  afterAll(() => llavero.stop());

  test('P-19 P-42: refuses credentials that another machine sends in the clear, and redirects nobody', async () => {
    const [token, ...others] = await Promise.all(all.map(({ ask }) => ask({ remoteAddress: peer })));
    expectRefusal(token!, 403, 'invalid_request');
    for (const response of others) {
      expect([response.statusCode, response.json()]).toEqual([
        403,
        { code: 'PLAIN_CONNECTION', message: expect.stringMatching(/^Use https\./) },
      ]);
    }
    for (const { headers } of [token!, ...others]) {
      expect(headers).not.toHaveProperty('location');
      expect(headers).not.toHaveProperty('set-cookie');
    }
  });

  test.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])(
    'P-19: takes them from its own machine (%s)',
    async (remoteAddress) => {
      for (const { ask, answered } of all) {
        expect((await ask({ remoteAddress })).statusCode).toBe(answered);
      }
    },
  );

  test('P-179: a stranger’s word for TLS, or for its own address, counts for nothing', async () => {
    const words: Record<string, string>[] = [
      { 'x-forwarded-proto': 'https' },
      { 'x-forwarded-for': '127.0.0.1' },
      { 'x-forwarded-proto': 'https', 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': 'localhost' },
      { forwarded: 'for=127.0.0.1;proto=https' },
    ];
    for (const headers of words) {
      for (const { ask } of all) {
        expect((await ask({ remoteAddress: peer, headers })).statusCode).toBe(403);
      }
    }
  });

  test('P-19: the proxy’s word for TLS counts where it is trusted', async () => {
    const isTrusted = 'LLAVERO_TRUST_PROXY' in env;
    for (const { ask, answered } of all) {
      const byTls = await ask({
        remoteAddress: proxy,
        headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': peer },
      });
      expect(byTls.statusCode).toBe(isTrusted ? answered : 403);
      const inTheClear = await ask({
        remoteAddress: proxy,
        headers: { 'x-forwarded-proto': 'http', 'x-forwarded-for': peer },
      });
      expect(inTheClear.statusCode).toBe(403);
    }
  });
});
