import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let people: Record<'viewer' | 'roleless', TestPerson>;

beforeAll(async () => {
  llavero = await startLlavero();
  people = { viewer: await llavero.signIn('VIEWER'), roleless: await llavero.signIn(null) };
});
afterAll(() => llavero.stop());

const send = (query: string, cookie?: string) =>
  llavero.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: cookie ? { cookie } : {},
    payload: { query },
  });

describe('introspection', () => {
  test.each([
    ['the whole schema', getIntrospectionQuery()],
    ['a type', '{ __type(name: "Client") { fields { name } } }'],
    ['a type under another name', '{ a: __type(name: "Client") { name } }'],
    ['a type in a fragment', '{ ...a } fragment a on Query { __schema { types { name } } }'],
    ['a type behind a directive', '{ __schema @include(if: true) { types { name } } }'],
  ])('P-151: who has no role and asks for %s gets a 404', async (_, query) => {
    for (const cookie of [undefined, people.roleless.cookie]) {
      const response = await send(query, cookie);
      expect([response.statusCode, response.json()]).toEqual([
        404,
        {
          errors: [
            { message: 'Not found.', locations: expect.any(Array), extensions: { code: 'NOT_FOUND' } },
          ],
        },
      ]);
    }
  });

  test('P-151: an administrator’s question is answered, also after a stranger has asked the same', async () => {
    const query = '{ __schema { queryType { name } } }';
    expect((await send(query)).statusCode).toBe(404);
    expect((await send(query, people.viewer.cookie)).json()).toEqual({
      data: { __schema: { queryType: { name: 'Query' } } },
    });
    expect((await send(query)).statusCode).toBe(404);
  });

  test('P-151: the schema’s own tools can read all of it', async () => {
    const { __schema } = await people.viewer.execute(getIntrospectionQuery());
    expect(__schema.types.map(({ name }: { name: string }) => name)).toContain('CreateClientPayload');
  });

  test.each([
    ['a field', '{ clint { name } }'],
    ['an argument', '{ clients(serch: "a") { totalCount } }'],
    ['a type', 'query ($a: CreateClientInpu!) { scopes { name } }'],
    ['a value', '{ clients(orderBy: { field: NAM, direction: ASC }) { totalCount } }'],
    ['an input field', 'mutation { createClient(input: { nam: "a" }) { __typename } }'],
  ])('P-152: %s that is nearly right is answered without a guess', async (_, query) => {
    for (const cookie of [undefined, people.viewer.cookie]) {
      const { errors } = (await send(query, cookie)).json();
      expect(errors.length).toBeGreaterThan(0);
      expect(JSON.stringify(errors)).not.toMatch(/did you mean|perhaps/i);
    }
  });
});

describe('GraphiQL', () => {
  const open = (cookie?: string) =>
    llavero.app.inject({ url: '/graphql', headers: { accept: 'text/html', ...(cookie ? { cookie } : {}) } });

  test('P-153: is a 404 for who has no role, like any address where nothing is', async () => {
    for (const cookie of [undefined, people.roleless.cookie]) {
      const response = await open(cookie);
      expect([response.statusCode, response.json()]).toEqual([
        404,
        { code: 'NOT_FOUND', message: 'Nothing answers here.' },
      ]);
    }
  });

  test('P-153: comes whole for an administrator, and asks no other host for anything', async () => {
    const response = await open(people.viewer.cookie);
    expect([response.statusCode, response.headers['content-type']]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    const elsewhere = /(?:\s(?:src|href|action)|url)\s*[=(]\s*["']?\s*(?:https?:)?\/\//i;
    const page = response.body;
    expect(page).toContain('<div id="root"');
    expect(page).not.toMatch(elsewhere);
    expect(' src="//cdn.example/a.js"').toMatch(elsewhere);
    const files = [...page.matchAll(/<(?:script|link rel="stylesheet")\s[^>]*(?:src|href)="([^"]+)"/g)];
    expect(files.map(([, file]) => file)).toEqual([
      expect.stringMatching(/^\/assets\/graphiql-[\w-]+\.css$/),
      expect.stringMatching(/^\/assets\/graphiql-[\w-]+\.js$/),
    ]);
    for (const [, url = ''] of files) {
      const file = await llavero.app.inject({ url, headers: { 'accept-encoding': 'br' } });
      expect([file.statusCode, file.headers['content-encoding']]).toEqual([200, 'br']);
    }
  });

  test('P-172: runs only the script that it came with', async () => {
    const { body, headers } = await open(people.viewer.cookie);
    expect(body).not.toMatch(/<script(?![^>]* src=)/);
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'self'; script-src 'self';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(headers['cache-control']).toBe('no-store');
  });

  test('is no file of its own, which anybody could ask for', async () => {
    for (const url of ['/graphiql.html', '/index.html']) {
      expect((await llavero.app.inject({ url, headers: { accept: 'text/html' } })).statusCode).toBe(404);
    }
  });
});
