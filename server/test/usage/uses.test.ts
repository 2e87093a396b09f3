import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startUsage } from '../../src/usage/usage.ts';
import { credentialsOf, mutate, registerClient, rotateSecretDocument } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { patience } from '../kit/patience.ts';

let llavero: TestLlavero;
let admin: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
});
afterEach(() => void vi.useRealTimers());
afterAll(() => llavero.stop());

const usesOf = (clientId: string) =>
  llavero.db.clientUse.findMany({ where: { client: { clientId } }, orderBy: { lastUsedAt: 'asc' } });
const rowOf = async (clientId: string) =>
  (await llavero.db.client.findUniqueOrThrow({ where: { clientId } })).id;
const hintOf = (secret: string) => secret.slice(4, 12);

test('uses are counted by secret, with the last time and address', async () => {
  const client = await registerClient(admin, { name: 'Counted' });
  await llavero.token(credentialsOf(client), { remoteAddress: '127.0.0.8' });
  await llavero.token(credentialsOf(client), { remoteAddress: '127.0.0.9' });
  await llavero.usage.flush();
  const { clientSecret } = await mutate(admin, rotateSecretDocument, { clientId: client.clientId });
  await llavero.token(credentialsOf({ ...client, clientSecret }), { remoteAddress: '127.0.0.7' });
  await llavero.usage.flush();
  expect(await usesOf(client.clientId)).toMatchObject([
    { secretId: hintOf(client.clientSecret), count: 2, lastAddress: '127.0.0.9' },
    { secretId: hintOf(clientSecret), count: 1, lastAddress: '127.0.0.7' },
  ]);
});

test('uses are counted by hour', async () => {
  const client = await registerClient(admin, { name: 'Hours' });
  const use = { clientRowId: await rowOf(client.clientId), secretId: 'abcdefgh', address: '::1' };
  vi.useFakeTimers({ toFake: ['Date'] });
  for (const time of ['10:00:00.000', '10:59:59.999', '11:00:00.000']) {
    vi.setSystemTime(`2026-11-21T${time}Z`);
    llavero.usage.used(use);
  }
  await llavero.usage.flush();
  const hours = (await usesOf(client.clientId)).map(({ hour, count }) => [hour.toISOString(), count]);
  expect(hours).toEqual([
    ['2026-11-21T10:00:00.000Z', 2],
    ['2026-11-21T11:00:00.000Z', 1],
  ]);
});

test('what several processes counted adds up, and the latest of them stays', async () => {
  const client = await registerClient(admin, { name: 'Several' });
  const clientRowId = await rowOf(client.clientId);
  const processes = Array.from({ length: 3 }, () =>
    startUsage(llavero.db, llavero.log, llavero.metrics, 3600_000),
  );
  vi.useFakeTimers({ toFake: ['Date'] });
  for (const [n, usage] of processes.entries()) {
    // The one that writes last has counted first.
    vi.setSystemTime(`2026-11-21T10:0${3 - n}:00Z`);
    for (let k = 0; k < 10; k++) usage.used({ clientRowId, secretId: 'abcdefgh', address: `10.0.0.${n}` });
  }
  for (const usage of processes) await usage.stop();
  expect(await usesOf(client.clientId)).toMatchObject([
    { count: 30, lastUsedAt: new Date('2026-11-21T10:03:00Z'), lastAddress: '10.0.0.0' },
  ]);
});

test('what could not be written is counted all the same, with what came after', async () => {
  const client = await registerClient(admin, { name: 'Outage' });
  const use = { clientRowId: await rowOf(client.clientId), secretId: 'abcdefgh', address: '::1' };
  llavero.usage.used(use);
  await llavero.db.$executeRaw`ALTER TABLE "ClientUse" RENAME TO "ClientUseAway"`;
  await llavero.usage.flush();
  llavero.usage.used(use);
  await llavero.db.$executeRaw`ALTER TABLE "ClientUseAway" RENAME TO "ClientUse"`;
  await llavero.usage.flush();
  expect(await usesOf(client.clientId)).toMatchObject([{ count: 2 }]);
});

test('many secrets are written in one go', async () => {
  const client = await registerClient(admin, { name: 'Many' });
  const clientRowId = await rowOf(client.clientId);
  for (let n = 0; n < 12_000; n++)
    llavero.usage.used({ clientRowId, secretId: `secret-${n}`, address: '::1' });
  await llavero.usage.flush();
  expect(await llavero.db.clientUse.count({ where: { clientId: clientRowId } })).toBe(12_000);
});

test('hours and replaced secrets are forgotten after 400 days', async () => {
  const client = await registerClient(admin, { name: 'Old' });
  const clientId = await rowOf(client.clientId);
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  for (const [secretId, days] of [
    ['recent00', 399],
    ['ancient0', 401],
  ] as const) {
    const at = daysAgo(days);
    await llavero.db.clientUse.create({
      data: { clientId, secretId, hour: at, count: 1, lastUsedAt: at, lastAddress: '::1' },
    });
    await llavero.db.replacedSecret.create({ data: { id: secretId, clientId, replacedAt: at } });
  }
  const usage = startUsage(llavero.db, llavero.log, llavero.metrics, 1);
  await vi.waitUntil(async () => (await usesOf(client.clientId)).length === 1, patience);
  await vi.waitUntil(
    async () => (await llavero.db.replacedSecret.count({ where: { clientId } })) === 1,
    patience,
  );
  await usage.stop();
  expect(await usesOf(client.clientId)).toMatchObject([{ secretId: 'recent00' }]);
});
