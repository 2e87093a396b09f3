import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { generateClientId, generateSecret } from '../../src/clients/credentials.ts';
import { credentialsOf, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { expectRefusal } from '../kit/token-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
});
beforeEach(() => void vi.restoreAllMocks());
afterAll(() => llavero.stop());

const guess = (client: Pick<RegisteredClient, 'clientId'>, remoteAddress: string) =>
  llavero.token(credentialsOf({ clientId: client.clientId, clientSecret: generateSecret().secret }), {
    remoteAddress,
  });

const afterAMinute = () => vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 61_000);

test('P-36: a hundred guesses for one client are held up; its own secret and the others are not', async () => {
  const guessed = await registerClient(admin, { name: 'Guessed' });
  const other = await registerClient(admin, { name: 'Other' });
  const fresh = await registerClient(admin, { name: 'Fresh' });
  for (const client of [guessed, other]) {
    expect((await llavero.token(credentialsOf(client))).statusCode).toBe(200);
  }
  const answers = [];
  // From many addresses, all on this machine: it is the client's own ceiling that counts.
  for (let n = 0; n < 100; n++) answers.push(await guess(guessed, `127.0.1.${n}`));
  const throttled = answers.filter(({ statusCode }) => statusCode === 429);
  expect(throttled.length).toBeGreaterThanOrEqual(80);
  expectRefusal(throttled[0]!, 429, 'temporarily_unavailable');
  expect(Number(throttled[0]?.headers['retry-after'])).toBeGreaterThan(0);

  const times: number[] = [];
  for (const client of [guessed, other, guessed, other]) {
    const begun = performance.now();
    expect((await llavero.token(credentialsOf(client), { remoteAddress: '127.0.2.1' })).statusCode).toBe(200);
    times.push(performance.now() - begun);
  }
  expect(Math.max(...times)).toBeLessThan(500);
  expect((await llavero.token(credentialsOf(fresh))).statusCode).toBe(200);

  await llavero.usage.flush();
  const { client } = await admin.execute(
    'query ($id: ID!) { client(clientId: $id) { refusals(first: 50) { code } } }',
    { id: guessed.clientId },
  );
  expect(new Set(client.refusals.map(({ code }: { code: string }) => code))).toContain('TOO_MANY_FAILURES');
});

test('P-36: an unproven secret that is right gets through the flood of its client', async () => {
  const restarted = await registerClient(admin, { name: 'Restarted' });
  for (let n = 0; n < 25; n++) await guess(restarted, '127.0.3.1');
  expect((await guess(restarted, '127.0.3.1')).statusCode).toBe(429);
  expect((await llavero.token(credentialsOf(restarted))).statusCode).toBe(200);
});

test('P-36: a thousand guesses from one address are held up, and nobody behind another', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 1000; n++) {
    const form = credentialsOf({ clientId: generateClientId(), clientSecret: 'guess' });
    statuses.push((await llavero.token(form, { remoteAddress: '127.0.4.1' })).statusCode);
  }
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(800);
  expect((await guess({ clientId: generateClientId() }, '127.0.4.2')).statusCode).toBe(401);
  afterAMinute();
  expect((await guess({ clientId: generateClientId() }, '127.0.4.1')).statusCode).toBe(401);
});

test('P-36: after a minute a wrong secret is compared again', async () => {
  const waiting = await registerClient(admin, { name: 'Waiting' });
  for (let n = 0; n < 21; n++) await guess(waiting, '127.0.5.1');
  expect((await guess(waiting, '127.0.5.1')).statusCode).toBe(429);
  afterAMinute();
  expect((await guess(waiting, '127.0.5.1')).statusCode).toBe(401);
});
