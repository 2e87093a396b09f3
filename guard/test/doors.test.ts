import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerClient, type RegisteredClient } from '../../server/test/kit/client-story.ts';
import type { TestLlavero } from '../../server/test/kit/llavero.ts';
import { claimsIn, tokenOf } from '../../server/test/kit/token-story.ts';
import type { Guard } from '../src/guard.ts';
import {
  bearing,
  expressApi,
  fastifyApi,
  guardOf,
  listeningLlavero,
  requestApi,
  type GuardedApi,
} from './guard-story.ts';

let llavero: TestLlavero;
let guard: Guard;
let reader: RegisteredClient;
let token: string;

beforeAll(async () => {
  llavero = await listeningLlavero();
  guard = guardOf(llavero);
  reader = await registerClient(await llavero.signIn('ADMIN'), { name: 'Reader' });
  token = await tokenOf(llavero, reader);
});
afterAll(async () => {
  guard.stop();
  await llavero.stop();
});

describe.each([
  ['Fastify', fastifyApi],
  ['Express', expressApi],
  ['a plain Request', requestApi],
])('an API on %s', (_, start) => {
  let api: GuardedApi;
  beforeAll(async () => {
    api = await start(guard);
  });
  afterAll(() => api.stop());

  /** The whole refusal: status, challenge and body. */
  async function expectRefusal(answer: Response, status: number, error: string | undefined, more = '') {
    const { error_description, ...body } = (await answer.json()) as Record<string, unknown>;
    expect([answer.status, body]).toEqual([status, error === undefined ? {} : { error }]);
    expect(error_description).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/);
    const told = error === undefined ? '' : `, error="${error}", error_description="${error_description}"`;
    expect(answer.headers.get('www-authenticate')).toBe(
      `Bearer realm="${llavero.config.audience}"${told}${more}`,
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  }

  test('knows who is calling', async () => {
    const answer = await api.ask({ headers: bearing(token) });
    const { jti, iat, exp } = claimsIn(token);
    const time = (seconds: unknown) => new Date(Number(seconds) * 1000).toISOString();
    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        clientId: reader.clientId,
        scopes: ['read'],
        tokenId: jti,
        organisationId: llavero.organisationId,
        issuedAt: time(iat),
        expiresAt: time(exp),
      },
    ]);
  });

  test('P-138: challenges who bears no token, and names no error', async () => {
    await expectRefusal(await api.ask(), 401, undefined);
    await expectRefusal(await api.ask({ headers: { authorization: 'Basic YTpi' } }), 401, undefined);
    await expectRefusal(await api.ask({ headers: { authorization: 'Bearer ' } }), 401, undefined);
  });

  test('P-139: refuses a token that does not count', async () => {
    await expectRefusal(await api.ask({ headers: bearing('garbage') }), 401, 'invalid_token');
    const forged = `${token.slice(0, -4)}AAAA`;
    await expectRefusal(await api.ask({ headers: bearing(forged) }), 401, 'invalid_token');
  });

  test('P-140: refuses a token without the scope, and names it', async () => {
    const answer = await api.ask({ method: 'POST', headers: bearing(token) });
    await expectRefusal(answer, 403, 'insufficient_scope', ', scope="create"');
    const writer = await registerClient(await llavero.signIn('ADMIN'), {
      name: `Writer ${Math.random()}`,
      scopes: ['create', 'read'],
    });
    const headers = bearing(await tokenOf(llavero, writer));
    expect((await api.ask({ method: 'POST', headers })).status).toBe(200);
  });

  test('P-141 P-142: takes no token from the address', async () => {
    const query = `?access_token=${token}`;
    await expectRefusal(await api.ask({ query }), 401, undefined);
    await expectRefusal(await api.ask({ query, headers: bearing(token) }), 400, 'invalid_request');
  });

  test('P-141: takes no two tokens', async () => {
    const authorization = `Bearer ${token}, Bearer ${token}`;
    await expectRefusal(await api.ask({ headers: { authorization } }), 400, 'invalid_request');
  });

  test.each(['bearer', 'BEARER', 'bEaReR'])('P-143: takes the scheme as %s', async (scheme) => {
    expect((await api.ask({ headers: { authorization: `${scheme} ${token}` } })).status).toBe(200);
  });
});

test.each([
  ['Fastify', fastifyApi],
  ['Express', expressApi],
])('P-141: %s takes no two headers either, of which Node shows one', async (_, start) => {
  const api = await start(guard);
  const { port } = new URL((await api.ask()).url);
  const line = `Authorization: Bearer ${token}\r\n`;
  const socket = connect(Number(port), '127.0.0.1');
  socket.end(`GET / HTTP/1.1\r\nHost: api\r\nConnection: close\r\n${line}${line}\r\n`);
  let said = '';
  for await (const chunk of socket) said += chunk;
  expect(said).toMatch(/^HTTP\/1.1 400 /);
  await api.stop();
});

test('who was not let through bears no token', () => {
  expect(() => guard.tokenOf({})).toThrow('no guard has let this request through');
});
