import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createClientDocument,
  mutate,
  portal,
  registerClient,
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

const refusals = ({ fields }: any) => fields.map(({ field, code }: any) => [field, code]);

describe('V-10 X-2: the grant types of a client', () => {
  test('are a list, in which each stands once', async () => {
    const input = { ...portal, name: 'Listed', grantTypes: ['client_credentials', 'client_credentials'] };
    const { client } = await mutate(admin, createClientDocument, input);
    expect(client.grantTypes).toEqual(['client_credentials']);
    const { clientId } = client;
    const updated = await mutate(admin, updateClientDocument, {
      clientId,
      grantTypes: ['client_credentials'],
    });
    expect(updated.client).toEqual(client);
  });

  test.each([
    ['F-13: none at all', [], 'REQUIRED'],
    ['one that waits', ['authorization_code'], 'UNKNOWN_GRANT_TYPE'],
    ['one too many', ['client_credentials', 'password'], 'UNKNOWN_GRANT_TYPE'],
    ['one in other letters', ['CLIENT_CREDENTIALS'], 'UNKNOWN_GRANT_TYPE'],
  ])('cannot be %s', async (what, grantTypes, code) => {
    const created = await mutate(admin, createClientDocument, { ...portal, name: what, grantTypes });
    expect(refusals(created)).toEqual([['grantTypes', code]]);
    const { clientId } = await registerClient(admin, { name: what });
    const updated = await mutate(admin, updateClientDocument, { clientId, grantTypes });
    expect(refusals(updated)).toEqual([['grantTypes', code]]);
  });

  test('F-13: cannot be taken away', async () => {
    const { clientId } = await registerClient(admin, { name: 'Null' });
    const updated = await mutate(admin, updateClientDocument, { clientId, grantTypes: null });
    expect(refusals(updated)).toEqual([['grantTypes', 'REQUIRED']]);
  });
});

test('V-12: of the scopes, too, only those that there are can be given, and the message names the others', async () => {
  const scopes = ['read', 'openid permissions publicapi.all'];
  const refused = await mutate(admin, createClientDocument, { ...portal, name: 'V-12', scopes });
  expect(refused).toMatchObject({
    __typename: 'ValidationError',
    fields: [
      {
        field: 'scopes',
        code: 'UNKNOWN_SCOPE',
        message: expect.stringContaining('openid permissions publicapi.all'),
      },
    ],
  });
  expect(await llavero.db.client.count({ where: { name: 'V-12' } })).toBe(0);
});
