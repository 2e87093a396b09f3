import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createClientDocument,
  credentialsOf,
  deleteClientDocument,
  mutate,
  portal,
  registerClient,
  updateClientDocument,
} from '../kit/client-story.ts';
import { expectActive, expectInactive } from '../kit/judging-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { foundOrganisation, signInTo } from '../kit/organisation-story.ts';
import { queriesOf } from '../kit/queries.ts';
import { claimsOf, tokenOf } from '../kit/token-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let slug: string;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
  slug = await slugOf(admin);
});
afterAll(() => llavero.stop());

const slugOf = async (person: TestPerson): Promise<string> =>
  (await person.execute('{ viewer { organisation { slug } } }')).viewer.organisation.slug;

const choose = (clientId: string, name = clientId, person = admin) =>
  mutate(person, createClientDocument, { ...portal, name, clientId });

describe('V-2 X-6: a client ID of the caller’s choice', () => {
  test('P-55: begins with the slug of the organisation, and is used like any other', async () => {
    const api = await registerClient(admin, { name: 'API', mayIntrospect: true });
    const clientId = `${slug}.portal-web_2`;
    const { client, clientSecret } = await choose(clientId);
    expect(client.clientId).toBe(clientId);
    const credentials = { clientId, clientSecret };
    const answer = await llavero.token(credentialsOf(credentials));
    expect(claimsOf(answer)).toMatchObject({ sub: clientId, client_id: clientId });
    await expectActive(llavero, api, answer.json().access_token);
    const byId = await admin.execute('query ($id: ID!) { client(clientId: $id) { name } }', { id: clientId });
    expect(byId.client.name).toBe(clientId);
    const found = await admin.execute(`{ clients(search: "${clientId}") { nodes { clientId } } }`);
    expect(found.clients.nodes).toEqual([{ clientId }]);
  });

  test('N-3: is generated unless it is given', async () => {
    const generated = expect.stringMatching(/^cli_[0-9A-Za-z]{22}$/);
    expect((await registerClient(admin, { name: 'Absent' })).clientId).toEqual(generated);
    expect((await registerClient(admin, { name: 'Null', clientId: null })).clientId).toEqual(generated);
  });

  test('is looked at with the slug of the organisation, which nobody else needs', async () => {
    // Whoever is calling is loaded with the whole organisation.
    const slugs = async (act: () => Promise<unknown>) =>
      (await queriesOf(act)).filter((query) => query.includes('"slug"') && !query.includes('"createdAt"'));
    expect(await slugs(() => registerClient(admin, { name: 'Generated' }))).toEqual([]);
    expect(await slugs(() => choose(`${slug}.chosen`))).toHaveLength(1);
  });

  test.each([
    ['nothing', () => ''],
    ['the slug alone', () => slug],
    ['no name', () => `${slug}.`],
    ['no slug', () => 'portal'],
    ['the slug of another organisation', () => `${slug}-2.portal`],
    ['what looks generated', () => 'cli_0000000000000000000000'],
    ['what looks generated, as a name after a wrong slug', () => 'cli_.portal'],
    ['capitals', () => `${slug}.Portal`],
    ['a blank', () => `${slug}.portal web`],
    ['a blank at the end', () => `${slug}.portal `],
    ['a line break at the end', () => `${slug}.portal\n`],
    ['a second dot', () => `${slug}.portal.web`],
    ['a colon, which HTTP Basic cannot carry', () => `${slug}.portal:web`],
    ['a percent sign', () => `${slug}.portal%20`],
    ['letters that look like others', () => `${slug}.p\u043ertal`],
    ['a null character', () => `${slug}.portal\0`],
    ['a hyphen at the end', () => `${slug}.portal-`],
    ['two hyphens', () => `${slug}.portal--web`],
    ['41 letters', () => `${slug}.${'a'.repeat(41)}`],
  ])('is refused where it has %s', async (what, clientId) => {
    const refused = await choose(clientId(), what);
    expect(refused).toMatchObject({
      __typename: 'ValidationError',
      fields: [
        { field: 'clientId', code: 'INVALID_CLIENT_ID', message: expect.stringContaining(`${slug}.<name>`) },
      ],
    });
    expect(await llavero.db.client.count({ where: { name: what } })).toBe(0);
  });

  test('is refused beside everything else that is wrong', async () => {
    const input = { name: '', description: portal.description, scopes: ['read'], clientId: 'portal' };
    const refused = await mutate(admin, createClientDocument, input);
    expect(refused.fields.map(({ field, code }: any) => [field, code])).toEqual([
      ['clientId', 'INVALID_CLIENT_ID'],
      ['name', 'REQUIRED'],
    ]);
  });

  test('is given to one client, however many ask at once', async () => {
    const clientId = `${slug}.race`;
    const names = Array.from({ length: 20 }, (_, place) => `Race ${place}`);
    const results = await Promise.all(names.map((name) => choose(clientId, name)));
    const types = results.map(({ __typename }) => __typename).toSorted();
    expect(types).toEqual([...Array<string>(19).fill('ClientIdTakenError'), 'CreateClientPayload']);
    const refused = results.find(({ __typename }) => __typename === 'ClientIdTakenError');
    expect(refused).toEqual({ __typename: 'ClientIdTakenError', message: expect.stringContaining('Choose') });
  });

  test('is free for another where its client was refused for its name', async () => {
    const clientId = `${slug}.second-try`;
    await registerClient(admin, { name: 'Taken name' });
    expect((await choose(clientId, 'Taken name')).__typename).toBe('NameTakenError');
    expect((await choose(clientId, 'Free name')).__typename).toBe('CreateClientPayload');
  });

  test('N-55: is never given out again, so that no token of the one before counts', async () => {
    const api = await registerClient(admin, { name: 'Asks', mayIntrospect: true });
    const clientId = `${slug}.gone`;
    const { clientSecret } = await choose(clientId);
    const token = await tokenOf(llavero, { clientId, clientSecret });
    await mutate(admin, deleteClientDocument, { clientId });
    expect((await choose(clientId, 'Again')).__typename).toBe('ClientIdTakenError');
    await expectInactive(llavero, api, token);
  });

  test('never changes: an update names the client by it', async () => {
    const clientId = `${slug}.stays`;
    await choose(clientId);
    const renamed = await mutate(admin, updateClientDocument, { clientId, name: 'Renamed' });
    expect(renamed.client).toMatchObject({ clientId, name: 'Renamed' });
  });
});

describe('the slug of an organisation', () => {
  test('is made of its name, without accents and signs, and is its own', async () => {
    const names = ['Inmobiliaria Ñandú, S.A.', 'INMOBILIARIA nandu s.a.', '物件', 'x'.repeat(60)];
    const slugs = [];
    for (const name of names) {
      const id = await foundOrganisation(llavero, name);
      slugs.push((await llavero.db.organisation.findUniqueOrThrow({ where: { id } })).slug);
    }
    expect(slugs).toEqual([
      'inmobiliaria-nandu-s-a',
      'inmobiliaria-nandu-s-a-2',
      'organisation',
      'x'.repeat(40),
    ]);
  });

  test('stays when the organisation is called otherwise, and another’s opens nothing', async () => {
    const id = await foundOrganisation(llavero, 'Sur');
    const owner = await signInTo(llavero, id, 'OWNER');
    const rename =
      'mutation ($input: RenameOrganisationInput!) { renameOrganisation(input: $input) { __typename } }';
    expect((await mutate(owner, rename, { name: 'Norte' })).__typename).toBe('RenameOrganisationPayload');
    expect(await slugOf(owner)).toBe('sur');
    expect((await choose('sur.portal', 'Ours', admin)).__typename).toBe('ValidationError');
    expect((await choose('sur.portal', 'Theirs', owner)).__typename).toBe('CreateClientPayload');
  });
});
