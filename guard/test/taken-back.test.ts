import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import {
  deleteClientDocument,
  mutate,
  registerClient,
  revokeTokensDocument,
  updateClientDocument,
} from '../../server/test/kit/client-story.ts';
import { send } from '../../server/test/kit/judging-story.ts';
import { keyOf, revokeSigningKeyDocument } from '../../server/test/kit/key-story.ts';
import type { TestLlavero, TestPerson } from '../../server/test/kit/llavero.ts';
import { tokenOf } from '../../server/test/kit/token-story.ts';
import { createGuard, type Guard, type GuardError, type GuardOptions } from '../src/guard.ts';
import { bearing, guardOf, listeningLlavero } from './guard-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;
const guards: Guard[] = [];

beforeAll(async () => {
  llavero = await listeningLlavero();
  admin = await llavero.signIn('ADMIN');
});
afterEach(() => guards.splice(0).forEach((guard) => guard.stop()));
afterAll(() => llavero.stop());

function guardWith(options: Partial<GuardOptions> = {}, of = llavero): Guard {
  const guard = guardOf(of, options);
  guards.push(guard);
  return guard;
}
const clientNamed = (name: string) => registerClient(admin, { name });
const statusOf = (guard: Guard, token: string) =>
  guard.verify(token).then(
    () => 200,
    (error: GuardError) => error.status,
  );
/** Resolves when the guard says so; five seconds are what a deletion may take. */
const untilStatus = (guard: Guard, token: string, status: number, timeout = 5000) =>
  vi.waitUntil(async () => (await statusOf(guard, token)) === status, { timeout, interval: 50 });

test('N-55 N-78: a deleted client is refused within five seconds, though its token has not expired', async () => {
  const guard = guardWith();
  const [client, other] = [await clientNamed('Deleted'), await clientNamed('Stays')];
  const [token, stays] = [await tokenOf(llavero, client), await tokenOf(llavero, other)];
  expect(await statusOf(guard, token)).toBe(200);
  await mutate(admin, deleteClientDocument, { clientId: client.clientId });
  await untilStatus(guard, token, 401);
  await expect(guard.verify(token)).rejects.toMatchObject({
    code: 'invalid_token',
    message: 'The access token was revoked.',
  });
  expect(await statusOf(guard, stays)).toBe(200);
});

test('a disabled client is refused within five seconds; enabled again, its new tokens alone are good', async () => {
  const guard = guardWith();
  const client = await clientNamed('Disabled');
  const { clientId } = client;
  const token = await tokenOf(llavero, client);
  expect(await statusOf(guard, token)).toBe(200);
  await mutate(admin, updateClientDocument, { clientId, enabled: false });
  await untilStatus(guard, token, 401);
  await mutate(admin, updateClientDocument, { clientId, enabled: true });
  expect(await statusOf(guard, await tokenOf(llavero, client))).toBe(200);
  expect(await statusOf(guard, token)).toBe(401);
});

test('N-55: revoked tokens are refused, and those that were issued since are not', async () => {
  const guard = guardWith({ pollSeconds: 0.1 });
  const client = await clientNamed('Revoked');
  const before = await tokenOf(llavero, client);
  expect(await statusOf(guard, before)).toBe(200);
  await mutate(admin, revokeTokensDocument, { clientId: client.clientId });
  await untilStatus(guard, before, 401);
  expect(await statusOf(guard, await tokenOf(llavero, client))).toBe(200);
});

test('P-111: a token that its client took back is refused, and no other', async () => {
  const guard = guardWith({ pollSeconds: 0.1 });
  const client = await clientNamed('Takes back');
  const [token, other] = [await tokenOf(llavero, client), await tokenOf(llavero, client)];
  expect(await statusOf(guard, token)).toBe(200);
  await send(llavero, '/revoke', client, { token });
  await untilStatus(guard, token, 401);
  expect(await statusOf(guard, other)).toBe(200);
});

test('P-68: the tokens of a revoked key are refused, though the key is still remembered', async () => {
  const guard = guardWith({ pollSeconds: 0.1 });
  const client = await clientNamed('Of a lost key');
  const token = await tokenOf(llavero, client);
  expect(await statusOf(guard, token)).toBe(200);
  const owner = await llavero.signIn('OWNER');
  await mutate(owner, revokeSigningKeyDocument, { keyId: (await keyOf(owner, 'CURRENT')).id });
  await untilStatus(guard, token, 401);
  expect(await statusOf(guard, await tokenOf(llavero, client))).toBe(200);
});

test('the list is sent once, and then confirmed', async () => {
  const guard = guardWith({ pollSeconds: 0.05 });
  const token = await tokenOf(llavero, await clientNamed('Asks'));
  expect(await statusOf(guard, token)).toBe(200);
  const confirmations = () =>
    llavero.logged.filter((line) => line.includes('/.well-known/revocations') && line.includes(':304,'));
  const before = confirmations().length;
  await vi.waitUntil(() => confirmations().length > before + 3, 5000);
  expect(await statusOf(guard, token)).toBe(200);
});

test('when the list is too old, everybody is refused, until it is heard again', async () => {
  const one = await listeningLlavero();
  const token = await tokenOf(one, await registerClient(await one.signIn('ADMIN')));
  const strict = guardWith({ pollSeconds: 0.1, maxListAgeSeconds: 1 }, one);
  const patient = guardWith({ pollSeconds: 0.1 }, one);
  const open = guardWith({ pollSeconds: 0.1, maxListAgeSeconds: 1, failOpen: true }, one);
  for (const guard of [strict, patient, open]) expect(await statusOf(guard, token)).toBe(200);

  await one.db.$executeRaw`ALTER TABLE "TokenRecall" RENAME TO "Away"`;
  void one.revocationLists.changed('');
  await untilStatus(strict, token, 503);
  const answer = await strict.check(new Request('http://api.example/', { headers: bearing(token) }));
  if (!(answer instanceof Response)) throw new Error('it was let through');
  expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('www-authenticate')]).toEqual([
    503,
    '5',
    null,
  ]);
  expect(await answer.json()).toMatchObject({ error: 'temporarily_unavailable' });
  expect([await statusOf(patient, token), await statusOf(open, token)]).toEqual([200, 200]);

  await one.db.$executeRaw`ALTER TABLE "Away" RENAME TO "TokenRecall"`;
  await untilStatus(strict, token, 200);
  await one.stop();
});

test('who fails open still refuses what it has heard of', async () => {
  const one = await listeningLlavero();
  const person = await one.signIn('ADMIN');
  const client = await registerClient(person);
  const token = await tokenOf(one, client);
  const impatient = { pollSeconds: 0.1, maxListAgeSeconds: 1 };
  const [strict, open] = [guardWith(impatient, one), guardWith({ ...impatient, failOpen: true }, one)];
  expect(await statusOf(open, token)).toBe(200);
  await mutate(person, deleteClientDocument, { clientId: client.clientId });
  await untilStatus(open, token, 401);
  await one.stop();
  await untilStatus(strict, token, 503);
  expect(await statusOf(open, token)).toBe(401);
});

test('without a Llavero nobody is let through', async () => {
  const { config } = llavero;
  const token = await tokenOf(llavero, await clientNamed('Alone'));
  const guard = createGuard({ issuer: 'http://localhost:9', audience: config.audience });
  guards.push(guard);
  expect(await statusOf(guard, token)).toBe(503);
});

test('a list for another API is none', async () => {
  const guard = guardWith({ audience: 'https://other.example' });
  const token = await tokenOf(llavero, await clientNamed('Elsewhere'));
  expect(await statusOf(guard, token)).toBe(401);
});
