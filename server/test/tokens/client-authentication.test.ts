import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addSecret } from '../kit/client-rows.ts';
import {
  credentialsOf,
  deleteClientDocument,
  mutate,
  registerClient,
  type RegisteredClient,
} from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { basicHeader, expectRefusal } from '../kit/token-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let client: RegisteredClient;
let other: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
  client = await registerClient(admin, { name: 'One' });
  other = await registerClient(admin, { name: 'Other' });
});
afterAll(() => llavero.stop());

const grant = { grant_type: 'client_credentials' };

describe('credentials that are right', () => {
  test('P-21 P-34: come by HTTP Basic or in the form, as the client likes', async () => {
    const byBasic = await llavero.token(grant, {
      headers: basicHeader(client.clientId, client.clientSecret),
    });
    const byForm = await llavero.token(credentialsOf(client));
    expect([byBasic.statusCode, byForm.statusCode]).toEqual([200, 200]);
  });

  test('P-33: may be by HTTP Basic with the client ID in the form too', async () => {
    const headers = basicHeader(client.clientId, client.clientSecret);
    for (const client_id of [client.clientId, '']) {
      expect((await llavero.token({ ...grant, client_id }, { headers })).statusCode).toBe(200);
    }
  });

  test('P-38: hold for every living secret of a client, and for no other', async () => {
    const hour = 3600_000;
    const rotated = await registerClient(admin, { name: 'Overlap' });
    const next = await addSecret(llavero.db, rotated, { expiresAt: new Date(Date.now() + hour) });
    const expired = await addSecret(llavero.db, rotated, { expiresAt: new Date(Date.now() - 1) });
    const early = await addSecret(llavero.db, rotated, { startsAt: new Date(Date.now() + hour) });
    for (const clientSecret of [rotated.clientSecret, next]) {
      expect((await llavero.token(credentialsOf({ ...rotated, clientSecret }))).statusCode).toBe(200);
    }
    for (const clientSecret of [expired, early]) {
      expectRefusal(await llavero.token(credentialsOf({ ...rotated, clientSecret })), 401, 'invalid_client');
    }
  });
});

describe('a client that may not', () => {
  test('P-37: those of a client that is deleted are void at once', async () => {
    const gone = await registerClient(admin, { name: 'Gone' });
    expect((await llavero.token(credentialsOf(gone))).statusCode).toBe(200);
    await mutate(admin, deleteClientDocument, { clientId: gone.clientId });
    expectRefusal(await llavero.token(credentialsOf(gone)), 401, 'invalid_client');
  });

  test('P-43: a client without a secret gets no token by its ID, nor by another’s secret', async () => {
    const open = await registerClient(admin, { name: 'Public' });
    await llavero.db.clientSecret.deleteMany({ where: { client: { clientId: open.clientId } } });
    const { clientId: client_id } = open;
    const answers = [
      await llavero.token({ ...grant, client_id }),
      await llavero.token(grant, { headers: basicHeader(client_id, '') }),
      await llavero.token(credentialsOf(open)),
      await llavero.token(credentialsOf({ ...open, clientSecret: other.clientSecret })),
    ];
    for (const response of answers) expectRefusal(response, 401, 'invalid_client');
  });

  test('P-44: a client without this grant is told so, once it has proven who it is', async () => {
    const bound = await registerClient(admin, { name: 'Without grant' });
    await llavero.db.client.update({ where: { clientId: bound.clientId }, data: { grantTypes: [] } });
    expectRefusal(await llavero.token(credentialsOf(bound)), 400, 'unauthorized_client');
    const { clientId } = bound;
    const unproven = await llavero.token(credentialsOf({ clientId, clientSecret: other.clientSecret }));
    expectRefusal(unproven, 401, 'invalid_client');
  });
});
