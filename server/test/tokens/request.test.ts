import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { credentialsOf, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { expectRefusal } from '../kit/token-story.ts';

let llavero: TestLlavero;
let client: RegisteredClient;
let form: string;

beforeAll(async () => {
  llavero = await startLlavero();
  client = await registerClient(await llavero.signIn('ADMIN'), { scopes: ['read', 'create'] });
  form = new URLSearchParams(credentialsOf(client)).toString();
});
afterAll(() => llavero.stop());

const formType = 'application/x-www-form-urlencoded';

describe('the method', () => {
  test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'] as const)('P-1: refuses %s', async (method) => {
    const url = `/token?${form}`;
    for (const headers of [{}, { 'content-type': 'application/json' }, { 'content-type': formType }]) {
      const payload = method === 'GET' || method === 'HEAD' ? undefined : '{"a":1}';
      const response = await llavero.app.inject({ method, url, headers, payload });
      expect([response.statusCode, response.headers.allow]).toEqual([405, 'POST']);
      if (method !== 'HEAD') expectRefusal(response, 405, 'invalid_request');
    }
  });

  test('P-20: answers no preflight, and opens no answer to pages of other sites', async () => {
    const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' };
    const preflight = await llavero.app.inject({ method: 'OPTIONS', url: '/token', headers });
    expectRefusal(preflight, 405, 'invalid_request');
    const answer = await llavero.token(form, { headers });
    expect(answer.statusCode).toBe(200);
    for (const response of [preflight, answer]) {
      const allowing = Object.keys(response.headers).filter((name) => name.startsWith('access-control-'));
      expect(allowing).toEqual([]);
    }
  });
});

describe('the media type', () => {
  test('P-2: refuses the same parameters as JSON', async () => {
    const response = await llavero.app.inject({
      method: 'POST',
      url: '/token',
      payload: credentialsOf(client),
    });
    expectRefusal(response, 400, 'invalid_request');
    expect(response.json().error_description).toContain(formType);
  });

  test.each(['text/plain', 'multipart/form-data; boundary=x', `${formType}x`, 'form', ''])(
    'P-2: refuses the form called %j',
    async (type) => {
      expectRefusal(await llavero.token(form, { headers: { 'content-type': type } }), 400, 'invalid_request');
    },
  );

  test.each([`${formType}; charset=UTF-8`, `${formType};charset=utf-8`, formType.toUpperCase()])(
    'P-3: takes %s',
    async (type) => {
      const response = await llavero.token(form, { headers: { 'content-type': type } });
      expect(response.statusCode).toBe(200);
    },
  );

  test('P-2: refuses a body that is not UTF-8, and no body at all', async () => {
    const notUtf8 = Buffer.concat([Buffer.from(`${form}&scope=`), Buffer.from([0xc3, 0x28])]);
    const headers = { 'content-type': formType };
    const post = { method: 'POST', url: '/token' } as const;
    expectRefusal(await llavero.app.inject({ ...post, headers, payload: notUtf8 }), 400, 'invalid_request');
    expectRefusal(await llavero.app.inject(post), 400, 'invalid_request');
  });
});

describe('the parameters', () => {
  test.each([
    ['P-4: wants a grant_type', {}, 'invalid_request'],
    ['P-5: takes an empty grant_type for none', { grant_type: '' }, 'invalid_request'],
    ['P-6: refuses a grant it does not know', { grant_type: 'foo' }, 'unsupported_grant_type'],
    [
      'P-6: refuses another spelling of one it knows',
      { grant_type: 'Client_Credentials' },
      'unsupported_grant_type',
    ],
    [
      'P-7: refuses the password grant',
      { grant_type: 'password', username: 'ana@example.com', password: 'correct horse' },
      'unsupported_grant_type',
    ],
  ])('%s', async (_, parameters, error) => {
    const { client_id, client_secret } = credentialsOf(client);
    const response = await llavero.token({ client_id, client_secret, ...parameters } as Record<
      string,
      string
    >);
    expectRefusal(response, 400, error);
  });

  test.each([
    ['P-8', 'grant_type', 'client_credentials'],
    ['P-8', 'grant_type', 'password'],
    ['P-8', 'grant_type', ''],
    ['P-9', 'client_id', 'cli_0000000000000000000000'],
    ['P-9', 'client_secret', 'other'],
    ['P-9', 'scope', 'read'],
    ['P-9', 'foo', 'bar'],
  ])('%s: refuses %s given twice, the second time as %j', async (_, name, value) => {
    const once = `${form}&scope=read&foo=bar`;
    expect((await llavero.token(once)).statusCode).toBe(200);
    const parameter = new URLSearchParams({ [name]: value });
    for (const twice of [`${once}&${parameter}`, `${parameter}&${once}`]) {
      expectRefusal(await llavero.token(twice), 400, 'invalid_request');
    }
  });

  test('P-9: refuses the same name in another encoding', async () => {
    expectRefusal(await llavero.token(`${form}&scope=read&%73cope=read`), 400, 'invalid_request');
  });

  test('P-10: ignores what it does not know', async () => {
    const response = await llavero.token(`${form}&foo=bar&%00=%F0%9F%94%91&__proto__=x&constructor=`);
    expect([response.statusCode, response.json().scope]).toEqual([200, 'read create']);
  });

  test('P-15: takes no parameter out of the address', async () => {
    const { client_id, client_secret, grant_type } = credentialsOf(client);
    const noCredentials = await llavero.token({ grant_type }, { url: `/token?${form}` });
    expectRefusal(noCredentials, 401, 'invalid_client');
    const halfOfThem = await llavero.token(
      { grant_type, client_id },
      { url: `/token?client_secret=${client_secret}` },
    );
    expectRefusal(halfOfThem, 401, 'invalid_client');
    const noGrant = await llavero.token({ client_id, client_secret }, { url: `/token?${form}` });
    expectRefusal(noGrant, 400, 'invalid_request');
    const scoped = await llavero.token(form, { url: '/token?scope=read' });
    expect(scoped.json().scope).toBe('read create');
  });
});
