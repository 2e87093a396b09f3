import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createReadinessCheck } from '../../src/watch/readiness.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { patience } from '../kit/patience.ts';

let llavero: TestLlavero;

beforeAll(async () => {
  llavero = await startLlavero();
});
afterAll(() => llavero.stop());

const ask = (url: string) => llavero.app.inject({ url, remoteAddress: '203.0.113.7' });

test('/healthz answers whoever asks, in the clear too', async () => {
  const response = await ask('/healthz');
  expect([response.statusCode, response.body]).toEqual([200, 'ok\n']);
  expect(response.headers).toMatchObject({ 'cache-control': 'no-store' });
});

describe('/readyz', () => {
  test('says ready when nothing is missing', async () => {
    await vi.waitUntil(() => llavero.changes.isHearing(), patience);
    const response = await ask('/readyz');
    expect([response.statusCode, response.json()]).toEqual([200, { status: 'ready', missing: [] }]);
    expect(response.headers).toMatchObject({ 'cache-control': 'no-store' });
  });

  /** A process whose database and line are as the test says; `silence` counts seconds since the last word. */
  const readiness = async (state: {
    isAnswering: boolean;
    isHearing: boolean;
    silence: number;
    key?: boolean;
  }) =>
    createReadinessCheck({
      db: { $queryRaw: async () => (state.isAnswering ? [] : Promise.reject(new Error('away'))) } as never,
      changes: {
        isHearing: () => state.isHearing,
        heardAt: () => performance.now() - state.silence * 1000,
      },
      signingKeys: { current: state.key === false ? undefined : {} } as never,
      config: { staleSeconds: 60 },
    }).look();

  test.each([
    ['the line is cut', { isAnswering: true, isHearing: false, silence: 900 }, 'degraded', ['changes']],
    [
      'the database is away for a while',
      { isAnswering: false, isHearing: false, silence: 59 },
      'degraded',
      ['database', 'changes'],
    ],
    [
      'the database is away for long',
      { isAnswering: false, isHearing: false, silence: 61 },
      'unavailable',
      ['database', 'changes'],
    ],
    [
      'there is no key to sign with',
      { isAnswering: true, isHearing: true, silence: 0, key: false },
      'unavailable',
      ['signingKey'],
    ],
  ])('P-184: tells what is missing when %s', async (_, state, status, missing) => {
    expect(await readiness(state)).toEqual({ status, missing });
  });

  test('P-184: is 200 while known clients are served, and 503 after', async () => {
    const away = await startLlavero({ LLAVERO_STALE_SECONDS: '3' });
    await vi.waitUntil(() => away.changes.isHearing(), patience);
    vi.spyOn(away.db, '$queryRaw').mockImplementation((() => Promise.reject(new Error('away'))) as never);
    await away.changes.stop();
    const look = async () => {
      const { statusCode, body } = await away.app.inject('/readyz');
      return [statusCode, JSON.parse(body).status];
    };
    expect(await look()).toEqual([200, 'degraded']);
    await vi.waitUntil(async () => (await look())[0] === 503, { timeout: 10_000, interval: 100 });
    expect(await look()).toEqual([503, 'unavailable']);
    vi.restoreAllMocks();
    await away.stop();
  });

  test('P-182: says that it is stopping while it still serves', async () => {
    llavero.readiness.stop();
    const response = await ask('/readyz');
    expect([response.statusCode, response.json()]).toEqual([503, { status: 'stopping', missing: [] }]);
    expect((await ask('/healthz')).statusCode).toBe(200);
  });
});
