import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { credentialsOf, registerClient } from './kit/client-story.ts';
import { startLlavero, type TestLlavero } from './kit/llavero.ts';
import { overTheWire, type Answer } from './kit/wire.ts';

let llavero: TestLlavero;
let port: number;
let form: string;

beforeAll(async () => {
  llavero = await startLlavero();
  const client = await registerClient(await llavero.signIn('ADMIN'));
  form = new URLSearchParams(credentialsOf(client)).toString();
  await llavero.app.listen({ host: 'localhost', port: 0 });
  ({ port } = llavero.app.server.address() as AddressInfo);
});
afterAll(() => llavero.stop());

/** The one answer to these lines, and the credentials behind them. */
async function ask(...lines: string[]): Promise<Answer> {
  const head = [
    ...lines,
    'Connection: close',
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${form.length}`,
  ];
  const answers = await overTheWire(port, { bytes: `${head.join('\r\n')}\r\n\r\n${form}`, isWhole: true });
  expect(answers).toHaveLength(1);
  return answers[0] as Answer;
}

const safe = {
  'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  'x-content-type-options': 'nosniff',
  'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
  'content-type': 'application/json; charset=utf-8',
};

describe('a request that no route sees is refused with every header of an answer, and hung up on', () => {
  test.each([
    ['no HTTP at all', ['\x16\x03\x01\x02'], 400, 'This is no valid HTTP request.'],
    [
      'a header without a colon',
      ['POST /token HTTP/1.1', 'Host: a', 'none'],
      400,
      'This is no valid HTTP request.',
    ],
    [
      'a header that is folded',
      ['POST /token HTTP/1.1', 'Host: a', 'X: a', ' b'],
      400,
      'This is no valid HTTP request.',
    ],
    [
      'two lengths',
      ['POST /token HTTP/1.1', 'Host: a', 'Content-Length: 1'],
      400,
      'This is no valid HTTP request.',
    ],
    [
      'P-17: headers of 20 kB',
      ['POST /token HTTP/1.1', 'Host: a', `X: ${'x'.repeat(20_000)}`],
      431,
      'The headers are larger than 16 KiB.',
    ],
  ])('%s', async (_, lines, status, message) => {
    llavero.logged.splice(0);
    const { status: answered, headers, body } = await ask(...lines);
    expect([answered, JSON.parse(body)]).toEqual([status, { code: 'UNREADABLE_REQUEST', message }]);
    expect(headers).toMatchObject({ ...safe, connection: 'close' });
    const line = llavero.logged.find((logged) => logged.includes(String(headers['x-request-id'])));
    expect(Object.keys(JSON.parse(line ?? '{}')).sort()).toEqual(
      ['cause', 'level', 'msg', 'requestId', 'status', 'time'].sort(),
    );
  });
});

test.each([
  ['headers', 'POST /token HTTP/1.1\r\nHost: localhost\r\n'],
  [
    'a body in chunks',
    'POST /token HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n2\r\na=\r\n',
  ],
])('P-163: %s that never end are told so after a while', async (_, bytes) => {
  const { server } = llavero.app;
  const usual = { requestTimeout: server.requestTimeout, headersTimeout: server.headersTimeout };
  Object.assign(server, { requestTimeout: 100, headersTimeout: 100 });
  const [answer] = await overTheWire(port, { bytes, isWhole: true });
  Object.assign(server, usual);
  expect([answer?.status, JSON.parse(answer?.body ?? '')]).toEqual([
    408,
    { code: 'UNREADABLE_REQUEST', message: 'The request did not come to its end in time.' },
  ]);
  expect(answer?.headers).toMatchObject({ ...safe, connection: 'close' });
});

describe('the Host of a request (RFC 9112, section 3.2)', () => {
  test.each([
    ['must not be missing', []],
    ['must not be there twice', ['Host: localhost', 'Host: elsewhere.example']],
  ])('%s', async (_, hosts) => {
    const token = await ask('POST /token HTTP/1.1', ...hosts);
    expect([token.status, JSON.parse(token.body)]).toEqual([
      400,
      {
        error: 'invalid_request',
        error_description: 'The request is malformed.',
        error_id: token.headers['x-request-id'],
      },
    ]);
    expect(token.headers).toMatchObject({ ...safe, 'cache-control': 'no-store' });

    const verified = await ask('POST /verify HTTP/1.1', ...hosts);
    expect([verified.status, JSON.parse(verified.body).error]).toEqual([400, 'invalid_request']);
    expect(verified.headers).toMatchObject(safe);

    const health = await ask('GET /healthz HTTP/1.1', ...hosts);
    expect([health.status, JSON.parse(health.body)]).toEqual([
      400,
      { code: 'UNCLEAR_HOST', message: 'Send one Host header.' },
    ]);
    expect(health.headers).toMatchObject(safe);
  });

  test('is no matter in HTTP/1.0', async () => {
    expect((await ask('POST /token HTTP/1.0')).status).toBe(200);
  });
});

test('an expectation that nobody knows is passed over (RFC 9110, section 10.1.1)', async () => {
  expect((await ask('POST /token HTTP/1.1', 'Host: localhost', 'Expect: everything')).status).toBe(200);
});

test('of two requests whose sender has hung up, none fails for want of an address', async () => {
  llavero.logged.splice(0);
  const request = 'POST /revoke HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
  await overTheWire(port, { bytes: `${request}${request}`, isWhole: false });
  await ask('POST /token HTTP/1.1', 'Host: localhost');
  expect(llavero.logged.join('\n')).not.toContain('"level":50');
});
