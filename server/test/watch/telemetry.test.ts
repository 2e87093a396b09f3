import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialsOf, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { startProcess } from '../kit/process.ts';
import { basicHeader } from '../kit/token-story.ts';

type Span = { name: string; kind: number; attributes: { key: string; value: Record<string, unknown> }[] };
type Traces = { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };

/** What a collector on loopback was sent. */
const received: { path: string | undefined; traces: Traces }[] = [];
const collector = createServer((request, response) => {
  void json(request).then((traces) => {
    received.push({ path: request.url, traces: traces as Traces });
    response.setHeader('content-type', 'application/json').end('{}');
  });
});

let llavero: TestLlavero;
let client: RegisteredClient;

beforeAll(async () => {
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  llavero = await startLlavero();
  client = await registerClient(await llavero.signIn('ADMIN'));
});
afterAll(async () => {
  collector.close();
  await llavero.stop();
});

async function askForTokens(url: string): Promise<string[]> {
  const ask = (query: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${url}/token${query}`, { method: 'POST', body: new URLSearchParams(form), headers });
  const { clientId, clientSecret } = client;
  const answers = [
    await ask('', credentialsOf(client)),
    await ask('', { grant_type: 'client_credentials' }, basicHeader(clientId, clientSecret)),
    await ask(`?client_secret=${clientSecret}`, { grant_type: 'client_credentials' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 401]);
  const tokens = await Promise.all(
    answers.map((answer) => answer.json() as Promise<{ access_token?: string }>),
  );
  return tokens.flatMap(({ access_token }) => access_token ?? []);
}

test('spans of requests and statements go where OpenTelemetry’s variables say, without any secret', async () => {
  const { port } = collector.address() as AddressInfo;
  const started = await startProcess(llavero, {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  });
  const tokens = await askForTokens(started.url);
  expect(await started.stop()).toBe(0);

  const sent = received.filter(({ path: to }) => to === '/v1/traces').map(({ traces }) => traces);
  const spans = sent.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
  );
  const names = spans.map(({ name }) => name);
  expect(names.filter((name) => name === 'POST /token')).toHaveLength(3);
  expect(names.some((name) => name.startsWith('pg.query:SELECT '))).toBe(true);

  const everything = JSON.stringify(received);
  expect(everything).toContain('"llavero"');
  for (const secret of [
    client.clientSecret.slice(13, 40),
    ...tokens,
    ...tokens.map((t) => t.split('.')[2] ?? ''),
  ]) {
    expect(everything).not.toContain(secret);
  }
  expect(everything).not.toContain(
    basicHeader(client.clientId, client.clientSecret).authorization.slice(6, 40),
  );
}, 60_000);

test('nothing is sent when they are not set', async () => {
  received.length = 0;
  const started = await startProcess(llavero);
  await askForTokens(started.url);
  expect(await started.stop()).toBe(0);
  expect(received).toEqual([]);
}, 60_000);
