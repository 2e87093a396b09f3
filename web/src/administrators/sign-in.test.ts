import { afterEach, expect, test, vi } from 'vitest';
import { localPath, signIn } from './sign-in.ts';

afterEach(() => vi.unstubAllGlobals());

const answering =
  (status: number, headers = {}) =>
  async () =>
    new Response('{}', { status, headers });

test.each([
  ['the right pair', answering(200), null],
  ['a wrong pair', answering(401), { __typename: 'WrongCredentialsError' }],
  [
    'too many attempts',
    answering(429, { 'Retry-After': '17' }),
    { __typename: 'TooManyAttemptsError', retryAfterSeconds: 17 },
  ],
  ['a broken server', answering(500), { __typename: 'outage' }],
  ['no answer', () => Promise.reject(new TypeError('Failed to fetch')), { __typename: 'outage' }],
])('understands %s', async (_, fetch, outcome) => {
  vi.stubGlobal('fetch', fetch);
  expect(await signIn('ana@ejemplo.com', 'a long enough phrase')).toEqual(outcome);
});

test.each([
  ['/settings/api?search=web', '/settings/api?search=web'],
  ['//evil.example', '/settings'],
  ['/\\evil.example', '/settings'],
  ['https://evil.example', '/settings'],
  [undefined, '/settings'],
  [['/a', '/b'], '/settings'],
])('returns to %s at %s', (returnTo, path) => {
  expect(localPath(returnTo)).toBe(path);
});
