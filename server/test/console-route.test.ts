import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLlavero, type TestLlavero } from './kit/llavero.ts';

let llavero: TestLlavero;

beforeAll(async () => {
  llavero = await startLlavero({ LLAVERO_ISSUER: 'https://h.example/t1' });
});
afterAll(() => llavero.stop());

const get = (url: string, accept = 'text/html,*/*;q=0.8') =>
  llavero.app.inject({ url, headers: { accept, 'x-forwarded-proto': 'https' } });

test.each([
  '/t1',
  '/t1/',
  '/t1/settings/api',
  '/t1/settings/api/new',
  '/t1/settings/api/cli_x/edit',
  '/t1/docs/integrators',
])('the console’s page answers at %s, and knows the path it stands under', async (url) => {
  const page = await get(url);
  expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.body).toContain('<meta name="llavero-base" content="/t1"');
  expect(page.body).toMatch(/<script[^>]* src="\/t1\/assets\//);
  expect(page.body).not.toMatch(/(src|href)="\.?\/?assets/);
});

test.each([
  '/t1/api/auth/session',
  '/t1/assets/none.js',
  '/t1/favicon.ico',
  '/t1/.well-known/none',
  '/t1/docs/llavero-guard-0.0.0.tgz',
  '/settings',
  '/t1/index.html',
])('what is not there is not the page: %s', async (url) => {
  const missing = await get(url);
  expect([missing.statusCode, missing.json()]).toEqual([
    404,
    { code: 'NOT_FOUND', message: 'Nothing answers here.' },
  ]);
});

test('files named by their content are kept for a year, and come compressed', async () => {
  const page = await get('/t1/');
  const script = /<script[^>]* src="(?<url>\/t1\/assets\/[^"]+)"/.exec(page.body)?.groups?.['url'] ?? '';
  const file = await llavero.app.inject({ url: script, headers: { 'accept-encoding': 'br' } });
  expect(file.statusCode).toBe(200);
  expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(file.headers['content-encoding']).toBe('br');
});

test('a program that wants no page gets none', async () => {
  expect((await get('/t1/settings', 'application/json')).statusCode).toBe(404);
});

test('hands out the packed guard of this version, and says 304 to whoever has it', async () => {
  const description = await readFile(new URL('../../guard/package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(description) as { version: string };
  const url = `/t1/docs/llavero-guard-${version}.tgz`;
  const packed = await get(url, '*/*');
  expect(packed.statusCode).toBe(200);
  expect(packed.headers).toMatchObject({
    'content-type': 'application/gzip',
    'cache-control': 'no-cache',
    etag: expect.any(String),
  });
  expect(packed.headers).not.toHaveProperty('content-encoding');
  const names = gunzipSync(packed.rawPayload).toString('latin1');
  expect(names).toContain('package/dist/guard.js');
  expect(names).toContain('package/dist/guard.d.ts');
  const again = await llavero.app.inject({ url, headers: { 'if-none-match': packed.headers.etag } });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});
