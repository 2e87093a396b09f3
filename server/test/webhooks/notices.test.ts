import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { deleteClientDocument, mutate, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { foundOrganisation, signInTo } from '../kit/organisation-story.ts';
import {
  addSecretTo,
  revokeSecretDocument,
  rotateToSecretDocument,
  updateSecretDocument,
} from '../kit/secret-story.ts';
import {
  startReceiver,
  trustTestAuthority,
  type Receiver,
  type TestAuthority,
} from '../kit/webhook-receiver.ts';
import {
  ageWebhook,
  moveEnd,
  passTheWait,
  secretThatEnds,
  setWebhookTo,
  tick,
  webhookOf,
} from '../kit/webhook-story.ts';
import { makeDueNotices } from '../../src/webhooks/due-notices.ts';

let llavero: TestLlavero;
let owner: TestPerson;
let authority: TestAuthority;
let receiver: Receiver;
let client: RegisteredClient;
let clients = 0;

beforeAll(async () => {
  authority = await trustTestAuthority();
  llavero = await startLlavero({ LLAVERO_WEBHOOK_ALLOW_PRIVATE: '1' });
  // The tests themselves are the clock.
  await llavero.webhookClock.stop();
  owner = await llavero.signIn('OWNER');
  receiver = await startReceiver(authority);
});
beforeEach(async () => {
  await llavero.db.webhook.deleteMany();
  await llavero.db.client.deleteMany();
  await setWebhookTo(owner, receiver.url);
  await ageWebhook(llavero);
  receiver.arrived.length = 0;
  receiver.answer = 204;
  client = await registerClient(owner, { name: `Portal ${clients++}` });
});
afterAll(async () => {
  await llavero.stop();
  await receiver.stop();
});

/** Until the end is so many days ahead; what was told of it was told of this end. */
async function letTimePass(id: string, days: number): Promise<void> {
  await moveEnd(llavero, id, days);
  const { expiresAt } = await llavero.db.clientSecret.findUniqueOrThrow({ where: { id } });
  await llavero.db.webhookDelivery.updateMany({ data: { expiresAt } });
}

const told = () => receiver.arrived.map(({ body }) => JSON.parse(body).data.daysLeft);

test('V-22: an end is told of 30 days, 7 days and 1 day before, each once', async () => {
  const { id } = await secretThatEnds(llavero, owner, client, 30.01);
  const steps: unknown[] = [];
  for (const days of [30.01, 29.99, 29.98, 7.01, 6.99, 1.01, 0.99]) {
    await letTimePass(id, days);
    await tick(llavero);
    await tick(llavero);
    steps.push([days, told()]);
  }
  expect(steps).toEqual([
    [30.01, []],
    [29.99, [30]],
    [29.98, [30]],
    [7.01, [30]],
    [6.99, [30, 7]],
    [1.01, [30, 7]],
    [0.99, [30, 7, 1]],
  ]);
});

test('V-22: it says whose secret ends, which, and when, and never more of the secret than its hint', async () => {
  const { hint, expiresAt } = await secretThatEnds(llavero, owner, client, 6.5);
  await tick(llavero);
  const [message] = receiver.arrived;
  expect(message).toMatchObject({ method: 'POST', path: '/hooks?for=llavero' });
  expect(message?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Llavero' });
  expect(JSON.parse(message?.body ?? '')).toEqual({
    type: 'secret.expiring',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    data: {
      organisationId: llavero.organisationId,
      clientId: client.clientId,
      clientName: client.name,
      secretHint: hint,
      secretDescription: 'Servidor de facturas',
      expiresAt,
      daysLeft: 7,
    },
  });
  expect((await webhookOf(owner)).deliveries).toEqual([
    {
      id: message?.headers['webhook-id'],
      type: 'secret.expiring',
      clientId: client.clientId,
      clientName: client.name,
      secretHint: hint,
      expiresAt,
      daysBefore: 7,
      state: 'DELIVERED',
      attempts: 1,
      statusCode: 204,
      failure: null,
      createdAt: expect.any(String),
      lastAttemptAt: expect.any(String),
      nextAttemptAt: null,
    },
  ]);
});

test('a secret that is made with twenty days to go is told of from the seventh on', async () => {
  const expiresAt = new Date(Date.now() + 20 * 86_400_000).toISOString();
  await addSecretTo(owner, client, { expiresAt });
  expect(await makeDueNotices(llavero.db)).toBe(0);
});

test('an end that is moved so near is not told of until the next of the three days', async () => {
  const { id } = await secretThatEnds(llavero, owner, client, 60);
  const expiresAt = new Date(Date.now() + 5 * 86_400_000).toISOString();
  await mutate(owner, updateSecretDocument, { clientId: client.clientId, secretId: id, expiresAt });
  expect(await makeDueNotices(llavero.db)).toBe(0);
});

test('after an outage of weeks only the latest of the days is told of', async () => {
  await secretThatEnds(llavero, owner, client, 0.5);
  await tick(llavero);
  expect(told()).toEqual([1]);
});

test('what was due before the webhook was set up is not told of', async () => {
  await secretThatEnds(llavero, owner, client, 20);
  await setWebhookTo(owner, receiver.url, false);
  expect(await makeDueNotices(llavero.db)).toBe(0);
  await setWebhookTo(owner, receiver.url);
  expect(await makeDueNotices(llavero.db)).toBe(0);
});

test('a secret that is being replaced is not told of', async () => {
  const { id: secretId } = await secretThatEnds(llavero, owner, client, 20);
  const { clientId } = client;
  await mutate(owner, rotateToSecretDocument, { clientId, secretId, overlapSeconds: 86_400 });
  await llavero.db.clientSecret.updateMany({ data: { endSetAt: new Date('2020-01-01') } });
  expect(await makeDueNotices(llavero.db)).toBe(0);
});

test.each<[string, (secretId: string, clientId: string) => Promise<unknown>]>([
  [
    'was moved',
    (secretId, clientId) => {
      const expiresAt = new Date(Date.now() + 300 * 86_400_000).toISOString();
      return mutate(owner, updateSecretDocument, { clientId, secretId, expiresAt });
    },
  ],
  [
    'was taken away',
    (secretId, clientId) => mutate(owner, updateSecretDocument, { clientId, secretId, expiresAt: null }),
  ],
  [
    'is that of a revoked secret',
    (secretId, clientId) => mutate(owner, revokeSecretDocument, { clientId, secretId }),
  ],
  ['is that of a rotated secret', (_, clientId) => mutate(owner, rotateToSecretDocument, { clientId })],
  [
    'is that of a secret in an overlap',
    (secretId, clientId) =>
      mutate(owner, rotateToSecretDocument, { clientId, secretId, overlapSeconds: 30 * 86_400 }),
  ],
  ['is that of a deleted client', (_, clientId) => mutate(owner, deleteClientDocument, { clientId })],
  ['has passed', (secretId) => letTimePass(secretId, -1)],
])('a notice that waits is called off when the end %s', async (_, act) => {
  const { id } = await secretThatEnds(llavero, owner, client, 6.5);
  expect(await makeDueNotices(llavero.db)).toBe(1);
  await act(id, client.clientId);
  await tick(llavero);
  expect(receiver.arrived).toEqual([]);
  const [delivery, ...others] = (await webhookOf(owner)).deliveries;
  expect(others).toEqual([]);
  expect(delivery).toMatchObject({ state: 'CALLED_OFF', attempts: 0, nextAttemptAt: null });
});

test('what waits is called off when the webhook is stopped, and goes with it when it is removed', async () => {
  await secretThatEnds(llavero, owner, client, 6.5);
  await makeDueNotices(llavero.db);
  await setWebhookTo(owner, receiver.url, false);
  await setWebhookTo(owner, receiver.url);
  await passTheWait(llavero);
  await tick(llavero);
  expect([receiver.arrived, (await webhookOf(owner)).deliveries[0].state]).toEqual([[], 'CALLED_OFF']);
});

test('P-158: each organisation is told of its own', async () => {
  const other = await foundOrganisation(llavero, 'Other');
  const theirOwner = await signInTo(llavero, other, 'OWNER');
  const theirs = await startReceiver(authority);
  await setWebhookTo(theirOwner, theirs.url);
  await ageWebhook(llavero);
  const theirClient = await registerClient(theirOwner, { name: 'Theirs' });
  await secretThatEnds(llavero, theirOwner, theirClient, 6.5);
  await secretThatEnds(llavero, owner, client, 6.5);
  await tick(llavero);
  expect(receiver.arrived.map(({ body }) => JSON.parse(body).data.clientName)).toEqual([client.name]);
  expect(theirs.arrived.map(({ body }) => JSON.parse(body).data.clientName)).toEqual(['Theirs']);
  expect((await webhookOf(theirOwner)).deliveries).toHaveLength(1);
  await theirs.stop();
});
