import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createClientDocument,
  credentialsOf,
  deleteClientDocument,
  mutate,
  portal,
  registerClient,
  rotateSecretDocument,
  updateClientDocument,
} from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let admin: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
});
afterAll(() => llavero.stop());

describe('createClient', () => {
  test('N-1 N-2 N-3 N-4 N-33: generates both halves of the credentials and the grant type', async () => {
    const created = await mutate(admin, createClientDocument, { ...portal, name: 'N-2' });
    expect(created).toEqual({
      __typename: 'CreateClientPayload',
      client: {
        clientId: expect.stringMatching(/^cli_[0-9A-Za-z]{22}$/),
        name: 'N-2',
        description: portal.description,
        scopes: ['read'],
        grantTypes: ['client_credentials'],
        secretHint: created.clientSecret.slice(0, 12),
        createdAt: expect.any(String),
        updatedAt: created.client.createdAt,
        lastUsedAt: null,
      },
      clientSecret: expect.stringMatching(/^llv_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/),
    });
  });

  test('N-5: keeps nothing of a secret but its argon2id hash', async () => {
    const { clientId, clientSecret } = await registerClient(admin, { name: 'N-5' });
    const secrets = await llavero.db.clientSecret.findMany({ where: { client: { clientId } } });
    expect(secrets).toHaveLength(1);
    expect(secrets[0]?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,(t=2,p=1|p=1,t=2)\$/);
    expect(JSON.stringify(secrets)).not.toContain(clientSecret.slice(13));
  });

  test('N-7: gives every client credentials and permissions of its own', async () => {
    const one = await registerClient(admin, { name: 'N-7 one', scopes: ['read'] });
    const other = await registerClient(admin, { name: 'N-7 other', scopes: ['delete', 'create', 'create'] });
    expect(other.scopes).toEqual(['create', 'delete']);
    const crossed = await llavero.token(credentialsOf({ ...one, clientSecret: other.clientSecret }));
    expect(crossed.statusCode).toBe(401);
  });

  test('N-30 N-65: refuses a name that differs in case and surrounding blanks alone', async () => {
    await registerClient(admin, { name: 'Straße Ñandú' });
    for (const name of ['Straße Ñandú', '  STRASSE ñandú\n', 'strasse Ñandú']) {
      expect(await mutate(admin, createClientDocument, { ...portal, name })).toEqual({
        __typename: 'NameTakenError',
        message: expect.stringContaining('Choose another'),
      });
    }
  });

  test('N-31 N-66: names every field that is missing', async () => {
    const refused = await mutate(admin, createClientDocument, { name: ' ', description: '\n', scopes: [] });
    expect(refused.__typename).toBe('ValidationError');
    expect(refused.fields.map(({ field, code }: any) => [field, code])).toEqual([
      ['name', 'REQUIRED'],
      ['description', 'REQUIRED'],
      ['scopes', 'REQUIRED'],
    ]);
  });

  test.each([
    ['a name of 255 code points', { name: '💡'.repeat(255) }, undefined],
    ['a name of 256 code points', { name: 'x'.repeat(256) }, ['name', 'TOO_LONG']],
    ['a name that is longest in the index', { name: 'ﷺ'.repeat(255) }, undefined],
    [
      'a description of 500 code points',
      { name: 'd500', description: 'é'.normalize('NFD').repeat(500) },
      undefined,
    ],
    [
      'a description of 501 code points',
      { name: 'd501', description: 'x'.repeat(501) },
      ['description', 'TOO_LONG'],
    ],
    ['a newline in the description', { name: 'newline', description: 'one\r\ntwo' }, undefined],
    ['a newline in the name', { name: 'one\ntwo' }, ['name', 'CONTROL_CHARACTER']],
    ['a null character', { name: 'a\0b' }, ['name', 'CONTROL_CHARACTER']],
    ['half a surrogate pair', { name: 'a\uD800b' }, ['name', 'CONTROL_CHARACTER']],
    ['a direction override', { name: 'gpj.\u202Eexe' }, ['name', 'CONTROL_CHARACTER']],
    ['right-to-left text', { name: 'مفاتيح' }, undefined],
    ['HTML and SQL', { name: `<script>alert(1)</script>'; DROP TABLE "Client"; --` }, undefined],
    ['an unknown scope', { name: 'scope', scopes: ['read', 'admin'] }, ['scopes', 'UNKNOWN_SCOPE']],
  ])('N-23 N-24 N-28: %s', async (_, input, refusal) => {
    const result = await mutate(admin, createClientDocument, { ...portal, ...input });
    if (refusal) expect(result.fields.map(({ field, code }: any) => [field, code])).toEqual([refusal]);
    else expect(result.__typename).toBe('CreateClientPayload');
  });

  test('two hundred at once with one name: one client, 199 refusals', async () => {
    const results = await Promise.all(
      Array.from({ length: 200 }, () => mutate(admin, createClientDocument, { ...portal, name: 'Carrera' })),
    );
    const types = results.map(({ __typename }) => __typename);
    expect(types.filter((type) => type === 'CreateClientPayload')).toHaveLength(1);
    expect(types.filter((type) => type === 'NameTakenError')).toHaveLength(199);
    expect(await llavero.db.client.count({ where: { name: 'Carrera' } })).toBe(1);
  });
});

describe('updateClient', () => {
  test('N-40 N-41 N-45: changes what is given and nothing else', async () => {
    const before = await registerClient(admin, { name: 'N-45' });
    const { client } = await mutate(admin, updateClientDocument, {
      clientId: before.clientId,
      description: 'Otra',
    });
    const { clientSecret, ...fields } = before;
    expect(client).toEqual({ ...fields, description: 'Otra', updatedAt: expect.any(String) });
    expect(client.updatedAt > before.updatedAt).toBe(true);
    expect((await llavero.token(credentialsOf(before))).statusCode).toBe(200);
  });

  test('N-46: new scopes hold for the next token', async () => {
    const client = await registerClient(admin, { name: 'N-46' });
    await mutate(admin, updateClientDocument, { clientId: client.clientId, scopes: ['create', 'read'] });
    expect((await llavero.token(credentialsOf(client))).json().scope).toBe('read create');
  });

  test('N-47: keeps the rules of a new client', async () => {
    await registerClient(admin, { name: 'N-47 taken' });
    const { clientId } = await registerClient(admin, { name: 'N-47' });
    const taken = await mutate(admin, updateClientDocument, { clientId, name: 'n-47 TAKEN' });
    expect(taken.__typename).toBe('NameTakenError');
    const bad = await mutate(admin, updateClientDocument, {
      clientId,
      name: null,
      description: '',
      scopes: null,
    });
    expect(bad.fields.map(({ field, code }: any) => [field, code])).toEqual([
      ['name', 'REQUIRED'],
      ['description', 'REQUIRED'],
      ['scopes', 'REQUIRED'],
    ]);
  });

  test('keeps its own name in another spelling', async () => {
    const { clientId } = await registerClient(admin, { name: 'Spelling' });
    const { client } = await mutate(admin, updateClientDocument, { clientId, name: 'SPELLING' });
    expect(client.name).toBe('SPELLING');
  });

  test('two people at once: the later one sees what the client is now', async () => {
    const { clientId, updatedAt } = await registerClient(admin, { name: 'Conflict' });
    const change = (description: string) =>
      mutate(admin, updateClientDocument, { clientId, description, expectedUpdatedAt: updatedAt });
    const results = await Promise.all(['one', 'other', 'third'].map(change));
    const won = results.filter(({ __typename }) => __typename === 'UpdateClientPayload');
    const lost = results.filter(({ __typename }) => __typename === 'ConflictError');
    expect([won.length, lost.length]).toEqual([1, 2]);
    for (const { client } of lost) expect(client).toEqual(won[0].client);
  });

  test('a change that changes nothing leaves the version as it is', async () => {
    const client = await registerClient(admin, { name: 'Same' });
    const result = await mutate(admin, updateClientDocument, { clientId: client.clientId, name: 'Same' });
    expect(result.client.updatedAt).toBe(client.updatedAt);
  });
});

describe('rotateSecret', () => {
  test('N-48 N-49 N-50 N-51: voids the old secret with the answer, and changes nothing else', async () => {
    const before = await registerClient(admin, { name: 'N-49' });
    const rotated = await mutate(admin, rotateSecretDocument, { clientId: before.clientId });
    const { clientSecret, ...fields } = before;
    expect(rotated.client).toEqual({ ...fields, secretHint: rotated.clientSecret.slice(0, 12) });
    expect((await llavero.token(credentialsOf(before))).statusCode).toBe(401);
    expect(
      (await llavero.token(credentialsOf({ ...before, clientSecret: rotated.clientSecret }))).statusCode,
    ).toBe(200);
  });

  test('many at once leave one living secret', async () => {
    const client = await registerClient(admin, { name: 'Rotations' });
    const rotations = await Promise.all(
      Array.from({ length: 8 }, () => mutate(admin, rotateSecretDocument, { clientId: client.clientId })),
    );
    const answers = await Promise.all(
      rotations.map(({ clientSecret }) => llavero.token(credentialsOf({ ...client, clientSecret }))),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([
      200, 401, 401, 401, 401, 401, 401, 401,
    ]);
  });
});

describe('deleteClient', () => {
  test('N-54 N-56 N-71: takes the client and its credentials away for good', async () => {
    const client = await registerClient(admin, { name: 'N-54' });
    const deleted = await mutate(admin, deleteClientDocument, { clientId: client.clientId });
    expect(deleted).toEqual({ __typename: 'DeleteClientPayload', clientId: client.clientId });
    expect((await llavero.token(credentialsOf(client))).statusCode).toBe(401);
    expect(await llavero.db.clientSecret.count({ where: { client: { clientId: client.clientId } } })).toBe(0);
    const again = await registerClient(admin, { name: 'N-54' });
    expect(again.clientId).not.toBe(client.clientId);
  });
});

test.each([
  ['well-formed', 'cli_0000000000000000000000'],
  ['empty', ''],
  ['with a null character', 'a\0b'],
  ['not ASCII', 'ñ'],
  ['very long', 'x'.repeat(10_000)],
])('a client ID that names nothing is a NotFoundError: %s', async (_, clientId) => {
  for (const document of [updateClientDocument, rotateSecretDocument, deleteClientDocument]) {
    expect(await mutate(admin, document, { clientId })).toEqual({
      __typename: 'NotFoundError',
      message: 'There is no such client. It may have been deleted.',
    });
  }
  expect(
    await admin.execute('query ($id: ID!) { client(clientId: $id) { name } }', { id: clientId }),
  ).toEqual({
    client: null,
  });
});

test('N-8: the name plays no part in authentication', async () => {
  const client = await registerClient(admin, { name: 'N-8' });
  await mutate(admin, updateClientDocument, { clientId: client.clientId, name: 'Another name altogether' });
  expect((await llavero.token(credentialsOf(client))).statusCode).toBe(200);
  expect(
    (await llavero.token({ ...credentialsOf(client), client_id: 'Another name altogether' })).statusCode,
  ).toBe(401);
});
