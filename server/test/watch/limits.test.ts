import pg from 'pg';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { credentialsOf, registerClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { expectRefusal } from '../kit/token-story.ts';

let llavero: TestLlavero;
afterEach(() => llavero.stop());

const nobody = { clientId: 'cli_0000000000000000000000' };

async function timed<T>(act: () => PromiseLike<T>): Promise<[T, number]> {
  const begun = performance.now();
  return [await act(), performance.now() - begun];
}

/** Holds a table so that nobody else can read it. */
async function lockTable(name: string): Promise<() => Promise<void>> {
  const connection = new pg.Client({ connectionString: llavero.config.databaseUrl });
  await connection.connect();
  await connection.query(`BEGIN; LOCK TABLE "${name}" IN ACCESS EXCLUSIVE MODE`);
  return () => connection.end();
}

describe('P-185: with every connection in use', () => {
  test('known clients get their tokens, and the others a quick 503', async () => {
    llavero = await startLlavero({}, { poolSize: 2, statementTimeoutMs: 20_000 });
    const client = await registerClient(await llavero.signIn('ADMIN'));
    expect((await llavero.token(credentialsOf(client))).statusCode).toBe(200);
    const busy = Promise.allSettled(
      Array.from({ length: 4 }, () => llavero.db.$queryRaw`SELECT pg_sleep(4)::text`),
    );
    const [known, knownTook] = await timed(() => llavero.token(credentialsOf(client)));
    expect(known.statusCode).toBe(200);
    expect(knownTook).toBeLessThan(500);

    const [first, firstTook] = await timed(() => llavero.token(credentialsOf({ ...client, ...nobody })));
    expectRefusal(first, 503, 'temporarily_unavailable');
    expect(first.headers['retry-after']).toBe('5');
    expect(firstTook).toBeLessThan(3000);
    const [second, secondTook] = await timed(() => llavero.token(credentialsOf({ ...client, ...nobody })));
    expectRefusal(second, 503, 'temporarily_unavailable');
    expect(secondTook).toBeLessThan(500);
    await busy;
    await vi.waitUntil(
      async () => (await llavero.token(credentialsOf({ ...client, ...nobody }))).statusCode === 401,
      { timeout: 5000, interval: 200 },
    );
  });
});

describe('P-163: a query that takes too long', () => {
  test('is cancelled, answered, and leaves nothing behind', async () => {
    llavero = await startLlavero({}, { statementTimeoutMs: 700 });
    const admin = await llavero.signIn('ADMIN');
    const unlock = await lockTable('Client');
    const [error, took] = await timed(() =>
      admin.execute('{ clients { totalCount } }').catch((thrown: Error) => thrown.message),
    );
    expect(error).toContain('INTERNAL_SERVER_ERROR');
    expect(took).toBeLessThan(3000);
    const [{ waiting }] = await llavero.db.$queryRaw<[{ waiting: number }]>`
      SELECT count(*)::int AS waiting FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    expect(waiting).toBe(0);
    await unlock();
    expect(await admin.execute('{ clients { totalCount } }')).toEqual({ clients: { totalCount: 0 } });
  });
});

test('P-163: the times that a request and its headers may take are bounded', async () => {
  llavero = await startLlavero();
  const { requestTimeout, headersTimeout, keepAliveTimeout, timeout } = llavero.app.server;
  expect({ requestTimeout, headersTimeout, keepAliveTimeout, timeout }).toEqual({
    requestTimeout: 30_000,
    headersTimeout: 60_000,
    keepAliveTimeout: 72_000,
    timeout: 60_000,
  });
});
