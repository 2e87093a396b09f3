import http from 'node:http';
import type { AddressInfo } from 'node:net';
import argon2 from 'argon2';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { credentialsOf, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { basicHeader, expectRefusal } from '../kit/token-story.ts';

// Watched and not replaced: what is too big is to be refused before any slow hash.
const verify = vi.spyOn(argon2, 'verify');

let llavero: TestLlavero;
let client: RegisteredClient;
let form: string;

beforeAll(async () => {
  llavero = await startLlavero();
  client = await registerClient(await llavero.signIn('ADMIN'));
  form = new URLSearchParams(credentialsOf(client)).toString();
  await llavero.app.listen({ host: '127.0.0.1', port: 0 });
});
beforeEach(() => void verify.mockClear());
afterAll(() => {
  verify.mockRestore();
  return llavero.stop();
});

test('the watch works: a secret is compared by argon2', async () => {
  expect((await llavero.token(form)).statusCode).toBe(200);
  expect(verify).toHaveBeenCalledTimes(1);
});

test.each([
  ['64 KiB and a byte', 64 * 1024 + 1],
  ['10 MB', 10_000_000],
])('P-17: refuses a body of %s', async (_, size) => {
  const body = `${form}&padding=`.padEnd(size, 'x');
  expectRefusal(await llavero.token(body), 413, 'invalid_request');
  expect(verify).not.toHaveBeenCalled();
});

test('P-17: takes a body of 64 KiB', async () => {
  expect((await llavero.token(`${form}&padding=`.padEnd(64 * 1024, 'x'))).statusCode).toBe(200);
});

test('P-17: refuses 10,000 parameters in a body that is short enough', async () => {
  const body = `${form}&${Array.from({ length: 10_000 }, (_, n) => n.toString(36)).join('&')}`;
  expect(body.length).toBeLessThan(64 * 1024);
  expectRefusal(await llavero.token(body), 400, 'invalid_request');
  expect(verify).not.toHaveBeenCalled();
});

test('P-17: refuses an Authorization header of 100 kB', async () => {
  const headers = basicHeader(client.clientId, client.clientSecret.padEnd(75_000, 'x'));
  expect(await statusOf({ ...headers, 'content-type': 'application/x-www-form-urlencoded' }, form)).toBe(431);
  expect(verify).not.toHaveBeenCalled();
});

/** The status of a POST to the listening server: only a real connection has a limit on headers. */
function statusOf(headers: Record<string, string>, body: string): Promise<number | undefined> {
  const { port } = llavero.app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const request = http.request(
      { port, host: '127.0.0.1', path: '/token', method: 'POST', headers },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
