import fc from './kit/fast-check.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerClient } from './kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from './kit/llavero.ts';
import { dumpWithoutAttempts } from './kit/rows.ts';

let llavero: TestLlavero;
let admin: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
  await registerClient(admin);
});
afterAll(() => llavero.stop());

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';
const doors = ['/token', '/graphql', '/api/auth/sign-in/email'] as const;

type Body = { type?: string; payload?: string | Buffer };

async function send(url: string, { type, payload }: Body) {
  const headers = { cookie: admin.cookie, ...(type === undefined ? {} : { 'content-type': type }) };
  return llavero.app.inject({ method: 'POST', url, headers, payload });
}

/** A clear refusal: a 4xx that says in JSON what is wrong, or GraphQL's list of errors without data. */
async function expectRefused(url: string, body: Body): Promise<void> {
  const response = await send(url, body);
  const answer = response.json();
  const message = answer.error_description ?? answer.message ?? answer.errors?.[0].message;
  expect(message, response.body).toMatch(/\w{3}/);
  if (response.statusCode === 200) expect([url, answer.data ?? null]).toEqual(['/graphql', null]);
  else expect(`${response.statusCode} ${response.body}`).toMatch(/^4\d\d /);
}

const utf8 = (text: string) => Buffer.from(text);
const notUtf8 = (text: string) => Buffer.concat([utf8(text), Buffer.from([0xc3, 0x28, 0xff])]);
const deep = (open: string, close: string) => `{"query":${open.repeat(20_000)}${close.repeat(20_000)}}`;

const bodies: [string, Body][] = [
  ['no body', {}],
  ['no body, and a type', { type: json }],
  ['an empty form', { type: form, payload: '' }],
  ['a body without a type', { payload: utf8('{"query":"{ scopes { name } }"}') }],
  ['a type that does not exist', { type: 'nothing/at-all', payload: '{}' }],
  ['a broken type', { type: ';;;', payload: '{}' }],
  ['plain text', { type: 'text/plain', payload: '{"query":"{ scopes { name } }"}' }],
  ['XML', { type: 'text/xml', payload: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>' }],
  ['a form that is none', { type: form, payload: '{"query":"{ scopes { name } }"}' }],
  ['a form of percent signs', { type: form, payload: '%=%&%w=%w&%C3%28=%C3%28' }],
  ['a form of null bytes', { type: form, payload: '\0=\0&grant_type=\0' }],
  ['a form that is not UTF-8', { type: form, payload: notUtf8('grant_type=') }],
  ['JSON that is not UTF-8', { type: json, payload: notUtf8('{"query":"') }],
  ['JSON cut short', { type: json, payload: '{"query":' }],
  ['JSON with more behind it', { type: json, payload: '{} {}' }],
  ['JSON with a byte order mark alone', { type: json, payload: '\uFEFF' }],
  ['JSON with a prototype', { type: json, payload: '{"__proto__":{"query":"{ scopes { name } }"}}' }],
  ['JSON with a constructor', { type: json, payload: '{"constructor":{"prototype":{"email":"a"}}}' }],
  ['deep lists', { type: json, payload: deep('[', ']') }],
  ['deep objects', { type: json, payload: `${'{"query":'.repeat(5000)}1${'}'.repeat(5000)}` }],
  ['10 MB of JSON', { type: json, payload: `{"query":"${'x'.repeat(10_000_000)}"}` }],
  ['10 MB of a form', { type: form, payload: `grant_type=${'x'.repeat(10_000_000)}` }],
  ['10 MB of nothing known', { type: 'a/b', payload: Buffer.alloc(10_000_000) }],
  ...['null', 'true', '42', '"text"', '[]', '{}', '[{}]', '[null]', '{"a":1}'].map(
    (payload): [string, Body] => [`the JSON ${payload}`, { type: json, payload }],
  ),
  ...[1, null, true, [], {}, '', ' ', '\0', '\uD800', '🔑', '\u202E', '<script>', "' OR 1=1 --"].map(
    (value): [string, Body] => [
      `${JSON.stringify(value)} for everything`,
      {
        type: json,
        payload: JSON.stringify({
          query: value,
          variables: value,
          email: value,
          password: value,
          unknown: value,
        }),
      },
    ],
  ),
];

describe.each(doors)('%s refuses, and does nothing by halves', (url) => {
  test.each(bodies)('%s', async (_, body) => {
    const before = await dumpWithoutAttempts(llavero.db);
    await expectRefused(url, body);
    expect(await dumpWithoutAttempts(llavero.db)).toEqual(before);
  });

  test('whatever bytes are sent under whatever type', async () => {
    const before = await dumpWithoutAttempts(llavero.db);
    const body = fc.record({
      type: fc.constantFrom(json, form, `${json}; charset=utf-16`, 'text/plain', 'application/graphql'),
      payload: fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    });
    await fc.assert(
      fc.asyncProperty(body, (sent) => expectRefused(url, sent)),
      { numRuns: 100 },
    );
    expect(await dumpWithoutAttempts(llavero.db)).toEqual(before);
  });

  test('whatever JSON is sent', async () => {
    const before = await dumpWithoutAttempts(llavero.db);
    await fc.assert(
      fc.asyncProperty(fc.json(), (payload) => expectRefused(url, { type: json, payload })),
      { numRuns: 100 },
    );
    expect(await dumpWithoutAttempts(llavero.db)).toEqual(before);
  });
});

test.each([
  '__Host-llavero=%E0%A4%A',
  '__Host-llavero=',
  '__Host-llavero=%00.%00',
  `__Host-llavero=${'x'.repeat(8000)}`,
  ';;;===',
  '__Host-llavero=a.b; __Host-llavero=c.d',
])('a broken cookie is nobody’s: %s', async (cookie) => {
  const response = await llavero.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { cookie },
    payload: { query: '{ viewer { email } account { email } }' },
  });
  expect([response.statusCode, response.json()]).toEqual([200, { data: { viewer: null, account: null } }]);
});
