import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { mutate } from '../kit/client-story.ts';
import { readRecord } from '../kit/audit-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { dump } from '../kit/rows.ts';
import { complaintsOf } from '../kit/secret-story.ts';
import {
  ageWebhook,
  removeWebhookDocument,
  rotateWebhookSecretDocument,
  setWebhookDocument,
  setWebhookTo,
  testWebhookDocument,
  webhookOf,
} from '../kit/webhook-story.ts';

let llavero: TestLlavero;
let owner: TestPerson;
let admin: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  owner = await llavero.signIn('OWNER');
  admin = await llavero.signIn('ADMIN');
});
afterEach(() => llavero.db.webhook.deleteMany());
afterAll(() => llavero.stop());

const url = 'https://hooks.example.com/llavero?key=opens-the-door';
const secretShape = /^whsec_[A-Za-z0-9+/]{43}=$/;

test('an owner says where messages go, and is shown the signing secret once', async () => {
  const { webhook, signingSecret } = await setWebhookTo(owner, url);
  expect(webhook).toEqual({
    url,
    isEnabled: true,
    goneAt: null,
    previousSecretEndsAt: null,
    createdAt: expect.any(String),
  });
  expect(signingSecret).toMatch(secretShape);
  expect((await setWebhookTo(owner, 'https://other.example.com')).signingSecret).toBeNull();
  expect(await webhookOf(admin)).toMatchObject({ url: 'https://other.example.com/', deliveries: [] });
  const rows = JSON.stringify(await dump(llavero.db));
  expect(rows).not.toContain(signingSecret);
  expect(llavero.logged.join('\n')).not.toContain(signingSecret);
});

test('a webhook can be stopped and started again, and is new then', async () => {
  await setWebhookTo(owner, url);
  await ageWebhook(llavero);
  expect((await setWebhookTo(owner, url, false)).webhook.isEnabled).toBe(false);
  expect((await setWebhookTo(owner, url)).webhook.isEnabled).toBe(true);
  const { enabledAt } = await llavero.db.webhook.findFirstOrThrow();
  expect(Date.now() - (enabledAt?.getTime() ?? 0)).toBeLessThan(60_000);
});

test('the signing secret can be replaced, and the one before signs on for a day', async () => {
  const first = await setWebhookTo(owner, url);
  const { rotateWebhookSecret } = await owner.execute(rotateWebhookSecretDocument);
  expect(rotateWebhookSecret.signingSecret).toMatch(secretShape);
  expect(rotateWebhookSecret.signingSecret).not.toBe(first.signingSecret);
  const until = Date.parse(rotateWebhookSecret.webhook.previousSecretEndsAt) - Date.now();
  expect(Math.round(until / 3_600_000)).toBe(24);
});

test('what is done to a webhook is on record, without the part of its address that opens doors', async () => {
  await setWebhookTo(owner, url);
  await setWebhookTo(owner, url.replace('opens', 'closes'), false);
  await setWebhookTo(owner, url, false);
  await owner.execute(rotateWebhookSecretDocument);
  expect(await owner.execute(removeWebhookDocument)).toEqual({
    removeWebhook: { __typename: 'RemoveWebhookPayload', url },
  });
  const { nodes } = await readRecord(owner, { filter: { subject: llavero.organisationId } });
  const entries = nodes
    .slice(0, 5)
    .reverse()
    .map(({ action, subject, before, after }: any) => [
      action,
      subject.name,
      JSON.parse(before),
      JSON.parse(after),
    ]);
  const name = 'https://hooks.example.com';
  expect(entries).toEqual([
    ['webhook.created', name, null, { address: name, isEnabled: true }],
    ['webhook.updated', name, { isEnabled: true }, { isEnabled: false }],
    ['webhook.updated', name, {}, {}],
    ['webhook.secret_rotated', name, null, { previousSecretEndsAt: expect.any(String) }],
    ['webhook.removed', name, { address: name, isEnabled: false }, null],
  ]);
  expect(JSON.stringify(nodes)).not.toContain('door');
});

test('nothing is changed where nothing is there', async () => {
  for (const document of [rotateWebhookSecretDocument, testWebhookDocument, removeWebhookDocument]) {
    expect(Object.values(await owner.execute(document))).toEqual([
      { __typename: 'NotFoundError', message: 'There is no such webhook. It may have been deleted.' },
    ]);
  }
  expect(await webhookOf(owner)).toBeNull();
});

test('an admin sees the webhook and changes nothing of it; a viewer does not see it', async () => {
  await setWebhookTo(owner, url);
  expect(await admin.refusals(setWebhookDocument, { input: { url } })).toEqual(['FORBIDDEN']);
  const viewer = await llavero.signIn('VIEWER');
  const { data, errors } = JSON.parse(await viewer.send('{ webhook { url } }'));
  expect([data, errors[0].extensions.code]).toEqual([{ webhook: null }, 'FORBIDDEN']);
});

test('what reaches outside asks for the password again, where it was given long ago', async () => {
  await setWebhookTo(owner, url);
  const late = await llavero.signIn('OWNER');
  await llavero.db.session.updateMany({
    where: { userId: late.userId },
    data: { passwordConfirmedAt: new Date(Date.now() - 16 * 60_000) },
  });
  const input = { url };
  expect(await late.refusals(setWebhookDocument, { input })).toEqual(['PASSWORD_REQUIRED']);
  expect(await late.refusals(rotateWebhookSecretDocument)).toEqual(['PASSWORD_REQUIRED']);
  expect(await late.refusals(removeWebhookDocument)).toEqual(['PASSWORD_REQUIRED']);
});

describe('an address is refused', () => {
  test.each([
    ['that is empty', '  ', 'REQUIRED'],
    ['that is none', 'hooks.example.com', 'INVALID_URL'],
    ['with another scheme', 'ftp://hooks.example.com', 'INVALID_URL'],
    ['with credentials', 'https://ana:secret@hooks.example.com', 'INVALID_URL'],
    ['with a fragment', 'https://hooks.example.com/#here', 'INVALID_URL'],
    ['that is longer than any', `https://hooks.example.com/${'x'.repeat(2000)}`, 'TOO_LONG'],
    ['in the clear', 'http://hooks.example.com', 'NOT_HTTPS'],
    ['of this machine', 'https://127.0.0.1:8443/hooks', 'PRIVATE_ADDRESS'],
    ['of this machine, in one number', 'https://2130706433/', 'PRIVATE_ADDRESS'],
    ['of this machine, in octal', 'https://0177.0.0.1/', 'PRIVATE_ADDRESS'],
    ['of this machine, IPv6', 'https://[::1]/', 'PRIVATE_ADDRESS'],
    ['of this machine, IPv4-mapped', 'https://[::ffff:127.0.0.1]/', 'PRIVATE_ADDRESS'],
    ['of a cloud’s metadata', 'https://169.254.169.254/latest', 'PRIVATE_ADDRESS'],
  ])('%s', async (_, bad, code) => {
    expect(complaintsOf(await mutate(owner, setWebhookDocument, { url: bad }))).toEqual([['url', code]]);
    expect(await llavero.db.webhook.count()).toBe(0);
  });
});

test('where private addresses are allowed, they may be in the clear, and public ones may not', async () => {
  const { stop, signIn } = await startLlavero({ LLAVERO_WEBHOOK_ALLOW_PRIVATE: '1' });
  const somebody = await signIn('OWNER');
  expect((await setWebhookTo(somebody, 'http://10.1.2.3:8080/hooks')).webhook.isEnabled).toBe(true);
  const refused = await mutate(somebody, setWebhookDocument, { url: 'http://93.184.215.14/' });
  expect(complaintsOf(refused)).toEqual([['url', 'NOT_HTTPS']]);
  await stop();
});
