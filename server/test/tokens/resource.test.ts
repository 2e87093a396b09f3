import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeGroup, threeApis, updateGroupDocument, type ShownApi } from '../kit/api-story.ts';
import {
  credentialsOf,
  mutate,
  registerClient,
  updateClientDocument,
  type RegisteredClient,
} from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { foundOrganisation } from '../kit/organisation-story.ts';
import { queriesOf } from '../kit/queries.ts';
import { claimsOf, expectRefusal } from '../kit/token-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let common: ShownApi;
let invoices: ShownApi;
let contracts: ShownApi;
let client: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
  ({ common, invoices, contracts, client } = await threeApis(admin));
});
afterAll(() => llavero.stop());

const ask = (form: Record<string, string> | string, who = client) =>
  llavero.token(
    typeof form === 'string'
      ? `${new URLSearchParams(credentialsOf(who)).toString()}&${form}`
      : { ...credentialsOf(who), ...form },
  );

async function expectToken(response: Awaited<ReturnType<typeof ask>>, aud: string, scope: string) {
  expect([response.statusCode, response.body]).toEqual([200, expect.stringContaining('access_token')]);
  expect(claimsOf(response)).toMatchObject({ aud, scope });
  expect(response.json().scope).toBe(scope);
}

describe('the API that a token is for', () => {
  test('P-50: is the one that resource names, with all that the client may do there', async () => {
    await expectToken(
      await ask({ resource: invoices.audience }),
      invoices.audience,
      'invoices:read invoices:create',
    );
    await expectToken(await ask({ resource: common.audience }), common.audience, 'read update');
  });

  test('P-53: is the default one where neither resource nor scope is sent', async () => {
    await expectToken(await ask({}), common.audience, 'read update');
    await expectToken(await ask({ resource: '' }), common.audience, 'read update');
  });

  test('P-53: is the one that the scopes belong to', async () => {
    await expectToken(await ask({ scope: 'invoices:read' }), invoices.audience, 'invoices:read');
    await expectToken(await ask({ scope: 'update' }), common.audience, 'update');
  });

  test('is the only one where the client may do anything', async () => {
    const only = await registerClient(admin, { name: 'Only contracts', scopes: ['contracts:read'] });
    await expectToken(await ask({}, only), contracts.audience, 'contracts:read');
  });

  test('has to be named where there are several, and the default one is not among them', async () => {
    const two = await registerClient(admin, {
      name: 'Two of them',
      scopes: ['contracts:read', 'invoices:read'],
    });
    const response = await ask({}, two);
    expectRefusal(response, 400, 'invalid_target');
    expect(response.json().error_description).toContain(`${invoices.audience} ${contracts.audience}`);
    await expectToken(await ask({ resource: contracts.audience }, two), contracts.audience, 'contracts:read');
  });
});

describe('what is refused', () => {
  test.each([
    ['P-51: a resource that is no API', 'https://nobody.example.com'],
    ['P-51: an audience but for a slash', 'https://invoices.example.com/'],
    ['P-51: an audience in other letters', 'HTTPS://INVOICES.EXAMPLE.COM'],
    ['P-51: a relative address', '/api'],
    ['P-51: no address at all', 'invoices'],
    ['P-51: an audience with a fragment', 'https://invoices.example.com#part'],
  ])('%s', async (_, resource) => {
    expectRefusal(await ask({ resource }), 400, 'invalid_target');
  });

  test('P-51: an API where the client may do nothing, in the same words as one that is not there', async () => {
    const [forbidden, absent] = [
      await ask({ resource: contracts.audience }),
      await ask({ resource: 'https://absent.example.com' }),
    ];
    expectRefusal(forbidden, 400, 'invalid_target');
    expect(forbidden.json().error_description).toBe(absent.json().error_description);
  });

  test('P-51: the API of another organisation', async () => {
    await foundOrganisation(llavero, 'Elsewhere');
    const { audience } = await llavero.db.api.findFirstOrThrow({
      where: { organisation: { name: 'Elsewhere' } },
    });
    expectRefusal(await ask({ resource: audience }), 400, 'invalid_target');
  });

  test('P-52: two resources, alike or not; any other parameter twice is a bad request', async () => {
    const resource = `resource=${encodeURIComponent(invoices.audience)}`;
    for (const twice of [
      `${resource}&${resource}`,
      `${resource}&resource=${encodeURIComponent(common.audience)}`,
    ])
      expectRefusal(await ask(twice), 400, 'invalid_target');
    expectRefusal(await ask('scope=read&scope=read'), 400, 'invalid_request');
  });

  test('P-54: scopes of two APIs, and scopes of another API than the resource', async () => {
    expectRefusal(await ask({ scope: 'read invoices:read' }), 400, 'invalid_scope');
    const response = await ask({ scope: 'read', resource: invoices.audience });
    expectRefusal(response, 400, 'invalid_scope');
    expect(response.json().error_description).toContain('It may ask for: invoices:read invoices:create.');
  });

  test('X-4: a client without any permission', async () => {
    const group = await makeGroup(admin, 'About to be empty', ['contracts:read']);
    const bare = await registerClient(admin, { name: 'Bare', scopes: [], permissionGroupIds: [group.id] });
    await llavero.db.permissionGroupScope.deleteMany({ where: { groupId: group.id } });
    await llavero.changes.caughtUp();
    const response = await ask({}, bare);
    expectRefusal(response, 400, 'invalid_scope');
    expect(response.json().error_description).toContain('An administrator has to give it permissions.');
  });
});

describe('what a client may do', () => {
  test('X-4 F-16: is what its single scopes and its groups come to together', async () => {
    const group = await makeGroup(admin, 'Reports', ['invoices:read', 'read']);
    const both = await registerClient(admin, {
      name: 'Both',
      scopes: ['update', 'read'],
      permissionGroupIds: [group.id],
    });
    await expectToken(await ask({}, both), common.audience, 'read update');
    await expectToken(await ask({ resource: invoices.audience }, both), invoices.audience, 'invoices:read');
  });

  test('N-46: a changed group changes what the next token holds', async () => {
    const group = await makeGroup(admin, 'Changing', ['read']);
    const grouped = await registerClient(admin, {
      name: 'Grouped',
      scopes: [],
      permissionGroupIds: [group.id],
    });
    await expectToken(await ask({}, grouped), common.audience, 'read');
    await mutate(admin, updateGroupDocument, { id: group.id, scopes: ['read', 'delete'] });
    await expectToken(await ask({}, grouped), common.audience, 'read delete');
    await mutate(admin, updateClientDocument, {
      clientId: grouped.clientId,
      scopes: ['create'],
      permissionGroupIds: [],
    });
    await expectToken(await ask({}, grouped), common.audience, 'create');
  });

  test('costs no query once the client is known', async () => {
    await ask({ resource: invoices.audience });
    const queries = await queriesOf(() => ask({ resource: invoices.audience, scope: 'invoices:read' }));
    expect(queries.filter((query) => query !== 'SELECT 1')).toEqual([]);
  });

  test('is held once in memory for all clients that may do the same', async () => {
    const [one, other] = await Promise.all(
      ['Alike', 'Alike too'].map(async (name) => {
        const { clientId } = await registerClient(admin, { name, scopes: ['read', 'contracts:read'] });
        await llavero.authentication.registry.find(clientId);
        return llavero.authentication.registry.find(clientId);
      }),
    );
    expect(one?.access.map(({ audience }) => audience)).toEqual([common.audience, contracts.audience]);
    expect(one?.access).toBe(other?.access);
  });
});
