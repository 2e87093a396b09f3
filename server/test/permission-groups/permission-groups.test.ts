import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createGroupDocument,
  deleteGroupDocument,
  groupsDocument,
  makeGroup,
  updateGroupDocument,
} from '../kit/api-story.ts';
import {
  createClientDocument,
  mutate,
  portal,
  registerClient,
  updateClientDocument,
} from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { dump } from '../kit/rows.ts';

let llavero: TestLlavero;
let admin: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
});
afterAll(() => llavero.stop());

const clientDocument = `query ($id: ID!) {
  client(clientId: $id) { scopes effectiveScopes permissionGroups { name } }
}`;

describe('a permission group', () => {
  test('F-21: is made before any client, with its scopes in their order and nothing twice', async () => {
    const { permissionGroup } = await mutate(admin, createGroupDocument, {
      name: '  Reportes ',
      description: 'Para los informes',
      scopes: ['update', 'read', 'read'],
    });
    expect(permissionGroup).toEqual({
      id: expect.any(String),
      name: 'Reportes',
      description: 'Para los informes',
      scopes: ['read', 'update'],
      clientCount: 0,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
  });

  test('F-16: says how many clients have it', async () => {
    const { id } = await makeGroup(admin, 'Counted', ['read']);
    for (const name of ['One', 'Two']) await registerClient(admin, { name, permissionGroupIds: [id] });
    const { permissionGroups } = await admin.execute(groupsDocument);
    expect(permissionGroups).toContainEqual(expect.objectContaining({ id, clientCount: 2 }));
  });

  test('has a name that no other of the organisation has, but for case', async () => {
    await makeGroup(admin, 'Técnicos', ['read']);
    expect(await mutate(admin, createGroupDocument, { name: 'TÉCNICOS', scopes: ['read'] })).toEqual({
      __typename: 'NameTakenError',
      message: 'Another permission group has this name already. Choose another one.',
    });
  });

  test.each([
    ['nothing at all', { name: ' ', scopes: [] }, ['name REQUIRED', 'scopes REQUIRED']],
    ['a scope that is not there', { name: 'N', scopes: ['read', 'nothing'] }, ['scopes UNKNOWN_SCOPE']],
    [
      'texts that are too long',
      { name: 'x'.repeat(121), description: 'x'.repeat(501), scopes: ['read'] },
      ['name TOO_LONG', 'description TOO_LONG'],
    ],
    [
      'control characters',
      { name: 'a\u0000b', scopes: ['a\u0000b'] },
      ['name CONTROL_CHARACTER', 'scopes UNKNOWN_SCOPE'],
    ],
  ])('F-20: names every bad field at once: %s', async (_, input, expected) => {
    const before = await dump(llavero.db);
    const { fields } = await mutate(admin, createGroupDocument, input);
    expect(fields.map((field: { field: string; code: string }) => `${field.field} ${field.code}`)).toEqual(
      expected,
    );
    expect(await dump(llavero.db)).toEqual(before);
  });

  test('is changed in what is given, unless somebody changed it meanwhile', async () => {
    const group = await makeGroup(admin, 'To be changed', ['read']);
    const { permissionGroup } = await mutate(admin, updateGroupDocument, {
      id: group.id,
      scopes: ['delete'],
      expectedUpdatedAt: group.updatedAt,
    });
    expect(permissionGroup).toEqual({ ...group, scopes: ['delete'], updatedAt: expect.any(String) });
    const late = { id: group.id, name: 'Too late', expectedUpdatedAt: group.updatedAt };
    expect((await mutate(admin, updateGroupDocument, late)).__typename).toBe('ChangedMeanwhileError');
  });

  test('in use says who uses it before it goes, and is then taken from them', async () => {
    const { id } = await makeGroup(admin, 'In use', ['update']);
    for (const name of ['Zeta', 'Alfa'])
      await registerClient(admin, { name, scopes: ['read'], permissionGroupIds: [id] });
    const before = await dump(llavero.db);
    expect(await mutate(admin, deleteGroupDocument, { id })).toMatchObject({
      __typename: 'InUseError',
      clientCount: 2,
      clients: [{ name: 'Alfa' }, { name: 'Zeta' }],
      permissionGroups: [],
    });
    expect(await dump(llavero.db)).toEqual(before);
    expect(await mutate(admin, deleteGroupDocument, { id, evenIfInUse: true })).toMatchObject({ id });
    const { clients } = await admin.execute('{ clients(search: "Zeta") { nodes { effectiveScopes } } }');
    expect(clients.nodes).toEqual([{ effectiveScopes: ['read'] }]);
  });

  test('that nobody uses goes at once, and then is not there', async () => {
    const { id } = await makeGroup(admin, 'Unused', ['update']);
    expect(await mutate(admin, deleteGroupDocument, { id })).toMatchObject({ id });
    for (const document of [deleteGroupDocument, updateGroupDocument])
      expect((await mutate(admin, document, { id })).__typename).toBe('NotFoundError');
  });
});

describe('a client', () => {
  test('X-4: has groups and single scopes, and shows what they come to', async () => {
    const [one, other] = [
      await makeGroup(admin, 'B second', ['read', 'delete']),
      await makeGroup(admin, 'A first', ['delete']),
    ];
    const { clientId } = await registerClient(admin, {
      name: 'X-4',
      scopes: ['create', 'read'],
      permissionGroupIds: [one.id, other.id, one.id],
    });
    expect((await admin.execute(clientDocument, { id: clientId })).client).toEqual({
      scopes: ['read', 'create'],
      effectiveScopes: ['read', 'create', 'delete'],
      permissionGroups: [{ name: 'A first' }, { name: 'B second' }],
    });
  });

  test('X-4: needs one of either', async () => {
    const { id } = await makeGroup(admin, 'Enough', ['read']);
    const nothing = { ...portal, name: 'Nothing', scopes: [] };
    expect(await mutate(admin, createClientDocument, nothing)).toMatchObject({
      fields: [
        { field: 'scopes', code: 'REQUIRED', message: 'Choose at least one scope or permission group.' },
      ],
    });
    const { clientId } = await registerClient(admin, {
      name: 'Group alone',
      scopes: [],
      permissionGroupIds: [id],
    });
    const bare = await mutate(admin, updateClientDocument, { clientId, permissionGroupIds: [] });
    expect(bare.fields).toMatchObject([{ field: 'scopes', code: 'REQUIRED' }]);
    const changed = await mutate(admin, updateClientDocument, {
      clientId,
      scopes: ['read'],
      permissionGroupIds: [],
    });
    expect(changed.__typename).toBe('UpdateClientPayload');
  });

  test('X-4: keeps what it has where a change does not speak of it, and is a new version where it does', async () => {
    const { id } = await makeGroup(admin, 'Kept', ['delete']);
    const { clientId, updatedAt } = await registerClient(admin, { name: 'Keeps', permissionGroupIds: [id] });
    await mutate(admin, updateClientDocument, { clientId, description: 'Another' });
    const { client } = await admin.execute(clientDocument, { id: clientId });
    expect(client).toMatchObject({ scopes: ['read'], permissionGroups: [{ name: 'Kept' }] });
    const late = { clientId, permissionGroupIds: [], expectedUpdatedAt: updatedAt };
    expect((await mutate(admin, updateClientDocument, late)).__typename).toBe('ConflictError');
  });

  test('is refused groups that are not there, or not of its organisation, in the same words', async () => {
    const other = await llavero.db.organisation.create({ data: { name: 'Other' } });
    const theirs = await llavero.db.permissionGroup.create({
      data: { organisationId: other.id, name: 'T', nameKey: 't', nameSort: 't', description: '' },
    });
    for (const id of [theirs.id, '00000000-0000-7000-8000-000000000000', 'nothing', '']) {
      const { fields } = await mutate(admin, createClientDocument, {
        ...portal,
        name: 'Foreign',
        permissionGroupIds: [id],
      });
      expect(fields).toEqual([
        {
          field: 'permissionGroupIds',
          code: 'UNKNOWN_GROUP',
          message: `There is no such permission group: ${JSON.stringify(id)}.`,
        },
      ]);
    }
  });
});
