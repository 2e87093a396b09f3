import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mostGuesses } from '../../src/tokens/introspect-route.ts';
import { signJwt } from '../../src/tokens/sign-jwt.ts';
import {
  createClientDocument,
  credentialsOf,
  mutate,
  portal,
  registerClient,
  updateClientDocument,
  type RegisteredClient,
} from '../kit/client-story.ts';
import { send } from '../kit/judging-story.ts';
import { foundOrganisation } from '../kit/organisation-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { basicHeader, claimsIn, expectRefusal, tokenOf } from '../kit/token-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let api: RegisteredClient;
let client: RegisteredClient;
let token: string;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
  api = await registerClient(admin, { name: 'API', mayIntrospect: true });
  client = await registerClient(admin, { name: 'Portal', scopes: ['read', 'create'] });
  token = await tokenOf(llavero, client);
});
afterAll(() => llavero.stop());

const introspect = (caller: RegisteredClient, parameters: Record<string, string>) =>
  send(llavero, '/introspect', caller, parameters);

describe('an active token', () => {
  test('P-121: is told of whole', async () => {
    const response = await introspect(api, { token });
    const { iat, exp, jti } = claimsIn(token);
    expect([response.statusCode, response.json()]).toEqual([
      200,
      {
        active: true,
        scope: 'read create',
        client_id: client.clientId,
        sub: client.clientId,
        aud: 'http://localhost:4000/api',
        iss: 'http://localhost:4000',
        exp,
        iat,
        jti,
        token_type: 'Bearer',
      },
    ]);
    expect(response.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      pragma: 'no-cache',
    });
  });

  test.each(['access_token', 'refresh_token', 'nonsense'])(
    'P-121: the hint %s changes nothing',
    async (hint) => {
      expect((await introspect(api, { token, token_type_hint: hint })).json().active).toBe(true);
    },
  );

  test('P-121: may be asked for by HTTP Basic', async () => {
    const headers = basicHeader(api.clientId, api.clientSecret);
    const response = await llavero.token({ token }, { url: '/introspect', headers });
    expect(response.json().active).toBe(true);
  });
});

describe('any other token', () => {
  const altered = (over: object, typ = 'at+jwt') =>
    signJwt(llavero.signingKeys.current, typ, { ...claimsIn(token), ...over });

  test.each<[string, () => string]>([
    ['P-122: unknown', () => 'unknown'],
    ['P-122: malformed', () => 'a.b.c'],
    ['P-122: expired', () => altered({ exp: Math.floor(Date.now() / 1000) - 10 })],
    ['P-122: for another API', () => altered({ aud: 'https://other.example.com' })],
    ['P-122: of another kind', () => altered({}, 'JWT')],
    ['P-122: of another organisation', () => altered({ org: '00000000-0000-7000-8000-000000000000' })],
    ['P-122: of no client', () => altered({ client_id: 'cli_none' })],
    ['P-123: with a forged signature', () => `${token.slice(0, token.lastIndexOf('.'))}.${'A'.repeat(86)}`],
    [
      'P-123: with another content',
      () => token.replace(/\.[^.]+\./, `.${altered({ scope: 'delete' }).split('.')[1]}.`),
    ],
  ])('%s: is not active, and nothing else is told', async (_, make) => {
    const response = await introspect(api, { token: make() });
    expect([response.statusCode, response.body]).toEqual([200, '{"active":false}']);
  });

  test('P-122: a token of another organisation’s client tells its own API nothing', async () => {
    const id = await foundOrganisation(llavero, 'Other');
    await llavero.db.client.update({ where: { clientId: client.clientId }, data: { organisationId: id } });
    await llavero.changes.caughtUp();
    const foreign = await tokenOf(llavero, client);
    expect((await introspect(api, { token: foreign })).body).toBe('{"active":false}');
    await llavero.db.client.update({
      where: { clientId: client.clientId },
      data: { organisationId: llavero.organisationId },
    });
    await llavero.changes.caughtUp();
  });
});

describe('who asks', () => {
  test('P-120: without credentials, or with wrong ones, hears nothing', async () => {
    expectRefusal(await llavero.token({ token }, { url: '/introspect' }), 401, 'invalid_client');
    const { clientSecret } = client;
    expectRefusal(await introspect({ ...api, clientSecret }, { token }), 401, 'invalid_client');
    const headers = { authorization: `Bearer ${token}` };
    expectRefusal(await llavero.token({ token }, { url: '/introspect', headers }), 401, 'invalid_client');
  });

  test('P-120: must be allowed to, from the next request on', async () => {
    expectRefusal(await introspect(client, { token }), 403, 'unauthorized_client');
    const { clientId } = client;
    await mutate(admin, updateClientDocument, { clientId, mayIntrospect: true });
    expect((await introspect(client, { token })).json().active).toBe(true);
    await mutate(admin, updateClientDocument, { clientId, mayIntrospect: false });
    expectRefusal(await introspect(client, { token }), 403, 'unauthorized_client');
  });

  test('says which token', async () => {
    expectRefusal(await introspect(api, {}), 400, 'invalid_request');
    expectRefusal(await introspect(api, { token: '' }), 400, 'invalid_request');
  });

  test('P-124: says it in the body of a POST, and nowhere else', async () => {
    const query = new URLSearchParams({ ...credentialsOf(api), token }).toString();
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE'] as const) {
      const response = await llavero.app.inject({ method, url: `/introspect?${query}` });
      expect([response.statusCode, response.headers.allow]).toEqual([405, 'POST']);
    }
    const response = await llavero.token(credentialsOf(api), { url: `/introspect?token=${token}` });
    expectRefusal(response, 400, 'invalid_request');
  });

  test('P-125: may not try tokens without end, and is told of known ones all the same', async () => {
    const scanner = await registerClient(admin, { name: 'Scanner', mayIntrospect: true });
    expect((await introspect(scanner, { token })).json().active).toBe(true);
    const wave = 500;
    for (let tried = 0; tried < mostGuesses; tried += wave) {
      await Promise.all(
        Array.from({ length: wave }, (_, n) => introspect(scanner, { token: `${tried + n}` })),
      );
    }
    const refused = await introspect(scanner, { token: 'one more' });
    expectRefusal(refused, 429, 'temporarily_unavailable');
    expect(refused.headers['retry-after']).toMatch(/^[1-9]\d?$/);
    expect((await introspect(scanner, { token })).json().active).toBe(true);
    expect((await introspect(api, { token: 'another' })).statusCode).toBe(200);
  });
});

describe('the permission to introspect', () => {
  const withPermission = 'query ($id: ID!) { client(clientId: $id) { mayIntrospect } }';
  const permissionOf = async (id: string) =>
    (await admin.execute(withPermission, { id })).client.mayIntrospect;

  test('is given at the registration or later, and not by itself', async () => {
    expect(await permissionOf(api.clientId)).toBe(true);
    const { clientId } = await registerClient(admin, { name: 'Plain' });
    expect(await permissionOf(clientId)).toBe(false);
    await mutate(admin, updateClientDocument, { clientId, mayIntrospect: true });
    await mutate(admin, updateClientDocument, { clientId, name: 'Plain, renamed' });
    expect(await permissionOf(clientId)).toBe(true);
  });

  test('is refused as null where it is changed, and taken for none where a client is new', async () => {
    const result = await mutate(admin, updateClientDocument, { clientId: api.clientId, mayIntrospect: null });
    expect(result).toEqual({
      __typename: 'ValidationError',
      message: 'mayIntrospect: This field is required.',
      fields: [{ field: 'mayIntrospect', code: 'REQUIRED', message: 'This field is required.' }],
    });
    const input = { ...portal, name: 'Null', mayIntrospect: null };
    const created = await mutate(admin, createClientDocument, input);
    expect(await permissionOf(created.client.clientId)).toBe(false);
  });
});
