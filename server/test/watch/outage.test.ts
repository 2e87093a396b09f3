import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { credentialsOf, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../kit/database-proxy.ts';
import { startOn, type TestLlavero } from '../kit/llavero.ts';
import { createTestDatabase, type TestDatabase } from '../kit/postgres.ts';
import { expectRefusal } from '../kit/token-story.ts';

let database: TestDatabase;
let proxy: DatabaseProxy;
let llavero: TestLlavero;
let client: RegisteredClient;
const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);

beforeAll(() => void process.on('unhandledRejection', note));
afterAll(() => void process.off('unhandledRejection', note));
beforeEach(async () => {
  database = await createTestDatabase(inject('adminUrl'), inject('template'));
  proxy = await startDatabaseProxy(database.url);
  llavero = await startOn(proxy.url, { LLAVERO_STALE_SECONDS: '30' });
  client = await registerClient(await llavero.signIn('ADMIN'));
  expect((await ask(client)).status).toBe(200);
});
afterEach(async () => {
  await llavero.stop();
  await proxy.stop();
  await database.drop();
});

const nobody = { clientId: 'cli_0000000000000000000000' };

async function ask(who: { clientId: string; clientSecret: string }) {
  const begun = performance.now();
  const response = await llavero.token(credentialsOf(who));
  return { response, status: response.statusCode, took: performance.now() - begun };
}

const readiness = async () => {
  const { statusCode, body } = await llavero.app.inject('/readyz');
  return [statusCode, JSON.parse(body).status];
};

test.each([
  ['says nothing any more', () => proxy.pause(), () => proxy.resume()],
  ['ends every connection and takes no new one', () => proxy.cut(), () => proxy.mend()],
])(
  'P-184: a database that %s: known clients are served, others told when to come back, and all is well after',
  async (_, fail, mend) => {
    fail();
    const until = performance.now() + 7000;
    const times = { known: [] as number[], unknown: [] as number[] };
    while (performance.now() < until) {
      const known = await ask(client);
      expect(known.status).toBe(200);
      times.known.push(known.took);
      const { response, took } = await ask({ ...client, ...nobody });
      expectRefusal(response, 503, 'temporarily_unavailable');
      expect(response.headers['retry-after']).toBe('5');
      times.unknown.push(took);
      await sleep(50);
    }
    expect(Math.max(...times.known)).toBeLessThan(1500);
    expect(Math.max(...times.unknown)).toBeLessThan(3000);
    expect(await readiness()).toEqual([200, 'degraded']);

    mend();
    const mended = performance.now();
    await vi.waitUntil(async () => (await ask({ ...client, ...nobody })).status === 401, {
      timeout: 10_000,
      interval: 100,
    });
    await vi.waitUntil(async () => (await readiness())[1] === 'ready', { timeout: 10_000, interval: 100 });
    expect(performance.now() - mended).toBeLessThan(5000);
    // What happened meanwhile is not lost.
    await llavero.usage.flush();
    const [use] = await llavero.db.clientUse.findMany();
    expect(use?.count).toBe(1 + times.known.length);
    expect(unhandled).toEqual([]);
  },
  40_000,
);
