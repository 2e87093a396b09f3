import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let client: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero({ LLAVERO_ISSUER: 'https://llavero.example.com' });
  admin = await llavero.signIn('ADMIN');
  client = await registerClient(admin);
});
afterAll(() => llavero.stop());

const deletion = () => `mutation { deleteClient(input: { clientId: "${client.clientId}" }) { __typename } }`;

const post = (headers: Record<string, string>, payload: object | string = { query: deletion() }) =>
  llavero.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { cookie: admin.cookie, ...headers },
    payload,
  });

/** That the cookie did nothing: the client is still there. */
const expectUntouched = async () =>
  expect(await llavero.db.client.count({ where: { clientId: client.clientId } })).toBe(1);

describe('P-156: what another site sends with a person’s cookie does nothing', () => {
  const sites: Record<string, string>[] = [
    { origin: 'https://elsewhere.example' },
    { origin: 'https://llavero.example.com.elsewhere.example' },
    { origin: 'https://llavero.example.com:8443' },
    { origin: 'http://llavero.example.com' },
    { origin: 'null' },
    { origin: '' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];
  test.each(sites)('from %j', async (headers) => {
    for (const response of [
      await post(headers),
      await post({ ...headers, 'content-type': 'text/plain' }, JSON.stringify({ query: deletion() })),
      await llavero.app.inject({
        url: `/graphql?query=${encodeURIComponent('{ scopes { name } }')}`,
        headers: { cookie: admin.cookie, ...headers },
      }),
    ]) {
      expect([response.statusCode, response.json()]).toEqual([
        403,
        { code: 'FOREIGN_ORIGIN', message: 'This answers pages of its own origin alone.' },
      ]);
    }
    await expectUntouched();
  });

  test('signing in and out from another site is refused too', async () => {
    for (const path of ['sign-in/email', 'sign-out']) {
      const response = await llavero.app.inject({
        method: 'POST',
        url: `/api/auth/${path}`,
        headers: { origin: 'https://elsewhere.example', cookie: admin.cookie },
        payload: { email: admin.email, password: 'x' },
      });
      expect(response.statusCode).toBe(403);
    }
    expect(await admin.execute('{ viewer { role } }')).toEqual({ viewer: { role: 'ADMIN' } });
  });
});

describe('P-156: forms that any page can send are not read', () => {
  test.each([
    ['text/plain', () => JSON.stringify({ query: deletion() })],
    ['application/x-www-form-urlencoded', () => new URLSearchParams({ query: deletion() }).toString()],
    ['application/graphql', deletion],
    [
      'multipart/form-data; boundary=b',
      () => `--b\r\nContent-Disposition: form-data; name="query"\r\n\r\n${deletion()}\r\n--b--\r\n`,
    ],
    [
      'multipart/form-data; boundary=b',
      () =>
        `--b\r\nContent-Disposition: form-data; name="operations"\r\n\r\n${JSON.stringify({ query: deletion() })}\r\n--b--\r\n`,
    ],
  ])('%s', async (type, write) => {
    const response = await post({ 'content-type': type }, write());
    expect(response.statusCode).toBe(415);
    await expectUntouched();
  });
});

describe('P-155: the method', () => {
  const get = (query: string) =>
    llavero.app.inject({
      url: `/graphql?query=${encodeURIComponent(query)}`,
      headers: { cookie: admin.cookie, accept: 'application/json' },
    });

  test('a mutation over GET is refused', async () => {
    const response = await get(deletion());
    expect([response.statusCode, response.headers['allow']]).toEqual([405, 'POST']);
    expect(response.json().data).toBeUndefined();
    await expectUntouched();
  });

  test('a query over GET is answered', async () => {
    const response = await get('{ viewer { role } }');
    expect([response.statusCode, response.json()]).toEqual([200, { data: { viewer: { role: 'ADMIN' } } }]);
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)('%s is not there', async (method) => {
    const response = await llavero.app.inject({ method, url: '/graphql', headers: { cookie: admin.cookie } });
    expect(response.statusCode).toBe(404);
    expect(Object.keys(response.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

test.each<Record<string, string>>([
  { origin: 'https://llavero.example.com', 'sec-fetch-site': 'same-origin' },
  { 'sec-fetch-site': 'same-origin' },
  { 'sec-fetch-site': 'none' },
  {},
])('P-156: its own pages and programs pass: %j', async (headers) => {
  const response = await post(headers, { query: '{ viewer { role } }' });
  expect([response.statusCode, response.json()]).toEqual([200, { data: { viewer: { role: 'ADMIN' } } }]);
});

test('who accepts nothing that is sent here is told so', async () => {
  const response = await post({ accept: 'image/png' }, { query: '{ scopes { name } }' });
  expect([response.statusCode, response.json()]).toEqual([
    406,
    { code: 'NOT_ACCEPTABLE', message: 'Accept application/json, or application/graphql-response+json.' },
  ]);
});

test('P-155: a query in an address whose variables are no JSON is told so', async () => {
  const url = '/graphql?query={viewer{email}}&variables=%7B%22&extensions=x';
  const response = await llavero.app.inject({ url, headers: { cookie: admin.cookie } });
  expect([response.statusCode, response.json()]).toEqual([
    400,
    {
      errors: ['variables', 'extensions'].map((name) => ({
        message: `${name} is no JSON.`,
        extensions: { code: 'BAD_REQUEST' },
      })),
    },
  ]);
});
