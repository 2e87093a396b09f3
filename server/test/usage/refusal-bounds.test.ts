import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Refused } from '../../src/usage/refusals.ts';
import { startUsage } from '../../src/usage/usage.ts';
import { registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';

let llavero: TestLlavero;
let client: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  client = await registerClient(await llavero.signIn('ADMIN'), { name: 'One' });
});
beforeEach(async () => {
  await llavero.db.refusal.deleteMany();
});
afterAll(() => llavero.stop());

const refused = (differing: Partial<Refused> = {}): Refused => ({
  errorId: randomUUID(),
  reason: 'UNKNOWN_CLIENT',
  endpoint: '/token',
  address: `10.0.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`,
  sentClientId: randomUUID(),
  ...differing,
});

test('the last 50 of a client are kept, and the last 1,000 that belong to none', async () => {
  const ids: string[] = [];
  for (let round = 0; round < 5; round++) {
    for (let n = 0; n < 300; n++) {
      const errorId = randomUUID();
      const isOfClient = n % 10 === 0;
      if (isOfClient) ids.push(errorId);
      llavero.usage.refused(refused({ errorId, ...(isOfClient ? { sentClientId: client.clientId } : {}) }));
    }
    await llavero.usage.flush();
  }
  const kept = await llavero.db.refusal.findMany({ where: { client: { clientId: client.clientId } } });
  expect(kept.length).toBe(50);
  expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining(ids.slice(-30)));
  expect(await llavero.db.refusal.count({ where: { clientId: null } })).toBe(1000);
});

test('two processes that write at once keep no more', async () => {
  const processes = Array.from({ length: 4 }, () =>
    startUsage(llavero.db, llavero.log, llavero.metrics, 3600_000),
  );
  for (const usage of processes) {
    for (let n = 0; n < 40; n++) usage.refused(refused({ sentClientId: client.clientId }));
  }
  await Promise.all(processes.map((usage) => usage.stop()));
  expect(await llavero.db.refusal.count()).toBe(50);
});

test('a flood of one client ID or one address leaves room for the others', async () => {
  for (let n = 0; n < 20_000; n++) {
    llavero.usage.refused(refused({ sentClientId: client.clientId }));
    llavero.usage.refused(refused({ address: '203.0.113.7' }));
  }
  const { errorId } = refused();
  llavero.usage.refused(refused({ errorId }));
  await llavero.usage.flush();
  expect(await llavero.db.refusal.count({ where: { address: '203.0.113.7' } })).toBe(100);
  expect(await llavero.db.refusal.count({ where: { client: { clientId: client.clientId } } })).toBe(50);
  expect(await llavero.db.refusal.count({ where: { id: errorId } })).toBe(1);
});

test('of a flood of many, a sample is kept from its beginning to its end', async () => {
  const ids = Array.from({ length: 10_000 }, () => randomUUID());
  for (const errorId of ids) llavero.usage.refused(refused({ errorId }));
  await llavero.usage.flush();
  const kept = new Set((await llavero.db.refusal.findMany()).map(({ id }) => id));
  expect(kept.size).toBe(1000);
  const ofLastHalf = ids.slice(5000).filter((id) => kept.has(id)).length;
  expect(ofLastHalf).toBeGreaterThan(350);
  expect(ofLastHalf).toBeLessThan(650);
  expect(llavero.logged.join('')).toContain('"leftOut":9000');
});

test('what could not be written is kept with what comes after, within the same bounds', async () => {
  await llavero.db.$executeRaw`ALTER TABLE "Refusal" RENAME TO "RefusalAway"`;
  const first = Array.from({ length: 150 }, () => refused());
  for (const refusal of first) llavero.usage.refused(refusal);
  await llavero.usage.flush();
  for (let n = 0; n < 850; n++) llavero.usage.refused(refused());
  await llavero.usage.flush();
  await llavero.db.$executeRaw`ALTER TABLE "RefusalAway" RENAME TO "Refusal"`;
  llavero.usage.refused(refused({ address: '203.0.113.7' }));
  await llavero.usage.flush();
  const kept = (await llavero.db.refusal.findMany()).map(({ id }) => id);
  expect(kept.length).toBe(1000);
  expect(first.filter(({ errorId }) => kept.includes(errorId)).length).toBeGreaterThanOrEqual(149);
});
