import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeApi } from '../kit/api-story.ts';
import {
  createClientDocument,
  credentialsOf,
  mutate,
  portal,
  registerClient,
  updateClientDocument,
  type RegisteredClient,
} from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { claimsOf } from '../kit/token-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
});
afterAll(() => llavero.stop());

/** How long a token of this client lives, as it is told and as the token says. */
async function lifetimes(client: RegisteredClient, asked: Record<string, string> = {}): Promise<number[]> {
  const response = await llavero.token({ ...credentialsOf(client), ...asked });
  const { exp, iat } = claimsOf(response) as { exp: number; iat: number };
  return [response.json().expires_in, exp - iat];
}

const setLifetime = (clientId: string, accessTokenLifetimeSeconds: number | null) =>
  mutate(admin, updateClientDocument, { clientId, accessTokenLifetimeSeconds });

const readLifetime = async (clientId: string) => {
  const document = 'query ($id: ID!) { client(clientId: $id) { accessTokenLifetimeSeconds } }';
  return (await admin.execute(document, { id: clientId })).client.accessTokenLifetimeSeconds;
};

test('V-15 X-8: tokens live as long as the API says, an hour, unless the client says otherwise', async () => {
  const usual = await registerClient(admin, { name: 'Usual' });
  const short = await registerClient(admin, { name: 'Short', accessTokenLifetimeSeconds: 600 });
  expect([await lifetimes(usual), await lifetimes(short)]).toEqual([
    [3600, 3600],
    [600, 600],
  ]);
  expect([await readLifetime(usual.clientId), await readLifetime(short.clientId)]).toEqual([null, 600]);
});

test('V-15: what the client says goes before what any of its APIs says, from the next token on', async () => {
  await describeApi(admin, 'other', ['other:read'], { tokenLifetimeSeconds: 1800 });
  const client = await registerClient(admin, { name: 'Two APIs', scopes: ['read', 'other:read'] });
  const other = { scope: 'other:read' };
  expect([await lifetimes(client), await lifetimes(client, other)]).toEqual([
    [3600, 3600],
    [1800, 1800],
  ]);
  await setLifetime(client.clientId, 86_400);
  expect([await lifetimes(client), await lifetimes(client, other)]).toEqual([
    [86_400, 86_400],
    [86_400, 86_400],
  ]);
  await setLifetime(client.clientId, null);
  expect(await lifetimes(client, other)).toEqual([1800, 1800]);
});

test.each([0, -1, 59, 86_401])('V-15 X-8: no client has a lifetime of %i seconds', async (seconds) => {
  const { clientId } = await registerClient(admin, { name: `No ${seconds}` });
  const refusal = {
    __typename: 'ValidationError',
    fields: [{ field: 'accessTokenLifetimeSeconds', code: 'OUT_OF_RANGE', message: expect.any(String) }],
  };
  expect(await setLifetime(clientId, seconds)).toMatchObject(refusal);
  const input = { ...portal, name: `Nor ${seconds}`, accessTokenLifetimeSeconds: seconds };
  expect(await mutate(admin, createClientDocument, input)).toMatchObject(refusal);
  expect(await readLifetime(clientId)).toBeNull();
});

test('N-6: a change of the lifetime is on record', async () => {
  const { clientId } = await registerClient(admin, { name: 'Recorded' });
  await setLifetime(clientId, 60);
  const [last] = await llavero.db.auditEvent.findMany({
    where: { subjectId: clientId },
    orderBy: { sequence: 'desc' },
    take: 1,
  });
  expect([last?.action, last?.before, last?.after]).toEqual([
    'client.updated',
    { accessTokenLifetimeSeconds: null },
    { accessTokenLifetimeSeconds: 60 },
  ]);
});
