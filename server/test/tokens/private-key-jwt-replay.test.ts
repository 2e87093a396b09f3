import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createUsedAssertions, UsedAssertionsUnavailableError } from '../../src/tokens/used-assertions.ts';
import {
  assertionClaims,
  assertionForm,
  lastReason,
  makeAppKey,
  registerKeyClient,
  signAssertion,
  type AppKey,
} from '../kit/assertion-story.ts';
import { startBeside, startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { silentLog } from '../kit/temporary.ts';
import { expectRefusal } from '../kit/token-story.ts';
import { patience } from '../kit/patience.ts';

let llavero: TestLlavero;
let elsewhere: TestLlavero;
let admin: TestPerson;
let key: AppKey;
let clientId: string;

beforeAll(async () => {
  llavero = await startLlavero();
  elsewhere = await startBeside(llavero);
  admin = await llavero.signIn('ADMIN');
  key = await makeAppKey();
});
// Each test has a client that nobody has failed as yet.
beforeEach(async () => {
  ({ clientId } = await registerKeyClient(admin, { name: randomUUID() }, key));
});
afterAll(async () => {
  await elsewhere.stop();
  await llavero.stop();
});

const makeForm = async (change: Record<string, unknown> = {}) =>
  assertionForm(await signAssertion(key, assertionClaims(clientId, change)));

describe('P-78: an assertion that was used', () => {
  test('is refused on this process, and on another one', async () => {
    const form = await makeForm();
    expect((await llavero.token(form)).statusCode).toBe(200);
    for (const process of [llavero, elsewhere]) {
      expectRefusal(await process.token(form), 401, 'invalid_client');
      expect(lastReason(process)).toBe('ASSERTION_USED');
    }
  });

  test('gets one token, however many ask for it at once on two processes', async () => {
    const form = await makeForm();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => (n % 2 ? elsewhere : llavero).token(form)),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, ...Array<number>(9).fill(401)]);
  });

  test('gives its jti away: signed anew, it is refused too', async () => {
    const jti = randomUUID();
    expect((await llavero.token(await makeForm({ jti }))).statusCode).toBe(200);
    expectRefusal(await elsewhere.token(await makeForm({ jti, exp: undefined })), 401, 'invalid_client');
    expectRefusal(await elsewhere.token(await makeForm({ jti })), 401, 'invalid_client');
    expect(lastReason(elsewhere)).toBe('ASSERTION_USED');
  });

  test('takes no jti from another client', async () => {
    const jti = randomUUID();
    const other = await registerKeyClient(admin, { name: randomUUID() }, key);
    const theirs = assertionForm(await signAssertion(key, assertionClaims(other.clientId, { jti })));
    expect((await llavero.token(await makeForm({ jti }))).statusCode).toBe(200);
    expect((await llavero.token(theirs)).statusCode).toBe(200);
  });

  test('takes no jti by being refused', async () => {
    const jti = randomUUID();
    expectRefusal(
      await llavero.token(await makeForm({ jti, aud: 'https://b.example' })),
      401,
      'invalid_client',
    );
    expect((await llavero.token(await makeForm({ jti }))).statusCode).toBe(200);
  });

  test('is used up, too, where the request fails after it', async () => {
    const form = await makeForm();
    expectRefusal(await llavero.token({ ...form, scope: 'delete' }), 400, 'invalid_scope');
    expectRefusal(await llavero.token(form), 401, 'invalid_client');
  });
});

test('P-36: failures are counted, and a good assertion is never held up by them', async () => {
  const form = await makeForm();
  const codes: number[] = [];
  for (let n = 0; n < 25; n++) {
    codes.push((await llavero.token({ ...form, client_assertion: `${form.client_assertion}x` })).statusCode);
  }
  expect(codes).toEqual([...Array<number>(20).fill(401), ...Array<number>(5).fill(429)]);
  expect((await llavero.token(form)).statusCode).toBe(200);
  const again = await llavero.token(form);
  expect([again.statusCode, again.headers['retry-after']]).toEqual([
    429,
    expect.stringMatching(/^[1-9]\d?$/),
  ]);
});

describe('the memory of used assertions', () => {
  const soon = () => new Date(Date.now() + 60_000);

  test('P-184: where it cannot be asked the answer is 503, and the assertion is not used up', async () => {
    const form = await makeForm();
    await llavero.db.$executeRaw`ALTER TABLE "UsedAssertion" RENAME TO "Elsewhere"`;
    const response = await llavero.token(form);
    await llavero.db.$executeRaw`ALTER TABLE "Elsewhere" RENAME TO "UsedAssertion"`;
    expectRefusal(response, 503, 'temporarily_unavailable');
    expect(response.headers['retry-after']).toBe('5');
    expect((await elsewhere.token(form)).statusCode).toBe(200);
  });

  test('P-184: leaves a database alone for a second that did not answer', async () => {
    const write = vi.fn(() => Promise.reject(new Error('connection refused')));
    const used = createUsedAssertions({ $executeRaw: write } as never, silentLog as never);
    for (let n = 0; n < 3; n++) {
      await expect(used.isFirstUse('row', 'jti', soon())).rejects.toThrow(UsedAssertionsUnavailableError);
    }
    expect(write).toHaveBeenCalledTimes(1);
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 1001);
    await expect(used.isFirstUse('row', 'jti', soon())).rejects.toThrow(UsedAssertionsUnavailableError);
    vi.restoreAllMocks();
    expect(write).toHaveBeenCalledTimes(2);
  });

  test('holds no jti in clear, and forgets what is over for ten minutes', async () => {
    const { db } = llavero;
    await db.usedAssertion.deleteMany();
    const used = createUsedAssertions(db, llavero.log);
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    await db.usedAssertion.createMany({
      data: [
        { key: 'forgotten', expiresAt: minutesAgo(11) },
        { key: 'kept', expiresAt: minutesAgo(9) },
      ],
    });
    expect(await used.isFirstUse('row', 'canary-jti', soon())).toBe(true);
    await vi.waitFor(async () => expect(await db.usedAssertion.count()).toBe(2), patience);
    const keys = (await db.usedAssertion.findMany()).map((row) => row.key);
    expect(keys).toContain('kept');
    expect(JSON.stringify(keys)).not.toContain('canary');
    expect(await used.isFirstUse('row', 'canary-jti', soon())).toBe(false);
  });
});
