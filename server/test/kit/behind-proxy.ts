import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  deleteClientDocument,
  mutate,
  registerClient,
  updateClientDocument,
  type RegisteredClient,
} from './client-story.ts';
import { freePort } from './free-port.ts';
import { startLlavero, type TestLlavero, type TestPerson } from './llavero.ts';
import type { Proxy } from './proxies.ts';
import { ask, startSampleApi, type Answer, type SampleApi } from './proxy-story.ts';
import { claimsIn, tokenOf } from './token-story.ts';

/** What holds for an API without a line of code behind a proxy that asks Llavero. */
export function behindProxy(start: (llavero: string, api: string) => Promise<Proxy>): void {
  let llavero: TestLlavero;
  let admin: TestPerson;
  let api: SampleApi;
  let proxy: Proxy;
  let reader: RegisteredClient;
  let token: string;

  beforeAll(async () => {
    llavero = await startLlavero();
    admin = await llavero.signIn('ADMIN');
    api = await startSampleApi();
    proxy = await start(await listening(llavero), api.address);
    reader = await registerClient(admin, { name: 'Reader' });
    token = await tokenOf(llavero, reader);
  });
  beforeEach(() => void api.asked.splice(0));
  afterAll(async () => {
    await proxy.stop();
    await api.stop();
    await llavero.stop();
  });

  const request = (bearer: string, method = 'GET', headers: Record<string, string | string[]> = {}) =>
    ask(proxy.address, { method, headers: { authorization: `Bearer ${bearer}`, ...headers } });

  const expectRefusal = ({ status, headers }: Answer, expected: number, challenge: RegExp) => {
    expect([status, headers['www-authenticate']]).toEqual([expected, expect.stringMatching(challenge)]);
    expect(api.asked).toEqual([]);
  };

  test('N-62: who has a good token reaches the API, which hears who is calling', async () => {
    const forged = { 'X-Client-Id': 'cli_forged', 'X-Scope': 'delete', 'X-Token-Id': 'forged' };
    const { status, body } = await request(token, 'GET', forged);
    expect([status, body]).toEqual([200, '{"properties":[]}']);
    expect(api.asked).toMatchObject([
      {
        method: 'GET',
        url: '/properties',
        headers: { 'x-client-id': reader.clientId, 'x-scope': 'read', 'x-token-id': claimsIn(token)['jti'] },
      },
    ]);
  });

  test('N-62: who has none, or a bad one, does not', async () => {
    expectRefusal(await ask(proxy.address), 401, /^Bearer realm="llavero"$/);
    expectRefusal(await request('garbage'), 401, /error="invalid_token"/);
    expectRefusal(await request(`${token.slice(0, -4)}AAAA`), 401, /error="invalid_token"/);
    const inAddress = await ask(proxy.address, { path: `/properties?access_token=${token}` });
    expectRefusal(inAddress, 401, /^Bearer realm="llavero"$/);
  });

  test('N-63 N-72: who may read can read and not create, until the scope is added', async () => {
    const client = await registerClient(admin, { name: 'Grows' });
    const before = await tokenOf(llavero, client);
    expect((await request(before)).status).toBe(200);
    api.asked.splice(0);
    expectRefusal(await request(before, 'POST'), 403, /error="insufficient_scope".*scope="create"$/);

    await mutate(admin, updateClientDocument, { clientId: client.clientId, scopes: ['read', 'create'] });
    const after = await tokenOf(llavero, client);
    expect((await request(after, 'POST')).status).toBe(200);
    expect(api.asked).toMatchObject([{ method: 'POST' }]);
  });

  test.each([
    ['PUT', 'update'],
    ['PATCH', 'update'],
    ['DELETE', 'delete'],
  ])('N-63: %s needs %s', async (method, scope) => {
    expectRefusal(await request(token, method), 403, new RegExp(`scope="${scope}"$`));
    const client = await registerClient(admin, { name: `May ${method}`, scopes: [scope] });
    expect((await request(await tokenOf(llavero, client), method)).status).toBe(200);
  });

  test('a body reaches the API alone', async () => {
    const client = await registerClient(admin, { name: 'Sends', scopes: ['create'] });
    const headers = {
      authorization: `Bearer ${await tokenOf(llavero, client)}`,
      'content-type': 'text/plain',
    };
    const answer = await ask(proxy.address, { method: 'POST', headers, body: 'x'.repeat(100_000) });
    expect(answer.status).toBe(200);
    expect(api.asked[0]?.headers).toMatchObject({ 'content-length': '100000' });
  });

  test.each<[string, Record<string, string | string[]>]>([
    ['the header that the proxy writes', { 'X-Original-Method': 'GET', 'X-Forwarded-Method': 'GET' }],
    ['that header, twice', { 'X-Original-Method': ['GET', 'GET'], 'X-Forwarded-Method': ['GET', 'GET'] }],
    ['that header, spelt otherwise', { x_original_method: 'GET', x_forwarded_method: 'GET' }],
    ['a header that frameworks know', { 'X-HTTP-Method-Override': 'GET' }],
    ['a header that is not to be handed on', { Connection: 'X-Original-Method, X-Forwarded-Method' }],
  ])('no other method is smuggled past it by %s', async (_, headers) => {
    expectRefusal(await request(token, 'DELETE', headers), 403, /scope="delete"$/);
  });

  test('no other method is smuggled past it by the query', async () => {
    for (const query of ['?scope=read', '?method_header=x-mine', '?_method=GET']) {
      const path = `/properties${query}`;
      const headers = { authorization: `Bearer ${token}`, 'X-Mine': 'GET' };
      expectRefusal(await ask(proxy.address, { method: 'DELETE', path, headers }), 403, /scope="delete"$/);
    }
  });

  test('the API hears of one method alone', async () => {
    const names = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'];
    const headers = Object.fromEntries(names.map((name) => [name, 'DELETE']));
    expect((await request(token, 'GET', headers)).status).toBe(200);
    for (const name of names) expect(api.asked[0]?.headers).not.toHaveProperty(name.toLowerCase());
  });

  test('N-55 N-78: a deleted client is refused at the next request, though its token has not expired', async () => {
    const client = await registerClient(admin, { name: 'Deleted' });
    const bearer = await tokenOf(llavero, client);
    expect((await request(bearer)).status).toBe(200);
    await mutate(admin, deleteClientDocument, { clientId: client.clientId });
    api.asked.splice(0);
    expectRefusal(await request(bearer), 401, /error="invalid_token"/);
    expect(Number(claimsIn(bearer)['exp'])).toBeGreaterThan(Date.now() / 1000 + 3000);
  });

  test('without Llavero nobody gets through, and everybody is told to come back', async () => {
    const orphan = await start(`127.0.0.1:${await freePort()}`, api.address);
    const headers = { authorization: `Bearer ${token}` };
    const answer = await ask(orphan.address, { headers });
    await orphan.stop();
    expect([answer.status, answer.headers['retry-after'], api.asked]).toEqual([503, '5', []]);
  });
}

async function listening({ app }: TestLlavero): Promise<string> {
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return address.replace('http://', '');
}
