import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  apiInput,
  apisDocument,
  createApiDocument,
  defaultApi,
  deleteApiDocument,
  describeApi,
  makeGroup,
  scope,
  updateApiDocument,
} from '../kit/api-story.ts';
import { mutate, registerClient, updateClientDocument } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { foundOrganisation, signInTo } from '../kit/organisation-story.ts';
import { dump } from '../kit/rows.ts';

let llavero: TestLlavero;
let admin: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
});
afterAll(() => llavero.stop());

const codesOf = ({ fields }: { fields: { field: string; code: string }[] }) =>
  fields.map(({ field, code }) => `${field} ${code}`);

describe('the first start', () => {
  test('brings one API for the configured audience, with read, create, update and delete', async () => {
    const { apis } = await admin.execute(apisDocument);
    expect(apis).toMatchObject([
      {
        name: 'API',
        audience: 'http://localhost:4000/api',
        isDefault: true,
        tokenLifetimeSeconds: 3600,
        signingAlgorithm: 'ES256',
        scopes: ['read', 'create', 'update', 'delete'].map((name) => ({ name })),
      },
    ]);
    expect(apis[0].scopes[0].titles).toEqual({ en: 'Read', es: 'Consultar' });
  });

  test('brings the templates of N-73 to choose from', async () => {
    const { apiTemplates } = await admin.execute('{ apiTemplates { id names { es } scopes { name } } }');
    expect(apiTemplates.map(({ names }: { names: { es: string } }) => names.es)).toEqual([
      ...[
        'General',
        'Maestras',
        'Propiedades',
        'Asesores',
        'Terceros',
        'Facturas',
        'Contabilidad',
        'Contratos',
      ],
    ]);
    expect(apiTemplates[2].scopes).toEqual(
      ['read', 'create', 'update', 'delete'].map((name) => ({ name: `properties:${name}` })),
    );
  });

  test('gives a further organisation an API with an audience of its own', async () => {
    const organisationId = await foundOrganisation(llavero, 'Further');
    expect(await llavero.db.api.findMany({ where: { organisationId } })).toMatchObject([
      { isDefault: true, audience: `http://localhost:4000/api/${organisationId}` },
    ]);
  });
});

describe('an API', () => {
  test('is described with its scopes in both languages', async () => {
    const titles = { en: 'Look up', es: 'Consultar' };
    const { api } = await mutate(admin, createApiDocument, {
      name: 'Catastro',
      audience: 'urn:example:cadastre',
      scopes: [{ name: 'cadastre.read', titles, descriptions: { en: 'Plots.', es: 'Parcelas.' } }],
      tokenLifetimeSeconds: 60,
      signingAlgorithm: 'RS256',
    });
    expect(api).toMatchObject({
      name: 'Catastro',
      audience: 'urn:example:cadastre',
      isDefault: false,
      tokenLifetimeSeconds: 60,
      signingAlgorithm: 'RS256',
      scopes: [{ name: 'cadastre.read', title: 'Look up', titles, descriptions: { es: 'Parcelas.' } }],
    });
    const { scopes } = await admin.execute('{ scopes { name } }');
    expect(scopes.slice(0, 5).map(({ name }: { name: string }) => name)).toEqual([
      ...['read', 'create', 'update', 'delete', 'cadastre.read'],
    ]);
  });

  test.each([
    [
      'nothing',
      { name: '', audience: '', scopes: [] },
      ['name REQUIRED', 'audience REQUIRED', 'scopes REQUIRED'],
    ],
    ['a relative audience', apiInput('A1', ['a1'], { audience: '/api' }), ['audience INVALID_AUDIENCE']],
    [
      'a fragment',
      apiInput('A2', ['a2'], { audience: 'https://a.example#b' }),
      ['audience INVALID_AUDIENCE'],
    ],
    ['a quote', apiInput('A3', ['a3'], { audience: 'https://a.example/"' }), ['audience INVALID_AUDIENCE']],
    ['a blank', apiInput('A4', ['a4'], { audience: 'https://a.example/ b' }), ['audience INVALID_AUDIENCE']],
    [
      'a long audience',
      apiInput('A5', ['a5'], { audience: `https://a.example/${'b'.repeat(250)}` }),
      ['audience TOO_LONG'],
    ],
    [
      'a second of life',
      apiInput('A6', ['a6'], { tokenLifetimeSeconds: 1 }),
      ['tokenLifetimeSeconds OUT_OF_RANGE'],
    ],
    [
      'more than a day of life',
      apiInput('A7', ['a7'], { tokenLifetimeSeconds: 86_401 }),
      ['tokenLifetimeSeconds OUT_OF_RANGE'],
    ],
    [
      'names that no scope can have',
      {
        ...apiInput('A8', []),
        scopes: ['', 'a b', 'ñ', 'a"b', 'x'.repeat(61)].map((name) => ({ ...scope('any'), name })),
      },
      ['scopes.0.name REQUIRED', ...[1, 2, 3, 4].map((n) => `scopes.${n}.name INVALID_SCOPE`)],
    ],
    ['the same name twice', apiInput('A9', ['a9', 'a9']), ['scopes.1.name TAKEN']],
    ['a name of another API', apiInput('A10', ['a10', 'read']), ['scopes.1.name TAKEN']],
    [
      'no title',
      { ...apiInput('A11', []), scopes: [{ name: 'a', titles: { en: ' ', es: 'A' } }] },
      ['scopes.0.titles.en REQUIRED'],
    ],
    [
      'too many names',
      apiInput(
        'A12',
        Array.from({ length: 60 }, (_, n) => `${n}`.padEnd(40, 'x')),
      ),
      ['scopes TOO_LONG'],
    ],
  ])('F-20: is refused with every bad field at once: %s', async (_, input, expected) => {
    const before = await llavero.db.api.count();
    expect(codesOf(await mutate(admin, createApiDocument, input))).toEqual(expected);
    expect(await llavero.db.api.count()).toBe(before);
  });

  test('has an audience that no other has, in whatever organisation; names are an organisation’s', async () => {
    const organisationId = await foundOrganisation(llavero, 'Neighbours');
    const { audience } = await llavero.db.api.findFirstOrThrow({ where: { organisationId } });
    const taken = await mutate(admin, createApiDocument, apiInput('Mine', ['mine'], { audience }));
    expect(codesOf(taken)).toEqual(['audience TAKEN']);
    const named = await mutate(admin, createApiDocument, apiInput('api', ['mine']));
    expect(named).toEqual({
      __typename: 'NameTakenError',
      message: 'Another API has this name already. Choose another one.',
    });
  });

  test('P-144 V-1: leaves its audience to its organisation alone when it is deleted or gets another', async () => {
    const neighbour = await signInTo(llavero, await foundOrganisation(llavero, 'Latecomers'), 'ADMIN');
    const gone = await describeApi(admin, 'Gone', ['gone']);
    await mutate(admin, deleteApiDocument, { id: gone.id });
    const moved = await describeApi(admin, 'Moved', ['moved']);
    await mutate(admin, updateApiDocument, { id: moved.id, audience: 'https://moved.example.org' });
    const theirs = await describeApi(neighbour, 'Theirs', ['theirs']);
    const before = await dump(llavero.db);
    for (const { audience } of [gone, moved]) {
      const made = await mutate(neighbour, createApiDocument, apiInput('Trap', ['trap'], { audience }));
      const changed = await mutate(neighbour, updateApiDocument, { id: theirs.id, audience });
      const message =
        'An API has or had this audience, and tokens for one would fit the other. Choose another one.';
      const fields = [{ field: 'audience', code: 'TAKEN', message }];
      expect([made.fields, changed.fields]).toEqual([fields, fields]);
    }
    expect(await dump(llavero.db)).toEqual(before);
    const { audience } = gone;
    expect((await describeApi(admin, 'Back', ['back'], { audience })).audience).toBe(audience);
  });

  test('is not there for another organisation', async () => {
    const organisationId = await foundOrganisation(llavero, 'Strangers');
    const { id } = await llavero.db.api.findFirstOrThrow({ where: { organisationId } });
    const before = await dump(llavero.db);
    expect(await admin.execute('query ($id: ID!) { api(id: $id) { name } }', { id })).toEqual({ api: null });
    for (const document of [updateApiDocument, deleteApiDocument])
      expect((await mutate(admin, document, { id })).__typename).toBe('NotFoundError');
    expect(await dump(llavero.db)).toEqual(before);
  });

  test('is changed in what is given, unless somebody changed it meanwhile', async () => {
    const api = await describeApi(admin, 'Before', ['before:one', 'before:two']);
    const scopes = [scope('before:two'), scope('before:three')];
    const { api: changed } = await mutate(admin, updateApiDocument, {
      id: api.id,
      name: 'After',
      scopes,
      expectedUpdatedAt: api.updatedAt,
    });
    expect(changed).toMatchObject({ ...api, name: 'After', scopes, updatedAt: expect.any(String) });
    const late = { id: api.id, name: 'Late', expectedUpdatedAt: api.updatedAt };
    expect((await mutate(admin, updateApiDocument, late)).__typename).toBe('ChangedMeanwhileError');
  });

  test('that every organisation has is not deleted, in use or not', async () => {
    const { id } = await defaultApi(admin);
    const answer = await mutate(admin, deleteApiDocument, { id, evenIfInUse: true });
    expect(answer.__typename).toBe('DefaultApiError');
  });
});

describe('a scope in use', () => {
  test('says who has it before it goes, and is taken from them in the same transaction', async () => {
    const api = await describeApi(admin, 'Shrinking', ['keep', 'drop']);
    const group = await makeGroup(admin, 'Has it', ['drop', 'keep']);
    const clients = [];
    for (const name of ['Zorro', 'Abeja'])
      clients.push(await registerClient(admin, { name, scopes: ['read', 'drop', 'keep'] }));
    const before = await dump(llavero.db);
    const change = { id: api.id, scopes: [scope('keep')] };
    expect(await mutate(admin, updateApiDocument, change)).toMatchObject({
      __typename: 'InUseError',
      clientCount: 2,
      clients: [{ name: 'Abeja' }, { name: 'Zorro' }],
      permissionGroups: [{ name: 'Has it' }],
    });
    expect(await dump(llavero.db)).toEqual(before);

    const gone = await mutate(admin, updateApiDocument, { ...change, evenIfInUse: true });
    expect(gone.api.scopes).toMatchObject([{ name: 'keep' }]);
    for (const { clientId, updatedAt } of clients) {
      const row = await llavero.db.client.findUniqueOrThrow({ where: { clientId } });
      expect(row.scopes).toEqual(['read', 'keep']);
      expect(row.updatedAt.toISOString() > updatedAt).toBe(true);
    }
    const { permissionGroups } = await admin.execute('{ permissionGroups { id scopes } }');
    expect(permissionGroups).toContainEqual({ id: group.id, scopes: ['keep'] });
  });

  test('goes with its API, which says so before', async () => {
    const api = await describeApi(admin, 'Leaving', ['leaving']);
    const { clientId } = await registerClient(admin, { name: 'Left', scopes: ['leaving'] });
    const { __typename, clientCount } = await mutate(admin, deleteApiDocument, { id: api.id });
    expect([__typename, clientCount]).toEqual(['InUseError', 1]);
    await mutate(admin, deleteApiDocument, { id: api.id, evenIfInUse: true });
    expect((await llavero.db.client.findUniqueOrThrow({ where: { clientId } })).scopes).toEqual([]);
    const renamed = await mutate(admin, updateClientDocument, { clientId, name: 'Left behind' });
    expect(renamed.__typename).toBe('UpdateClientPayload');
  });

  test('is given to nobody while it goes', async () => {
    for (let round = 0; round < 5; round++) {
      const name = `race:${round}`;
      const api = await describeApi(admin, `Race${round}`, [name]);
      const [given] = await Promise.allSettled([
        registerClient(admin, { name: `Racer ${round}`, scopes: ['read', name] }),
        mutate(admin, deleteApiDocument, { id: api.id, evenIfInUse: true }),
      ]);
      const holders = await llavero.db.client.count({ where: { scopes: { has: name } } });
      const isThere = (await llavero.db.apiScope.count({ where: { name } })) > 0;
      expect([given.status, holders > 0]).toEqual([expect.any(String), isThere]);
    }
  });
});
