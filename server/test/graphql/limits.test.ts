import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { queriesOf } from '../kit/queries.ts';

let llavero: TestLlavero;
let viewer: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  viewer = await llavero.signIn('VIEWER');
  await llavero.db.client.createMany({
    data: Array.from({ length: 120 }, (_, n) => ({
      organisationId: llavero.organisationId,
      clientId: `cli_${n}`,
      name: `Client ${n}`,
      nameKey: `client ${n}`,
      nameSort: `client ${n}`,
      searchKey: `client ${n}`,
      description: 'One of many',
      scopes: ['read'],
      grantTypes: ['client_credentials'],
    })),
  });
});
afterAll(() => llavero.stop());

const send = (payload: object | string) =>
  llavero.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { cookie: viewer.cookie, 'content-type': 'application/json' },
    payload,
  });

const fieldsOfClient = [
  'name',
  'description',
  'scopes',
  'grantTypes',
  'secretHint',
  'createdAt',
  'lastUsedAt',
];

/** Who asks is read, the database is watched, and what is too old goes; nothing of that is what they ask for. */
const isNotAskedFor = /"(Session|User|Membership|Organisation)"|^SELECT 1$|now\(\) - make_interval/;

describe('a document that asks for too much is refused before anything of it is run', () => {
  test.each<[string, string, string | undefined]>([
    ['P-148: 400 aliases of one field', `{ ${repeat(400, (n) => `a${n}: __typename`)} }`, 'QUERY_TOO_LARGE'],
    ['P-148: 16 aliases', `{ ${repeat(16, (n) => `a${n}: scopes { name }`)} }`, 'QUERY_TOO_LARGE'],
    [
      'P-148: 1,000 aliases of one field',
      `{ ${repeat(1000, (n) => `a${n}: __typename`)} }`,
      'GRAPHQL_PARSE_FAILED',
    ],
    ['P-148: the same field 1,000 times over', `{ scopes { ${'name '.repeat(1000)} } }`, undefined],
    ['P-148: the same field 130 times over', `{ scopes { ${'name '.repeat(130)} } }`, 'QUERY_TOO_LARGE'],
    [
      'P-148: 500 directives on a field',
      `{ scopes { name ${'@include(if: true) '.repeat(500)} } }`,
      undefined,
    ],
    [
      'P-148: 100 directives on a field',
      `{ scopes { name ${'@include(if: true) '.repeat(100)} } }`,
      undefined,
    ],
    [
      'P-150: 100 mutations under other names',
      `mutation { ${repeat(100, (n) => `a${n}: endOtherSessions { endedSessions }`)} }`,
      'QUERY_TOO_LARGE',
    ],
    [
      'P-147: every field of 100 clients, several times over',
      `{ ${repeat(10, (n) => `a${n}: clients(first: 100) { nodes { ${fieldsOfClient.join(' ')} } }`)} }`,
      'QUERY_TOO_LARGE',
    ],
    [
      'P-146: types of fields of types of fields of types',
      '{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }',
      undefined,
    ],
    [
      'P-157: fragments in a circle',
      '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
      undefined,
    ],
    [
      'P-157: 1,900 lists inside each other',
      `{ client(clientId: ${'['.repeat(1900)}1${']'.repeat(1900)}) { name } }`,
      'QUERY_TOO_LARGE',
    ],
    ['P-157: 2,001 tokens', `{ ${'scopes { name } '.repeat(500)} }`, undefined],
    ['P-157: 100,000 tokens', `{ ${'a '.repeat(100_000)} }`, undefined],
    ['P-146: 1,000 levels', `{ ${'a { '.repeat(400)} b ${'} '.repeat(400)} }`, undefined],
  ])('%s', async (_, query, code) => {
    let response;
    const queries = await queriesOf(async () => {
      response = await send({ query });
    });
    const { data, errors } = response!.json();
    expect(data ?? null).toBeNull();
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThanOrEqual(21);
    if (code) expect(errors[0].extensions.code).toBe(code);
    expect(queries.filter((sql) => !isNotAskedFor.test(sql))).toEqual([]);
  });

  test('P-157: 5 MB', async () => {
    const response = await send({ query: `{ scopes { name } } # ${'x'.repeat(5_000_000)}` });
    expect([response.statusCode, response.json()]).toEqual([
      413,
      { code: 'FST_ERR_CTP_BODY_TOO_LARGE', message: 'Request body is too large' },
    ]);
  });

  test('P-149: ten operations at once, in a list', async () => {
    const response = await send(JSON.stringify(Array(10).fill({ query: '{ scopes { name } }' })));
    expect(response.statusCode).toBe(400);
    expect(response.json()).toEqual({ errors: [expect.objectContaining({ message: expect.any(String) })] });
  });
});

describe('what people ask for is answered', () => {
  test('P-147: a page of 100 clients with every field, cursors and count', async () => {
    const node = fieldsOfClient.join(' ');
    const { clients } = await viewer.execute(
      `{ clients(first: 100) { totalCount totalCountIsExact pageInfo { endCursor } edges { cursor node { ${node} } } } }`,
    );
    expect([clients.edges.length, clients.totalCount, clients.totalCountIsExact]).toEqual([100, 120, true]);
  });

  test('P-147: a page of 100 clients with all that the console shows of each', async () => {
    const { clients } = await viewer.execute(`{ clients(first: 100) { __typename
      totalCount totalCountIsExact pageInfo { __typename hasNextPage endCursor }
      nodes { __typename clientId name description scopes effectiveScopes grantTypes authenticationMethod jwks
        mayIntrospect enabled accessTokenLifetimeSeconds allowedAddresses labels secretHint createdAt updatedAt lastUsedAt
        permissionGroups { __typename id name } secrets { __typename id state expiresAt }
        owner { __typename name email } technicalContact { __typename name email } } } }`);
    expect(clients.nodes).toHaveLength(100);
  });

  test('P-147: a page is never longer than 100, however many are asked for', async () => {
    for (const page of ['first: 99999999', 'last: 99999999', 'first: 2147483647']) {
      const { clients } = await viewer.execute(`{ clients(${page}) { nodes { name } } }`);
      expect(clients.nodes).toHaveLength(100);
    }
  });

  test.each(['first: -1', 'last: -1', 'first: -99999999'])('P-147: %s is bad input', async (page) => {
    expect(await viewer.refusals(`{ clients(${page}) { nodes { name } } }`)).toEqual(['BAD_USER_INPUT']);
  });

  test('15 aliases', async () => {
    const data = await viewer.execute(`{ ${repeat(15, (n) => `a${n}: scopes { name }`)} }`);
    expect(Object.keys(data)).toHaveLength(15);
  });
});

function repeat(count: number, write: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => write(n)).join(' ');
}
