import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { assertionClaims, assertionForm, jwksOf, makeAppKey, signAssertion } from '../kit/assertion-story.ts';
import {
  createClientDocument,
  credentialsOf,
  mutate,
  portal,
  registerClient,
  updateClientDocument,
  type RegisteredClient,
} from '../kit/client-story.ts';
import { expectActive, expectInactive, send, verify } from '../kit/judging-story.ts';
import { startBeside, startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { expectRefusal, tokenOf } from '../kit/token-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let api: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
  api = await registerClient(admin, { name: 'API', mayIntrospect: true });
});
afterAll(() => llavero.stop());

const setEnabled = (clientId: string, enabled: boolean | null) =>
  mutate(admin, updateClientDocument, { clientId, enabled });

const isEnabled = async (clientId: string) =>
  (await admin.execute('query ($id: ID!) { client(clientId: $id) { enabled } }', { id: clientId })).client
    .enabled;

/** A refusal without what differs in every one. */
const bytesOf = ({ statusCode, headers, body }: Awaited<ReturnType<TestLlavero['token']>>) => {
  const { 'x-request-id': errorId, date: _, ...others } = headers;
  return { statusCode, others, body: body.replaceAll(String(errorId), 'error_id') };
};

describe('a disabled client', () => {
  test('P-37: gets no token, by either kind of credentials, at the next request', async () => {
    const client = await registerClient(admin, { name: 'Disabled' });
    const key = await makeAppKey();
    const input = { ...portal, name: 'By key', authenticationMethod: 'PRIVATE_KEY_JWT', jwks: jwksOf(key) };
    const { clientId } = (await mutate(admin, createClientDocument, input)).client;
    const byKey = async () =>
      llavero.token(assertionForm(await signAssertion(key, assertionClaims(clientId))));
    await tokenOf(llavero, client);
    expect((await byKey()).statusCode).toBe(200);
    for (const id of [client.clientId, clientId]) await setEnabled(id, false);
    expectRefusal(await llavero.token(credentialsOf(client)), 401, 'invalid_client');
    expectRefusal(await byKey(), 401, 'invalid_client');
  });

  test('P-29: is told the same as one with a wrong secret', async () => {
    const [client, other] = [
      await registerClient(admin, { name: 'Told' }),
      await registerClient(admin, { name: 'Other' }),
    ];
    await tokenOf(llavero, client);
    await setEnabled(client.clientId, false);
    const [disabled, wrong] = [
      await llavero.token(credentialsOf(client)),
      await llavero.token(credentialsOf({ ...client, clientSecret: other.clientSecret })),
    ];
    expect(bytesOf(disabled)).toEqual(bytesOf(wrong));
  });

  test('may neither introspect nor revoke', async () => {
    const asking = await registerClient(admin, { name: 'Asking', mayIntrospect: true });
    const token = await tokenOf(llavero, asking);
    await setEnabled(asking.clientId, false);
    for (const url of ['/introspect', '/revoke'] as const)
      expectRefusal(await send(llavero, url, asking, { token }), 401, 'invalid_client');
  });

  test('has no tokens that count, at the next request, and enabling it again revives none', async () => {
    const client = await registerClient(admin, { name: 'Tokens' });
    const token = await tokenOf(llavero, client);
    await expectActive(llavero, api, token);
    await setEnabled(client.clientId, false);
    await expectInactive(llavero, api, token);
    await setEnabled(client.clientId, true);
    await expectInactive(llavero, api, token);
    await expectActive(llavero, api, await tokenOf(llavero, client));
  });

  test('P-37: is refused by every process', async () => {
    const beside = await startBeside(llavero);
    const client = await registerClient(admin, { name: 'Beside' });
    const token = await tokenOf(beside, client);
    expect((await verify(beside, token)).statusCode).toBe(204);
    await setEnabled(client.clientId, false);
    await vi.waitFor(async () => {
      expect((await verify(beside, token)).statusCode).toBe(401);
      expect((await beside.token(credentialsOf(client))).statusCode).toBe(401);
    });
    await beside.stop();
  });

  test('stands in the list for those who verify offline, and stays there when it is enabled again', async () => {
    const { clientId } = await registerClient(admin, { name: 'Listed' });
    await setEnabled(clientId, false);
    const row = { clientId, lowestGeneration: 2 };
    expect(await llavero.db.tokenRecall.findUnique({ where: { clientId } })).toMatchObject(row);
    await setEnabled(clientId, true);
    expect(await llavero.db.tokenRecall.findUnique({ where: { clientId } })).toMatchObject(row);
  });
});

test('a client is enabled unless it is said otherwise', async () => {
  const { clientId } = await registerClient(admin, { name: 'Usual' });
  expect(await isEnabled(clientId)).toBe(true);
  const later = await registerClient(admin, { name: 'Later', enabled: false });
  expect(await isEnabled(later.clientId)).toBe(false);
  expect((await llavero.token(credentialsOf(later))).statusCode).toBe(401);
  await setEnabled(later.clientId, true);
  await tokenOf(llavero, later);
});

test('null is refused, and what is the case already changes nothing', async () => {
  const { clientId, updatedAt } = await registerClient(admin, { name: 'Nothing' });
  expect(await setEnabled(clientId, null)).toMatchObject({
    __typename: 'ValidationError',
    fields: [{ field: 'enabled', code: 'REQUIRED' }],
  });
  const { client } = await setEnabled(clientId, true);
  expect(client.updatedAt).toBe(updatedAt);
});

test('N-6: disabling is on record, with the generation that voids the tokens', async () => {
  const { clientId } = await registerClient(admin, { name: 'Recorded' });
  await setEnabled(clientId, false);
  await setEnabled(clientId, true);
  const events = await llavero.db.auditEvent.findMany({
    where: { subjectId: clientId },
    orderBy: { sequence: 'asc' },
    select: { action: true, before: true, after: true },
  });
  expect(events.slice(1)).toEqual([
    { action: 'client.updated', before: { enabled: true }, after: { enabled: false } },
    { action: 'client.tokens_revoked', before: { tokenGeneration: 1 }, after: { tokenGeneration: 2 } },
    { action: 'client.updated', before: { enabled: false }, after: { enabled: true } },
  ]);
});

test('a session whose password was given long ago cannot disable a client', async () => {
  const stale = await llavero.signIn('ADMIN');
  const { clientId } = await registerClient(admin, { name: 'Password' });
  await llavero.db.session.updateMany({
    where: { userId: stale.userId },
    data: { passwordConfirmedAt: new Date(Date.now() - 16 * 60_000) },
  });
  const input = { clientId, enabled: false };
  expect(await stale.refusals(updateClientDocument, { input })).toEqual(['PASSWORD_REQUIRED']);
});
