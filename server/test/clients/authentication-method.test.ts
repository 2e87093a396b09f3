import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Prisma } from '../../src/generated/prisma/client.ts';
import {
  assertionClaims,
  assertionForm,
  jwksOf,
  makeAppKey,
  registerKeyClient,
  signAssertion,
  type AppKey,
} from '../kit/assertion-story.ts';
import {
  createClientDocument,
  credentialsOf,
  mutate,
  portal,
  registerClient,
  rotateSecretDocument,
  updateClientDocument,
} from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let key: AppKey;
let newKey: AppKey;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
  [key, newKey] = await Promise.all([makeAppKey(), makeAppKey('RS256')]);
});
afterAll(() => llavero.stop());

const byKey = { authenticationMethod: 'PRIVATE_KEY_JWT' };

/** How this client authenticates, as a reader sees it. */
async function authenticationOf(clientId: string) {
  const { client } = await admin.execute(
    'query ($id: ID!) { client(clientId: $id) { authenticationMethod jwks secretHint } }',
    { id: clientId },
  );
  return { ...client, jwks: client.jwks && JSON.parse(client.jwks) };
}

async function statusByKey(clientId: string, { alg, privateKey, jwk }: AppKey): Promise<number> {
  const assertion = await signAssertion({ alg, privateKey, jwk }, assertionClaims(clientId));
  return (await llavero.token(assertionForm(assertion))).statusCode;
}

const secretsOf = (clientId: string) => llavero.db.clientSecret.count({ where: { client: { clientId } } });

const fieldsOf = (refused: any) => refused.fields.map(({ field, code }: any) => [field, code]);

describe('a new client', () => {
  test('has a secret, and no keys, unless it is asked for otherwise', async () => {
    for (const asked of [
      {},
      { authenticationMethod: 'CLIENT_SECRET' },
      { authenticationMethod: null, jwks: null },
    ]) {
      const input = { ...portal, name: JSON.stringify(asked), ...asked };
      const { client, clientSecret } = await mutate(admin, createClientDocument, input);
      expect(await authenticationOf(client.clientId)).toEqual({
        authenticationMethod: 'CLIENT_SECRET',
        jwks: null,
        secretHint: clientSecret.slice(0, 12),
      });
    }
  });

  test('has its public keys and no secret where it authenticates by them', async () => {
    const input = { ...portal, name: 'By key', ...byKey, jwks: jwksOf(key) };
    const created = await mutate(admin, createClientDocument, input);
    expect([created.__typename, created.clientSecret]).toEqual(['CreateClientPayload', null]);
    const { clientId } = created.client;
    expect(await authenticationOf(clientId)).toEqual({
      ...byKey,
      jwks: { keys: [key.jwk] },
      secretHint: null,
    });
    expect(await secretsOf(clientId)).toBe(0);
  });

  test.each<[string, () => object, [string, string][]]>([
    ['needs keys to authenticate by', () => byKey, [['jwks', 'REQUIRED']]],
    ['needs more than blanks', () => ({ ...byKey, jwks: ' \n' }), [['jwks', 'REQUIRED']]],
    ['needs keys that are some', () => ({ ...byKey, jwks: '{"keys":[]}' }), [['jwks', 'INVALID_JWKS']]],
    ['takes no keys beside a secret', () => ({ jwks: jwksOf(key) }), [['jwks', 'INVALID_JWKS']]],
    [
      'hears of every bad field at once',
      () => ({ ...byKey, name: ' ', scopes: ['x'], jwks: 'x' }),
      [
        ['name', 'REQUIRED'],
        ['scopes', 'UNKNOWN_SCOPE'],
        ['jwks', 'INVALID_JWKS'],
      ],
    ],
  ])('%s', async (name, change, expected) => {
    const refused = await mutate(admin, createClientDocument, { ...portal, name, ...change() });
    expect([refused.__typename, fieldsOf(refused)]).toEqual(['ValidationError', expected]);
  });

  test('P-69: leaves no private key behind that was sent by mistake', async () => {
    const { privateKey } = await makeAppKey();
    const { d } = await crypto.subtle.exportKey('jwk', privateKey);
    const keys = [await crypto.subtle.exportKey('jwk', privateKey)];
    const input = { ...portal, name: 'Private', ...byKey, jwks: JSON.stringify({ keys }) };
    const refused = await mutate(admin, createClientDocument, input);
    expect(refused.fields[0].message).toContain('private half');
    expect(JSON.stringify(refused) + llavero.logged.join('')).not.toContain(d);
  });
});

describe('an update', () => {
  test('P-37: to keys voids the secrets with it', async () => {
    const client = await registerClient(admin, { name: 'To keys' });
    const { clientId } = client;
    expect((await llavero.token(credentialsOf(client))).statusCode).toBe(200);
    const updated = await mutate(admin, updateClientDocument, { clientId, ...byKey, jwks: jwksOf(key) });
    expect([updated.__typename, updated.client.secretHint]).toEqual(['UpdateClientPayload', null]);
    expect((await llavero.token(credentialsOf(client))).statusCode).toBe(401);
    expect(await statusByKey(clientId, key)).toBe(200);
    expect(await secretsOf(clientId)).toBe(0);
  });

  test('P-37: to a secret forgets the keys; there is no token until it is made by rotateSecret', async () => {
    const { clientId } = await registerKeyClient(admin, { name: 'To a secret' }, key);
    await mutate(admin, updateClientDocument, { clientId, authenticationMethod: 'CLIENT_SECRET' });
    expect(await authenticationOf(clientId)).toEqual({
      authenticationMethod: 'CLIENT_SECRET',
      jwks: null,
      secretHint: null,
    });
    expect(await statusByKey(clientId, key)).toBe(401);
    const { clientSecret } = await mutate(admin, rotateSecretDocument, { clientId });
    expect((await llavero.token(credentialsOf({ clientId, clientSecret }))).statusCode).toBe(200);
  });

  test('P-37: of the keys is heard of at once', async () => {
    const { clientId } = await registerKeyClient(admin, { name: 'New keys' }, key);
    expect(await statusByKey(clientId, key)).toBe(200);
    await mutate(admin, updateClientDocument, { clientId, jwks: jwksOf(newKey) });
    expect([await statusByKey(clientId, key), await statusByKey(clientId, newKey)]).toEqual([401, 200]);
    await mutate(admin, updateClientDocument, { clientId, jwks: jwksOf(key, newKey) });
    expect([await statusByKey(clientId, key), await statusByKey(clientId, newKey)]).toEqual([200, 200]);
  });

  test('of something else leaves keys and secrets as they are', async () => {
    const { clientId } = await registerKeyClient(admin, { name: 'Else' }, key);
    await mutate(admin, updateClientDocument, { clientId, description: 'Otra' });
    expect(await statusByKey(clientId, key)).toBe(200);
    const client = await registerClient(admin, { name: 'Else with a secret' });
    await mutate(admin, updateClientDocument, { clientId: client.clientId, jwks: null, description: 'Otra' });
    expect((await llavero.token(credentialsOf(client))).statusCode).toBe(200);
  });

  test('that writes the same keys otherwise changes nothing', async () => {
    const { clientId, updatedAt } = await registerKeyClient(admin, { name: 'Same keys' }, key);
    const { kty, ...members } = key.jwk;
    const jwks = JSON.stringify({ keys: [{ ...members, kty }] }, null, 4);
    const { client } = await mutate(admin, updateClientDocument, { clientId, ...byKey, jwks });
    expect(client.updatedAt).toBe(updatedAt);
  });

  test.each<[string, object, [string, string][]]>([
    ['without keys', { jwks: null }, [['jwks', 'REQUIRED']]],
    ['without a method', { authenticationMethod: null }, [['authenticationMethod', 'REQUIRED']]],
    [
      'to a secret with keys',
      { authenticationMethod: 'CLIENT_SECRET', jwks: '{}' },
      [['jwks', 'INVALID_JWKS']],
    ],
    [
      'with two bad fields',
      { name: '', jwks: '{}' },
      [
        ['name', 'REQUIRED'],
        ['jwks', 'INVALID_JWKS'],
      ],
    ],
  ])('is refused %s, and changes nothing', async (name, change, expected) => {
    const { clientId } = await registerKeyClient(admin, { name: `refused ${name}` }, key);
    const refused = await mutate(admin, updateClientDocument, { clientId, ...change });
    expect([refused.__typename, fieldsOf(refused)]).toEqual(['ValidationError', expected]);
    expect(await statusByKey(clientId, key)).toBe(200);
  });

  test('of what it authenticates by asks for the password as a rotation does', async () => {
    const someone = await llavero.signIn('ADMIN');
    const { clientId } = await registerKeyClient(admin, { name: 'Password' }, key);
    await llavero.db.session.updateMany({
      where: { userId: someone.userId },
      data: { passwordConfirmedAt: new Date(Date.now() - 16 * 60_000) },
    });
    for (const change of [{ jwks: jwksOf(newKey) }, { authenticationMethod: 'CLIENT_SECRET' }]) {
      expect(await someone.refusals(updateClientDocument, { input: { clientId, ...change } })).toEqual([
        'PASSWORD_REQUIRED',
      ]);
    }
    const renamed = await mutate(someone, updateClientDocument, { clientId, description: 'Otra' });
    expect(renamed.__typename).toBe('UpdateClientPayload');
    expect(await statusByKey(clientId, key)).toBe(200);
  });
});

test('rotateSecret has nothing to rotate where a client authenticates by its keys', async () => {
  const { clientId } = await registerKeyClient(admin, { name: 'No secret' }, key);
  expect(await mutate(admin, rotateSecretDocument, { clientId, revokeTokens: true })).toEqual({
    __typename: 'AuthenticationMethodError',
    message: expect.stringContaining('has no secret'),
  });
  expect(await secretsOf(clientId)).toBe(0);
  expect((await llavero.db.client.findUniqueOrThrow({ where: { clientId } })).tokenGeneration).toBe(1);
});

test('the database itself refuses a client with both, or with neither', async () => {
  const { clientId } = await registerKeyClient(admin, { name: 'Constraint' }, key);
  await expect(
    llavero.db.client.update({ where: { clientId }, data: { authenticationMethod: 'CLIENT_SECRET' } }),
  ).rejects.toThrow('Client_keys_of_method');
  await expect(
    llavero.db.client.update({ where: { clientId }, data: { jwks: Prisma.DbNull } }),
  ).rejects.toThrow('Client_keys_of_method');
});
