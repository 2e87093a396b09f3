import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { credentialsOf, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';

const token = 'metrics-token-for-tests';
let llavero: TestLlavero;
let client: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero({ LLAVERO_METRICS_TOKEN: token, LLAVERO_TRUST_PROXY: '127.0.0.1' });
  client = await registerClient(await llavero.signIn('ADMIN'));
});
afterAll(() => llavero.stop());

const read = (options: { remoteAddress?: string; headers?: Record<string, string> } = {}) =>
  llavero.app.inject({ url: '/metrics', ...options });

describe('P-180: /metrics', () => {
  test('is for this machine, and for whoever has its token', async () => {
    const stranger = '203.0.113.7';
    const allowed = [
      await read(),
      await read({ remoteAddress: '::1' }),
      await read({ remoteAddress: stranger, headers: { authorization: `Bearer ${token}` } }),
    ];
    for (const response of allowed) {
      expect(response.statusCode).toBe(200);
      expect(response.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
      expect(response.headers['cache-control']).toBe('no-store');
    }
  });

  test.each<[string, Parameters<typeof read>[0]]>([
    ['another machine', { remoteAddress: '203.0.113.7' }],
    ['another token', { headers: { authorization: `Bearer ${token}x` } }],
    ['no token behind the word', { headers: { authorization: 'Bearer' } }],
    ['Basic', { headers: { authorization: `Basic ${btoa(`:${token}`)}` } }],
    ['a proxy on this machine', { headers: { 'x-forwarded-for': '127.0.0.1' } }],
    ['a proxy that says the protocol', { headers: { 'x-forwarded-proto': 'https' } }],
    ['a proxy by the standard', { headers: { forwarded: 'for=127.0.0.1' } }],
    ['a proxy that says its name', { headers: { via: '1.1 proxy' } }],
  ])('is not there for %s', async (_, options) => {
    const response = await read(options);
    expect([response.statusCode, response.json()]).toEqual([
      404,
      { code: 'NOT_FOUND', message: 'Nothing answers here.' },
    ]);
  });

  test('is not there for a proxy that adds nothing and speaks HTTP/1.0, as nginx does', async () => {
    await llavero.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = llavero.app.server.address() as AddressInfo;
    const answerTo = async (version: string) => {
      const socket = connect(port, '127.0.0.1');
      socket.end(`GET /metrics HTTP/${version}\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
      return (await text(socket)).split('\r\n')[0];
    };
    expect(await answerTo('1.0')).toContain(' 404 ');
    expect(await answerTo('1.1')).toContain(' 200 ');
  });
});

test('no token opens it where none is set', async () => {
  const other = await startLlavero();
  for (const authorization of ['Bearer undefined', 'Bearer ', '']) {
    const response = await other.app.inject({ url: '/metrics', headers: { authorization } });
    expect(response.statusCode).toBe(404);
  }
  await other.stop();
});

test('counts what is asked, refused, waited for and known', async () => {
  await llavero.token(credentialsOf(client));
  await llavero.token(credentialsOf(client));
  await llavero.token({ ...credentialsOf(client), scope: 'delete' });
  await llavero.token({ ...credentialsOf(client), client_secret: 'wrong' });
  const lines = (await read()).body.split('\n');
  const value = (name: string) =>
    Number(lines.find((line) => line.startsWith(`${name} `))?.slice(name.length));
  expect({
    issued: value('llavero_requests_total{endpoint="/token",status="200"}'),
    unauthorised: value('llavero_requests_total{endpoint="/token",status="401"}'),
    measured: value('llavero_request_seconds_count{endpoint="/token"}'),
    scope: value('llavero_refusals_total{endpoint="/token",reason="scope_not_allowed"}'),
    shape: value('llavero_refusals_total{endpoint="/token",reason="secret_impossible"}'),
    slowHashes: value('llavero_slow_hashes'),
    clients: value('llavero_registry_clients'),
    hits: value('llavero_registry_lookups_total{result="hit"}'),
    misses: value('llavero_registry_lookups_total{result="miss"}'),
    proven: value('llavero_proven_secrets'),
    waiting: value('llavero_database_waiting'),
  }).toEqual({
    issued: 2,
    unauthorised: 1,
    measured: 4,
    scope: 1,
    shape: 1,
    slowHashes: 0,
    clients: 1,
    hits: 2,
    misses: 1,
    proven: 1,
    waiting: 0,
  });
  expect(value('llavero_database_connections{state="idle"}')).toBeGreaterThan(0);
  expect(value('llavero_database_connections{state="busy"}')).toBeGreaterThanOrEqual(0);
  for (const name of [
    'llavero_changes_heard',
    'process_resident_memory_bytes',
    'nodejs_eventloop_lag_p99_seconds',
  ])
    expect(value(name)).toBeGreaterThanOrEqual(0);
  expect(lines.join('\n')).not.toContain(client.clientId);
});

test('two processes count apart', async () => {
  const other = await startLlavero();
  const { body } = await other.app.inject('/metrics');
  expect(body).not.toContain('llavero_requests_total{endpoint="/token"');
  await other.stop();
});
