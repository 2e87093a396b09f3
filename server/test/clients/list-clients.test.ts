import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertClients } from '../kit/client-rows.ts';
import { credentialsOf, registerClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { queriesOf } from '../kit/queries.ts';

let llavero: TestLlavero;
let viewer: TestPerson;

const day = (n: number) => new Date(Date.UTC(2026, 0, n));

beforeAll(async () => {
  llavero = await startLlavero();
  viewer = await llavero.signIn('VIEWER');
  await insertClients(llavero, [
    { name: 'nube', createdAt: day(5), lastUsedAt: day(20) },
    { name: 'Árbol', createdAt: day(3) },
    { name: 'Zeta', createdAt: day(1), lastUsedAt: day(21) },
    { name: 'arbusto', createdAt: day(2), lastUsedAt: day(22) },
    { name: 'Ñu', createdAt: day(4), lastUsedAt: day(19) },
  ]);
});
afterAll(() => llavero.stop());

const listDocument = `query ($orderBy: ClientOrder, $after: String, $before: String, $first: Int, $last: Int) {
  clients(orderBy: $orderBy, after: $after, before: $before, first: $first, last: $last) {
    nodes { name } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

async function list(variables: Record<string, unknown> = {}) {
  const { clients } = await viewer.execute(listDocument, variables);
  return {
    names: clients.nodes.map(({ name }: { name: string }) => name) as string[],
    cursors: clients.edges.map(({ cursor }: { cursor: string }) => cursor) as string[],
    pageInfo: clients.pageInfo,
  };
}

describe('order', () => {
  test.each([
    ['NAME', ['Árbol', 'arbusto', 'Ñu', 'nube', 'Zeta']],
    ['CREATED_AT', ['Zeta', 'arbusto', 'Árbol', 'Ñu', 'nube']],
    ['LAST_USED_AT', ['Árbol', 'Ñu', 'nube', 'Zeta', 'arbusto']],
  ])('by %s, in both directions', async (field, names) => {
    expect((await list({ orderBy: { field, direction: 'ASC' } })).names).toEqual(names);
    expect((await list({ orderBy: { field, direction: 'DESC' } })).names).toEqual(names.toReversed());
  });

  test('by last use also where a client has come from another organisation', async () => {
    const { id: organisationId } = await llavero.db.organisation.create({ data: { name: 'Other' } });
    const [clientId] = await insertClients({ db: llavero.db, organisationId }, [
      { name: 'Came', lastUsedAt: day(23) },
    ]);
    const where = { clientId: clientId! };
    await llavero.db.client.update({ where, data: { organisationId: llavero.organisationId } });
    const order = { orderBy: { field: 'LAST_USED_AT', direction: 'DESC' }, first: 2 };
    expect((await list(order)).names).toEqual(['Came', 'arbusto']);
    await llavero.db.client.delete({ where });
  });

  test('by name when nothing is said', async () => {
    expect((await list()).names).toEqual(['Árbol', 'arbusto', 'Ñu', 'nube', 'Zeta']);
  });
});

describe('pages', () => {
  test('say where they stand', async () => {
    const whole = await list();
    const middle = await list({ first: 2, after: whole.cursors[0] });
    expect(middle).toEqual({
      names: ['arbusto', 'Ñu'],
      cursors: whole.cursors.slice(1, 3),
      pageInfo: {
        hasNextPage: true,
        hasPreviousPage: true,
        startCursor: whole.cursors[1],
        endCursor: whole.cursors[2],
      },
    });
  });

  test('from the end keep the order of the list', async () => {
    const { names, pageInfo } = await list({ last: 2 });
    expect([names, pageInfo.hasPreviousPage, pageInfo.hasNextPage]).toEqual([['nube', 'Zeta'], true, false]);
  });

  test('between two cursors hold what is between them', async () => {
    const { cursors } = await list();
    expect((await list({ after: cursors[0], before: cursors[4] })).names).toEqual(['arbusto', 'Ñu', 'nube']);
  });

  test('beyond the end are empty', async () => {
    const { cursors } = await list();
    expect(await list({ after: cursors[4] })).toEqual({
      names: [],
      cursors: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    });
  });

  test('a cursor outlives its client', async () => {
    const [clientId] = await insertClients(llavero, [{ name: 'b' }]);
    const cursor = (await list()).cursors[2];
    await llavero.db.client.delete({ where: { clientId: clientId! } });
    expect((await list({ after: cursor })).names).toEqual(['Ñu', 'nube', 'Zeta']);
  });
});

describe('a cursor that is not of this list', () => {
  const id = '01890000-0000-7000-8000-000000000000';
  const written = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
  test.each([
    ['empty', 'NAME', ''],
    ['no base64', 'NAME', '%%%'],
    ['no JSON', 'NAME', 'x'],
    ['no list', 'NAME', Buffer.from('{}').toString('base64url')],
    ['nothing', 'NAME', written()],
    ['of another order', 'NAME', written('CREATED_AT', 'ASC', '2026-01-01 00:00:00+00', id)],
    ['of another direction', 'NAME', written('NAME', 'DESC', 'a', id)],
    ['without a place', 'NAME', written('NAME', 'ASC')],
    ['a number for a name', 'NAME', written('NAME', 'ASC', 1, id)],
    ['a null character', 'NAME', written('NAME', 'ASC', 'a\0', id)],
    ['half a character', 'NAME', written('NAME', 'ASC', '\uD800', id)],
    ['an id that is none', 'NAME', written('NAME', 'ASC', 'a', 'x')],
    ['SQL for an id', 'NAME', written('NAME', 'ASC', 'a', `${id}'--`)],
    ['no moment', 'CREATED_AT', written('CREATED_AT', 'ASC', 'yesterday', id)],
    ['a word that PostgreSQL takes for a moment', 'CREATED_AT', written('CREATED_AT', 'ASC', 'infinity', id)],
    ['a month that is none', 'CREATED_AT', written('CREATED_AT', 'ASC', '2026-13-01 00:00:00+00', id)],
    ['a day that is none', 'CREATED_AT', written('CREATED_AT', 'ASC', '2026-02-30 00:00:00+00', id)],
    ['an hour that is none', 'LAST_USED_AT', written('LAST_USED_AT', 'ASC', '2026-01-01 25:00:00+00', id)],
    ['a zone that is none', 'LAST_USED_AT', written('LAST_USED_AT', 'ASC', '2026-01-01 00:00:00+99', id)],
    ['the year null', 'LAST_USED_AT', written('LAST_USED_AT', 'ASC', '0000-01-01 00:00:00+00', id)],
  ])('is bad input: %s', async (_, field, cursor) => {
    const orderBy = { field, direction: 'ASC' };
    for (const place of [{ after: cursor }, { before: cursor }]) {
      expect(await viewer.refusals(listDocument, { orderBy, ...place })).toEqual(['BAD_USER_INPUT']);
    }
  });
});

test('P-162: a page costs the same queries, however long it is', async () => {
  const page = (first: number) =>
    `{ clients(first: ${first}) { totalCount edges { cursor node { name secretHint lastUsedAt } } nodes { scopes } } }`;
  const short = await queriesOf(() => viewer.execute(page(1)));
  const long = await queriesOf(() => viewer.execute(page(4)));
  expect(short.filter((sql) => sql.includes('"Client"')).length).toBeGreaterThan(1);
  expect(long).toHaveLength(short.length);
  // Where the page holds them all, it is known how many there are.
  expect(await queriesOf(() => viewer.execute(page(5)))).toHaveLength(short.length - 1);
});

test('a list tells when each client was last used', async () => {
  const admin = await llavero.signIn('ADMIN');
  const client = await registerClient(admin, { name: 'Used now' });
  const before = Date.now();
  await llavero.token(credentialsOf(client));
  await llavero.usage.flush();
  const { clients } = await viewer.execute('{ clients(search: "used now") { nodes { lastUsedAt } } }');
  expect(Date.parse(clients.nodes[0].lastUsedAt)).toBeGreaterThanOrEqual(before);
});
