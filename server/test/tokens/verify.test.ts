import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { ask as send } from '../kit/proxy-story.ts';
import { claimsIn, tokenOf } from '../kit/token-story.ts';
import { askVerify, expectBearerRefusal, invalidToken } from '../kit/verify-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let reader: RegisteredClient;
let token: string;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
  reader = await registerClient(admin, { name: 'Reader' });
  token = await tokenOf(llavero, reader);
});
afterAll(() => llavero.stop());

const audience = 'http://localhost:4000/api';

const ask = (bearer: string | undefined, options?: InjectOptions) => askVerify(llavero, bearer, options);

const lacks = (scope: string) =>
  new RegExp(
    `^Bearer realm="llavero", error="insufficient_scope", error_description="[^"]+", scope="${scope}"$`,
  );
const allowsNothing = /^Bearer realm="llavero", error="insufficient_scope", error_description="[^"]+"$/;

describe('a good token', () => {
  test('N-62: is let through, and the API hears who is calling', async () => {
    const response = await ask(token);
    expect([response.statusCode, response.body]).toEqual([204, '']);
    expect(response.headers).toMatchObject({
      'x-client-id': reader.clientId,
      'x-scope': 'read',
      'x-token-id': claimsIn(token)['jti'],
      'cache-control': 'no-store',
    });
    expect(response.headers).not.toHaveProperty('www-authenticate');
  });

  test.each(['bearer', 'BEARER', 'bEaReR'])('P-143: may be called %s', async (scheme) => {
    const headers = { authorization: `${scheme}  ${token}` };
    expect((await ask(undefined, { headers })).statusCode).toBe(204);
  });

  test('is 200 for a proxy that takes nothing else for a yes, and asks for content', async () => {
    const response = await ask(token, { headers: { prefer: 'return=representation' } });
    const { jti } = claimsIn(token);
    expect([response.statusCode, response.json()]).toEqual([
      200,
      { client_id: reader.clientId, scope: 'read', jti },
    ]);
    expect(response.headers).toMatchObject({ 'x-client-id': reader.clientId, 'cache-control': 'no-store' });
  });

  test('is judged whatever body comes with it, and that is not read', async () => {
    const writer = await registerClient(admin, { name: 'Writer', scopes: ['create'] });
    const bearer = await tokenOf(llavero, writer);
    for (const type of ['application/json', 'text/nothing', 'application/x-www-form-urlencoded']) {
      const options = { method: 'POST' as const, payload: '{', headers: { 'content-type': type } };
      expect((await ask(bearer, options)).statusCode).toBe(204);
    }
  });
});

describe('the method', () => {
  const needs = {
    GET: 'read',
    HEAD: 'read',
    POST: 'create',
    PUT: 'update',
    PATCH: 'update',
    DELETE: 'delete',
  };
  const bearers: Record<string, string> = {};

  beforeAll(async () => {
    for (const scope of new Set(Object.values(needs))) {
      bearers[scope] = await tokenOf(
        llavero,
        await registerClient(admin, { name: `Only ${scope}`, scopes: [scope] }),
      );
    }
  });

  test.each(Object.entries(needs))('N-63 N-72 P-140: %s needs %s', async (name, needed) => {
    const method = name as 'GET';
    const doors: InjectOptions[] = [
      { method },
      { method, url: '/verify/properties/7?x=y' },
      { url: '/verify?method_header=X-Original-Method', headers: { 'x-original-method': name } },
      {
        method: 'POST',
        url: '/verify?method_header=x-original-method',
        headers: { 'X-ORIGINAL-METHOD': name },
      },
    ];
    for (const door of doors) {
      for (const [scope, bearer] of Object.entries(bearers)) {
        const response = await ask(bearer, door);
        if (scope === needed) expect(response.statusCode).toBe(204);
        else if (name !== 'HEAD') expectBearerRefusal(response, 403, lacks(needed), 'insufficient_scope');
        else expect(response.statusCode).toBe(403);
      }
    }
  });

  test.each([
    ['of nobody', { method: 'OPTIONS' }],
    ['that is missing from its header', { url: '/verify?method_header=x-method' }],
    ['in small letters', { url: '/verify?method_header=x-method', headers: { 'x-method': 'get' } }],
    ['that nobody knows', { url: '/verify?method_header=x-method', headers: { 'x-method': 'GETS' } }],
    [
      'with something behind it',
      { url: '/verify?method_header=x-method', headers: { 'x-method': 'GET, POST' } },
    ],
    ['that is inherited', { url: '/verify?method_header=x-method', headers: { 'x-method': 'constructor' } }],
  ] satisfies [string, InjectOptions][])('P-140: a method %s is allowed by no scope', async (_, options) => {
    const everything = await registerClient(admin, {
      name: `Everything ${_}`,
      scopes: ['read', 'create', 'update', 'delete'],
    });
    const response = await ask(await tokenOf(llavero, everything), options);
    expectBearerRefusal(response, 403, allowsNothing, 'insufficient_scope');
  });

  test('is not the caller’s to choose: another method in another header, or in the query that a proxy appends', async () => {
    const smuggled = [
      { method: 'DELETE', url: '/verify/properties?scope=read' },
      { method: 'DELETE', url: '/verify/properties?method_header=x-mine', headers: { 'x-mine': 'GET' } },
      { method: 'DELETE', headers: { 'x-http-method-override': 'GET', 'x-forwarded-method': 'GET' } },
      { method: 'DELETE', url: '/verify/properties?_method=GET' },
    ] satisfies InjectOptions[];
    for (const options of smuggled) {
      expectBearerRefusal(await ask(token, options), 403, lacks('delete'), 'insufficient_scope');
    }
  });
});

describe('what the proxy asks for', () => {
  test('may be a scope by its name', async () => {
    expect((await ask(token, { method: 'DELETE', url: '/verify?scope=read' })).statusCode).toBe(204);
    const response = await ask(token, { url: '/verify?scope=create' });
    expectBearerRefusal(response, 403, lacks('create'), 'insufficient_scope');
  });

  test('P-144: may be another audience, and the common one is refused there', async () => {
    const url = `/verify?resource=${encodeURIComponent('https://other.example.com')}`;
    expectBearerRefusal(await ask(token, { url }), 401, invalidToken, 'invalid_token');
    const own = `/verify?resource=${encodeURIComponent(audience)}`;
    expect((await ask(token, { url: own })).statusCode).toBe(204);
  });

  test.each([
    'scope=',
    'scope=read&scope=read',
    'method_header=',
    'resource=a&resource=b',
    'scope=read%0d%0a',
    'scope="',
  ])('is refused when it cannot be meant: %s', async (query) => {
    const response = await ask(token, { url: `/verify?${query}` });
    expectBearerRefusal(response, 400, /error="invalid_request"/, 'invalid_request');
  });
});

describe('over a real connection', () => {
  let address: string;

  beforeAll(async () => {
    address = (await llavero.app.listen({ port: 0, host: '127.0.0.1' })).replace('http://', '');
  });

  test('P-141: two Authorization headers are too many', async () => {
    const authorization = [`Bearer ${token}`, 'Bearer other'];
    const { status, headers } = await send(address, { path: '/verify', headers: { authorization } });
    expect([status, headers['www-authenticate']]).toEqual([
      400,
      expect.stringMatching(/error="invalid_request"/),
    ]);
  });

  test('P-140: a method that is told twice is allowed by no scope', async () => {
    const path = '/verify?method_header=x-method';
    const headers = { authorization: `Bearer ${token}` };
    const once = await send(address, { path, headers: { ...headers, 'x-method': 'GET' } });
    const twice = await send(address, { path, headers: { ...headers, 'x-method': ['GET', 'GET'] } });
    // Node keeps the first of these alone.
    const dropped = { ...headers, 'user-agent': ['GET', 'DELETE'] };
    const folded = await send(address, { path: '/verify?method_header=user-agent', headers: dropped });
    expect([once.status, twice.status, folded.status]).toEqual([204, 403, 403]);
  });

  test('a body that is never read does not hold the next request up', async () => {
    const headers = { authorization: `Bearer ${token}` };
    for (let n = 0; n < 3; n++) {
      const { status } = await send(address, {
        method: 'POST',
        path: '/verify',
        headers,
        body: 'x'.repeat(200_000),
      });
      expect(status).toBe(403);
    }
  });
});
