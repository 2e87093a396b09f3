import { afterAll, beforeAll, expect, test } from 'vitest';
import { startUsage } from '../../src/usage/usage.ts';
import { credentialsOf, deleteClientDocument, mutate, registerClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let admin: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
});
afterAll(() => llavero.stop());

const lastUseOf = async (clientId: string) =>
  (
    await admin.execute('query ($id: ID!) { client(clientId: $id) { lastUsedAt updatedAt } }', {
      id: clientId,
    })
  ).client;

test('a token is noted as a use, and the client’s row is not touched', async () => {
  const client = await registerClient(admin, { name: 'Used' });
  const before = Date.now();
  expect((await llavero.token(credentialsOf(client))).statusCode).toBe(200);
  await llavero.usage.flush();
  const { lastUsedAt, updatedAt } = await lastUseOf(client.clientId);
  expect(new Date(lastUsedAt).getTime()).toBeGreaterThanOrEqual(before);
  expect(updatedAt).toBe(client.updatedAt);
});

test('a refusal is no use', async () => {
  const client = await registerClient(admin, { name: 'Refused' });
  await llavero.token({ ...credentialsOf(client), scope: 'delete' });
  await llavero.token({ ...credentialsOf(client), client_secret: 'wrong' });
  await llavero.usage.flush();
  expect((await lastUseOf(client.clientId)).lastUsedAt).toBe(null);
});

test('a client deleted meanwhile does not lose the others their use', async () => {
  const [gone, stays] = [
    await registerClient(admin, { name: 'Gone' }),
    await registerClient(admin, { name: 'Stays' }),
  ];
  await llavero.token(credentialsOf(gone));
  await llavero.token(credentialsOf(stays));
  await mutate(admin, deleteClientDocument, { clientId: gone.clientId });
  await llavero.usage.flush();
  expect((await lastUseOf(stays.clientId)).lastUsedAt).not.toBe(null);
});

test('what could not be written is kept for the next time', async () => {
  const client = await registerClient(admin, { name: 'Kept' });
  const { id } = await llavero.db.client.findUniqueOrThrow({ where: { clientId: client.clientId } });
  const usage = startUsage(llavero.db, llavero.log, llavero.metrics, 3600_000);
  usage.used({ clientRowId: id, secretId: 'abcdefgh', address: '127.0.0.1' });
  await llavero.db.$executeRaw`ALTER TABLE "ClientUsage" RENAME TO "ClientUsageAway"`;
  await usage.flush();
  await llavero.db.$executeRaw`ALTER TABLE "ClientUsageAway" RENAME TO "ClientUsage"`;
  await usage.stop();
  expect((await lastUseOf(client.clientId)).lastUsedAt).not.toBe(null);
});
