import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { outageMessage } from '../../src/database/outage.ts';
import { createClientDocument, portal } from '../kit/client-story.ts';
import { startLlavero, testPassword, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let admin: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
});
afterAll(() => llavero.stop());

/** What `act` comes to while a table is out of the database's sight. */
async function without<T>(table: string, act: () => Promise<T>): Promise<T> {
  await llavero.db.$executeRawUnsafe(`ALTER TABLE "${table}" RENAME TO "Away"`);
  try {
    return await act();
  } finally {
    await llavero.db.$executeRawUnsafe(`ALTER TABLE "Away" RENAME TO "${table}"`);
  }
}

const send = (query: string, variables?: object) =>
  llavero.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { cookie: admin.cookie },
    payload: { query, variables },
  });

const logLinesOf = (requestId: unknown) =>
  llavero.logged.map((line) => JSON.parse(line)).filter((line) => line.requestId === requestId);

const technical =
  /prisma|postgres|relation|does not exist|SELECT|ClientUsage|Session|node_modules|\.ts|\bat \//i;

test.each([
  ['a query', 'ClientUsage', '{ clients { nodes { name lastUsedAt } } }', undefined],
  [
    'a query of our own SQL',
    'ClientUsage',
    '{ clients(orderBy: { field: LAST_USED_AT, direction: ASC }) { totalCount nodes { name } } }',
    undefined,
  ],
  ['a mutation', 'ClientSecret', createClientDocument, { input: portal }],
])(
  'P-154: %s that the database fails is answered with the request’s id alone',
  async (_, table, query, variables) => {
    const before = await llavero.db.client.count();
    // With no client there is nothing whose last use is looked up.
    if (variables === undefined)
      await admin.execute(createClientDocument, { input: { ...portal, name: `${query.length}` } });
    const response = await without(table, () => send(query, variables));
    const requestId = response.headers['x-request-id'];
    const { errors, data } = response.json();
    expect(errors).toEqual([
      {
        message: `Something went wrong on our side. The log has it under the request id ${String(requestId)}.`,
        locations: expect.any(Array),
        path: expect.any(Array),
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
      },
    ]);
    expect(data ?? null).toBeNull();
    expect(errors[0].message).not.toMatch(technical);
    expect(await llavero.db.client.count()).toBe(before + (variables === undefined ? 1 : 0));

    const [line] = logLinesOf(requestId).filter(({ msg }) => msg === 'a field failed');
    expect(line.err.stack).toContain('.ts');
    expect(JSON.stringify(line.err)).toContain(table);
  },
);

test('P-154 P-184: a request whose session cannot be looked up is told to come back', async () => {
  const response = await without('Session', () => send('{ viewer { role } }'));
  const requestId = response.headers['x-request-id'];
  expect([response.statusCode, response.json()]).toEqual([
    503,
    { code: 'SERVICE_UNAVAILABLE', message: outageMessage(String(requestId)), requestId },
  ]);
  expect(response.headers['set-cookie']).toBeUndefined();
  expect(logLinesOf(requestId).map(({ msg }) => msg)).toContain('request failed');
  expect(await admin.execute('{ viewer { role } }')).toEqual({ viewer: { role: 'ADMIN' } });
});

test('P-154: so is a sign-in that the database fails', async () => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
  const response = await without('Account', () =>
    llavero.app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      payload: { email: admin.email, password: testPassword },
    }),
  );
  printed.mockRestore();
  const requestId = response.headers['x-request-id'];
  expect([response.statusCode, response.json()]).toEqual([
    500,
    {
      code: 'INTERNAL_SERVER_ERROR',
      message: `Something went wrong on our side. The log has it under the request id ${String(requestId)}.`,
      requestId,
    },
  ]);
  const [line] = logLinesOf(requestId).filter(({ msg }) => msg === 'request failed');
  expect(JSON.stringify(line.err)).toContain('Account');
});

test('what the caller can mend is not masked', async () => {
  const [syntax, unknown, badCursor] = [
    await send('{ clients {'),
    await send('{ nothing }'),
    await send('{ clients(after: "x") { nodes { name } } }'),
  ].map((response) => response.json().errors[0]);
  expect(syntax.message).toMatch(/^Syntax Error/);
  expect(unknown.message).toBe('Cannot query field "nothing" on type "Query".');
  expect(badCursor.extensions).toEqual({ code: 'BAD_USER_INPUT' });
  for (const { message } of [syntax, unknown, badCursor]) expect(message).not.toMatch(/at \/|\.ts/);
});

test('P-190: a change for which the disk has no room is answered with 503, and nothing of it is done', async () => {
  const before = await llavero.db.client.count();
  await llavero.db.$executeRawUnsafe(`
    CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END $$`);
  await llavero.db.$executeRawUnsafe(
    'CREATE TRIGGER no_room BEFORE INSERT ON "ClientSecret" EXECUTE FUNCTION no_room()',
  );
  const response = await send(createClientDocument, { input: { ...portal, name: 'No room' } });
  await llavero.db.$executeRawUnsafe('DROP TRIGGER no_room ON "ClientSecret"');
  const requestId = String(response.headers['x-request-id']);
  expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '5']);
  expect(response.json()).toEqual({
    data: null,
    errors: [
      {
        message: `The database cannot be used now. Try again shortly; if this was a change, look first whether it was made. The log has the cause under the request id ${requestId}.`,
        locations: expect.any(Array),
        path: ['createClient'],
        extensions: { code: 'SERVICE_UNAVAILABLE', requestId },
      },
    ],
  });
  expect(await llavero.db.client.count()).toBe(before);
});
