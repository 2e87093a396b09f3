import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { masterKeyOf } from '../../src/master-key.ts';
import { seal } from '../../src/sealed.ts';
import { registerClient } from '../kit/client-story.ts';
import { startBeside, startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import {
  makeCertificate,
  startReceiver,
  trustTestAuthority,
  type Answer,
  type Receiver,
} from '../kit/webhook-receiver.ts';
import {
  ageWebhook,
  passTheWait,
  rotateWebhookSecretDocument,
  secretThatEnds,
  setWebhookTo,
  testOf,
  tick,
  webhookOf,
} from '../kit/webhook-story.ts';

let llavero: TestLlavero;
let owner: TestPerson;
let receiver: Receiver;
let signingSecret: string;
let clients = 0;

beforeAll(async () => {
  const authority = await trustTestAuthority();
  llavero = await startLlavero({ LLAVERO_WEBHOOK_ALLOW_PRIVATE: '1' });
  // The tests themselves are the clock.
  await llavero.webhookClock.stop();
  owner = await llavero.signIn('OWNER');
  receiver = await startReceiver(authority);
});
beforeEach(async () => {
  await llavero.db.webhook.deleteMany();
  ({ signingSecret } = await setWebhookTo(owner, receiver.url));
  await ageWebhook(llavero);
  receiver.arrived.length = 0;
  receiver.answer = 204;
});
afterEach(() => llavero.db.client.deleteMany());
afterAll(async () => {
  await llavero.stop();
  await receiver.stop();
});

/** A notice that waits, and how it stands. */
async function noticeThatWaits(): Promise<() => Promise<any>> {
  await secretThatEnds(llavero, owner, await registerClient(owner, { name: `Portal ${clients++}` }), 6.5);
  return async () => (await webhookOf(owner)).deliveries[0];
}

describe('the signature', () => {
  test('is one that a library for Standard Webhooks verifies, and none other', async () => {
    const verifier = new Webhook(signingSecret);
    expect(await testOf(owner)).toMatchObject({ type: 'webhook.test', state: 'DELIVERED', statusCode: 204 });
    const { headers, body } = receiver.arrived[0]!;
    expect(verifier.verify(body, headers as Record<string, string>)).toEqual({
      type: 'webhook.test',
      timestamp: expect.any(String),
      data: { organisationId: llavero.organisationId },
    });
    expect(headers['webhook-id']).toMatch(/^msg_[0-9a-f-]{36}$/);
    const moved = { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1) };
    for (const [sent, said] of [
      [body.replace('test', 'text'), headers],
      [body, moved],
      [body, { ...headers, 'webhook-id': 'msg_other' }],
    ] as const) {
      expect(() => verifier.verify(sent, said as Record<string, string>)).toThrow('No matching signature');
    }
  });

  test('is made with the old secret, too, for a day after it was replaced', async () => {
    const { rotateWebhookSecret } = await owner.execute(rotateWebhookSecretDocument);
    const secrets = [rotateWebhookSecret.signingSecret, signingSecret];
    await testOf(owner);
    await llavero.db.webhook.updateMany({ data: { previousSecretEndsAt: new Date() } });
    await testOf(owner);
    const verdicts = receiver.arrived.map(({ headers, body }) =>
      secrets.map((secret) => {
        try {
          return Boolean(new Webhook(secret).verify(body, headers as Record<string, string>));
        } catch {
          return false;
        }
      }),
    );
    expect(verdicts).toEqual([
      [true, true],
      [true, false],
    ]);
  });
});

test('a secret that another master key has sealed signs nothing, until it is replaced', async () => {
  const elsewhere = masterKeyOf('another '.repeat(5)).derive('webhooks');
  const encryptedSecret = await seal(llavero.organisationId, signingSecret, elsewhere);
  await llavero.db.webhook.updateMany({ data: { encryptedSecret } });
  expect(await testOf(owner)).toMatchObject({
    state: 'FAILED',
    failure: 'SECRET_UNREADABLE',
    statusCode: null,
  });
  expect(receiver.arrived).toEqual([]);
  await owner.execute(rotateWebhookSecretDocument);
  expect(await testOf(owner)).toMatchObject({ state: 'DELIVERED' });
});

test('a notice that fails is tried seven times within a day, always the same, and then no more', async () => {
  receiver.answer = 500;
  const notice = await noticeThatWaits();
  const waits: number[] = [];
  await tick(llavero);
  while ((await notice()).state === 'PENDING' && waits.length < 20) {
    const { lastAttemptAt, nextAttemptAt, failure, statusCode } = await notice();
    expect([failure, statusCode]).toEqual(['STATUS', 500]);
    waits.push(Math.round((Date.parse(nextAttemptAt) - Date.parse(lastAttemptAt)) / 1000));
    await tick(llavero);
    expect(receiver.arrived).toHaveLength(waits.length);
    await passTheWait(llavero);
    await tick(llavero);
  }
  // Chance adds up to a fifth.
  const schedule = [5, 300, 1800, 7200, 18_000, 36_000];
  expect(waits).toHaveLength(schedule.length);
  expect(waits.map((wait, n) => wait >= schedule[n]! && wait <= 1.2 * schedule[n]!)).not.toContain(false);
  expect(await notice()).toMatchObject({ state: 'FAILED', attempts: 7, nextAttemptAt: null });
  expect(new Set(receiver.arrived.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(new Set(receiver.arrived.map(({ body }) => body)).size).toBe(1);
  await passTheWait(llavero);
  await tick(llavero);
  expect(receiver.arrived).toHaveLength(7);
});

test.each<[string, number, string, [number, number]]>([
  ['429 and seconds', 429, '600', [600, 720]],
  ['503 and seconds', 503, '600', [600, 720]],
  ['503 and a date', 503, new Date(Date.now() + 6 * 3_600_000).toUTCString(), [6 * 3600 - 120, 7.2 * 3600]],
  ['fewer seconds than the schedule has', 429, '1', [5, 6]],
  ['a date that is past', 503, 'Sun, 06 Nov 1994 08:49:37 GMT', [5, 6]],
  ['a year', 503, '31536000', [36_000, 43_200]],
  ['what cannot be read', 503, 'soon', [5, 6]],
  ['500, which has no say in it', 500, '600', [5, 6]],
])('the receiver is left alone for as long as it asks: %s', async (_, status, retryAfter, [least, most]) => {
  receiver.answer = { status, headers: { 'retry-after': retryAfter } };
  const notice = await noticeThatWaits();
  await tick(llavero);
  const { lastAttemptAt, nextAttemptAt, ...told } = await notice();
  expect(told).toMatchObject({ state: 'PENDING', attempts: 1, failure: 'STATUS', statusCode: status });
  const wait = Math.round((Date.parse(nextAttemptAt) - Date.parse(lastAttemptAt)) / 1000);
  expect([wait >= least, wait <= most]).toEqual([true, true]);
  receiver.answer = 204;
  await tick(llavero);
  expect(receiver.arrived).toHaveLength(1);
  await passTheWait(llavero);
  await tick(llavero);
  expect(await notice()).toMatchObject({ state: 'DELIVERED', attempts: 2 });
});

test('a notice that fails and then arrives has arrived', async () => {
  receiver.answer = 'HANG_UP';
  const notice = await noticeThatWaits();
  await tick(llavero);
  expect(await notice()).toMatchObject({ state: 'PENDING', failure: 'CONNECTION_LOST', statusCode: null });
  receiver.answer = 200;
  await passTheWait(llavero);
  await tick(llavero);
  expect(await notice()).toMatchObject({ state: 'DELIVERED', attempts: 2, failure: null, statusCode: 200 });
});

test('a receiver that is gone (410) is left alone, and an owner is told', async () => {
  receiver.answer = 410;
  const notice = await noticeThatWaits();
  await noticeThatWaits();
  await tick(llavero);
  expect(receiver.arrived).toHaveLength(1);
  const { deliveries, ...webhook } = await webhookOf(owner);
  expect(webhook).toMatchObject({ isEnabled: false, goneAt: expect.any(String) });
  expect(deliveries.map(({ state }: any) => state).sort()).toEqual(['CALLED_OFF', 'FAILED']);
  expect((await notice()).nextAttemptAt).toBeNull();
  const last = await llavero.db.auditEvent.findFirst({ orderBy: { sequence: 'desc' } });
  expect(last).toMatchObject({ action: 'webhook.updated', actorId: null, after: { isEnabled: false } });
  expect((await setWebhookTo(owner, receiver.url)).webhook).toMatchObject({ isEnabled: true, goneAt: null });
});

test.each<[string, Answer, object]>([
  [
    'a redirect, which is not followed',
    { status: 302, headers: { location: '/elsewhere' } },
    { failure: 'REDIRECT', statusCode: 302 },
  ],
  [
    'a redirect that keeps the method',
    { status: 307, headers: { location: 'https://localhost/' } },
    { failure: 'REDIRECT', statusCode: 307 },
  ],
  ['404', 404, { failure: 'STATUS', statusCode: 404 }],
  ['503', 503, { failure: 'STATUS', statusCode: 503 }],
  ['no answer', 'HANG_UP', { failure: 'CONNECTION_LOST', statusCode: null }],
])('a test that is answered with %s has failed, and is not repeated', async (_, answer, outcome) => {
  receiver.answer = answer;
  expect(await testOf(owner)).toMatchObject({
    state: 'FAILED',
    attempts: 1,
    nextAttemptAt: null,
    ...outcome,
  });
  await passTheWait(llavero);
  await tick(llavero);
  expect(receiver.arrived).toHaveLength(1);
});

test('a test is sent to a webhook that is stopped, too', async () => {
  await setWebhookTo(owner, receiver.url, false);
  expect(await testOf(owner)).toMatchObject({ state: 'DELIVERED' });
});

describe('what cannot be reached', () => {
  test('says so when nothing listens', async () => {
    const gone = await startReceiver();
    await gone.stop();
    await setWebhookTo(owner, gone.url);
    expect(await testOf(owner)).toMatchObject({ state: 'FAILED', failure: 'UNREACHABLE' });
  });

  test('says so when the certificate is nobody’s', async () => {
    const { private: key, cert } = await makeCertificate();
    const untrusted = await startReceiver({ key, cert });
    await setWebhookTo(owner, untrusted.url);
    expect(await testOf(owner)).toMatchObject({ state: 'FAILED', failure: 'CERTIFICATE' });
    expect(untrusted.arrived).toEqual([]);
    await untrusted.stop();
  });

  test('says so when no TLS is spoken there', async () => {
    const plain = await startReceiver();
    await setWebhookTo(owner, plain.url.replace('http:', 'https:'));
    expect(await testOf(owner)).toMatchObject({ state: 'FAILED', failure: 'CERTIFICATE' });
    await plain.stop();
  });

  test('is reached in the clear where it is private, and that is allowed', async () => {
    const plain = await startReceiver();
    await setWebhookTo(owner, plain.url);
    expect(await testOf(owner)).toMatchObject({ state: 'DELIVERED' });
    await plain.stop();
  });
});

describe('without LLAVERO_WEBHOOK_ALLOW_PRIVATE', () => {
  let strict: TestLlavero;
  beforeAll(async () => {
    strict = await startBeside(llavero, { LLAVERO_WEBHOOK_ALLOW_PRIVATE: '0' });
    await strict.webhookClock.stop();
  });
  afterAll(() => strict.stop());

  test.each([
    ['a name that leads to this machine', () => receiver.url],
    ['an address of this machine', () => receiver.url.replace('localhost', '127.0.0.1')],
    [
      'an address of this machine, in the clear',
      () => receiver.url.replace('https://localhost', 'http://127.0.0.1'),
    ],
    ['an IPv4-mapped one', () => receiver.url.replace('localhost', '[::ffff:7f00:1]')],
  ])('nothing is sent to %s, however it came to be stored', async (_, url) => {
    await llavero.db.webhook.updateMany({ data: { url: url() } });
    await noticeThatWaits();
    await tick(strict);
    const { deliveries } = await webhookOf(owner);
    expect(deliveries[0]).toMatchObject({ failure: 'PRIVATE_ADDRESS', statusCode: null });
    expect(receiver.arrived).toEqual([]);
  });
});

test('a name is looked up once, and the connection goes where it led then', async () => {
  const real = dns.lookup;
  let asked = 0;
  const lookup = (_: string, __: object, answer: (error: null, found: dns.LookupAddress[]) => void) => {
    asked++;
    answer(null, [{ address: asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]);
  };
  dns.lookup = lookup as unknown as typeof dns.lookup;
  syncBuiltinESMExports();
  try {
    expect(await testOf(owner)).toMatchObject({ state: 'DELIVERED' });
    expect(asked).toBe(1);
  } finally {
    dns.lookup = real;
    syncBuiltinESMExports();
  }
});

test('P-180: attempts are counted by what came of them', async () => {
  receiver.answer = 500;
  await noticeThatWaits();
  await tick(llavero);
  const { metrics } = llavero;
  const text = await metrics.registry.getSingleMetricAsString('llavero_webhook_attempts_total');
  for (const outcome of ['delivered', 'pending', 'failed']) {
    expect(text).toMatch(new RegExp(`llavero_webhook_attempts_total\\{outcome="${outcome}"\\} \\d+`));
  }
});
