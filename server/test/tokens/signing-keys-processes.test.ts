import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { keepKeys } from '../../src/tokens/key-rotation.ts';
import { credentialsOf, mutate, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import {
  ageKeys,
  keyOf,
  keysOf,
  publishedKeys,
  revokeSigningKeyDocument,
  rotateInTime,
} from '../kit/key-story.ts';
import { startBeside, startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { patience } from '../kit/patience.ts';

/* Two processes over one database: what happens to the keys in one is in force in the other. */
let one: TestLlavero;
let other: TestLlavero;
let owner: TestPerson;
let client: RegisteredClient;

beforeAll(async () => {
  one = await startLlavero();
  other = await startBeside(one);
  client = await registerClient(await one.signIn('ADMIN'));
});
beforeEach(async () => {
  owner = await one.signIn('OWNER');
});
afterAll(async () => {
  await other.stop();
  await one.stop();
});

const kidOfTokenBy = async (llavero: TestLlavero) =>
  decodeProtectedHeader((await llavero.token(credentialsOf(client))).json().access_token).kid;

test('both sign with the same key and publish the same ones', async () => {
  expect(await kidOfTokenBy(other)).toBe(await kidOfTokenBy(one));
  expect(await publishedKeys(other)).toEqual(await publishedKeys(one));
});

test('P-67: both sign with the next key after a rotation in one of them', async () => {
  const { id } = await rotateInTime(one, owner);
  await other.changes.caughtUp();
  expect([await kidOfTokenBy(one), await kidOfTokenBy(other)]).toEqual([id, id]);
  expect(await publishedKeys(other)).toEqual(await publishedKeys(one));
});

test('P-68: neither knows a key that was revoked in one of them', async () => {
  const { id } = await keyOf(owner, 'CURRENT');
  await mutate(owner, revokeSigningKeyDocument, { keyId: id });
  await other.changes.caughtUp();
  expect(await publishedKeys(other)).not.toContain(id);
  expect(other.signingKeys.publicKeyFor(id)).toBeUndefined();
  expect(await kidOfTokenBy(other)).toBe(await kidOfTokenBy(one));
});

test('P-68: a key that is revoked by a plain statement is heard of, too', async () => {
  const { id } = await keyOf(owner, 'CURRENT');
  await rotateInTime(one, owner);
  await one.db.$executeRaw`UPDATE "SigningKey" SET state = 'REVOKED', "revokedAt" = now() WHERE id = ${id}`;
  await Promise.all([one.changes.caughtUp(), other.changes.caughtUp()]);
  expect([one.signingKeys.publicKeyFor(id), other.signingKeys.publicKeyFor(id)]).toEqual([
    undefined,
    undefined,
  ]);
});

test('P-68: a process whose line is cut learns of a revoked key all the same', async () => {
  const { id } = await keyOf(owner, 'CURRENT');
  await one.db.$queryRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'llavero changes' AND datname = current_database()`;
  await mutate(owner, revokeSigningKeyDocument, { keyId: id });
  expect(one.signingKeys.publicKeyFor(id)).toBeUndefined();
  await vi.waitUntil(() => other.signingKeys.publicKeyFor(id) === undefined, patience);
});

test('a key that is due makes room once, though both look at the clock at the same moment', async () => {
  const before = await keysOf(owner);
  await ageKeys(one, 90 * 86_400);
  await Promise.all([one, other, one, other].map(({ signingKeys }) => keepKeys(signingKeys, 90)));
  expect((await keyOf(owner, 'RETIRED')).id).toBe(before.find(({ state }) => state === 'CURRENT')?.id);
  expect((await keyOf(owner, 'CURRENT')).id).toBe(before.find(({ state }) => state === 'NEXT')?.id);
});

test('starting at once, several make the first keys once', async () => {
  const first = await startLlavero();
  try {
    await first.db.signingKey.deleteMany();
    const started = await Promise.all([startBeside(first), startBeside(first), startBeside(first)]);
    expect(await first.db.signingKey.count()).toBe(2);
    expect(new Set(started.map(({ signingKeys }) => signingKeys.current.kid)).size).toBe(1);
    await Promise.all(started.map(({ stop }) => stop()));
  } finally {
    await first.stop();
  }
});
