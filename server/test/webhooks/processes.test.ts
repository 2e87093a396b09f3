import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { registerClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { startProcess, type LlaveroProcess } from '../kit/process.ts';
import {
  startReceiver,
  trustTestAuthority,
  type Receiver,
  type TestAuthority,
} from '../kit/webhook-receiver.ts';
import { ageWebhook, passTheWait, secretThatEnds, setWebhookTo, webhookOf } from '../kit/webhook-story.ts';

let llavero: TestLlavero;
let owner: TestPerson;
let authority: TestAuthority;
let receiver: Receiver;
const started: LlaveroProcess[] = [];

beforeAll(async () => {
  authority = await trustTestAuthority();
  llavero = await startLlavero({ LLAVERO_WEBHOOK_ALLOW_PRIVATE: '1' });
  owner = await llavero.signIn('OWNER');
  // From here on the processes alone send.
  await llavero.webhookClock.stop();
});
beforeEach(async () => {
  receiver = await startReceiver(authority);
  await llavero.db.webhook.deleteMany();
  await setWebhookTo(owner, receiver.url);
  await ageWebhook(llavero);
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((process) => process.stop()));
  await llavero.db.client.deleteMany();
  await receiver.stop();
});
afterAll(() => llavero.stop());

async function start(): Promise<LlaveroProcess> {
  const process = await startProcess(llavero, { ...authority.env, LLAVERO_WEBHOOK_ALLOW_PRIVATE: '1' });
  started.push(process);
  return process;
}

const deliveries = async () => (await webhookOf(owner)).deliveries;

test('V-22: each notice is sent once, however many processes there are', { timeout: 300_000 }, async () => {
  for (const name of ['One', 'Two', 'Three']) {
    await secretThatEnds(llavero, owner, await registerClient(owner, { name }), 6.5);
  }
  await Promise.all([start(), start(), start()]);
  await receiver.hasGot(3);
  // Whoever is stopped before the answer has come leaves the message to the next.
  await expect.poll(async () => (await deliveries()).map(({ state }: any) => state)).not.toContain('PENDING');
  await Promise.all(started.splice(0).map((process) => process.stop()));
  expect(receiver.arrived.map(({ body }) => JSON.parse(body).data.clientName).sort()).toEqual([
    'One',
    'Three',
    'Two',
  ]);
  expect((await deliveries()).map(({ state, attempts }: any) => [state, attempts])).toEqual([
    ['DELIVERED', 1],
    ['DELIVERED', 1],
    ['DELIVERED', 1],
  ]);
});

test(
  'a notice whose sender was killed is taken over, and is the same message',
  { timeout: 300_000 },
  async () => {
    receiver.answer = 'SILENCE';
    await secretThatEnds(llavero, owner, await registerClient(owner), 6.5);
    const killed = await start();
    await receiver.hasGot(1);
    await killed.kill();
    started.splice(0);
    expect(await deliveries()).toMatchObject([{ state: 'PENDING', attempts: 1, lastAttemptAt: null }]);

    // Its lease is over.
    await passTheWait(llavero);
    receiver.answer = 204;
    await start();
    await receiver.hasGot(2);
    await Promise.all(started.splice(0).map((process) => process.stop()));
    const [first, second] = receiver.arrived;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(await deliveries()).toMatchObject([{ state: 'DELIVERED', attempts: 2 }]);
  },
);

test('what a process was sending when it was stopped is sent by the next', { timeout: 300_000 }, async () => {
  receiver.answer = 'SILENCE';
  await secretThatEnds(llavero, owner, await registerClient(owner), 6.5);
  const stopped = await start();
  await receiver.hasGot(1);
  expect(await stopped.stop()).toBe(0);
  started.splice(0);
  expect(await deliveries()).toMatchObject([{ state: 'PENDING', attempts: 0 }]);
  receiver.answer = 204;
  await start();
  await receiver.hasGot(2);
  await Promise.all(started.splice(0).map((process) => process.stop()));
  expect(await deliveries()).toMatchObject([{ state: 'DELIVERED', attempts: 1 }]);
});
