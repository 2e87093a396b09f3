import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isGenuine, resealCheckpoints, sealKeyOf } from '../../src/audit/checkpoint.ts';
import { applyRetention } from '../../src/audit/retention.ts';
import { masterKeyOf } from '../../src/master-key.ts';
import { readRecord, verify } from '../kit/audit-story.ts';
import { mutate, registerClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let owner: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  owner = await llavero.signIn('OWNER');
});
afterAll(() => llavero.stop());

beforeEach(async () => {
  await llavero.db.auditCheckpoint.deleteMany();
  await llavero.db.auditEvent.deleteMany();
  await llavero.db.organisation.updateMany({ data: { auditRetentionDays: null } });
});

const document = `mutation ($input: SetAuditRetentionInput!) {
  setAuditRetention(input: $input) {
    __typename
    ... on SetAuditRetentionPayload { retention { days checkpoint { sequence } } }
    ... on ValidationError { fields { field code } }
  }
}`;

const day = 86_400_000;
const trimIn = (days: number) =>
  applyRetention(llavero.db, llavero.sealKey, new Date(Date.now() + days * day));

/** Two clients on record, then nothing for so long that only what is written now is kept. */
async function trimmed(): Promise<void> {
  await registerClient(owner, { name: `One ${Math.random()}` });
  await registerClient(owner, { name: `Two ${Math.random()}` });
  await mutate(owner, document, { days: 30 });
  expect(await trimIn(32)).toEqual([]);
}

test('an owner says how long the record is kept, and that is on record', async () => {
  expect(await mutate(owner, document, { days: 365 })).toEqual({
    __typename: 'SetAuditRetentionPayload',
    retention: { days: 365, checkpoint: null },
  });
  await mutate(owner, document, { days: 365 });
  await mutate(owner, document, { days: null });
  const { nodes } = await readRecord(owner);
  expect(nodes.map(({ action, before, after }: any) => [action, before, after])).toEqual([
    ['audit_log.retention_changed', '{"days":365}', '{"days":null}'],
    ['audit_log.retention_changed', '{"days":null}', '{"days":365}'],
  ]);
});

test.each([0, 29, 3661, -1])('%i days is refused with its reason', async (days) => {
  expect(await mutate(owner, document, { days })).toEqual({
    __typename: 'ValidationError',
    fields: [{ field: 'days', code: 'OUT_OF_RANGE' }],
  });
});

test('an admin does not say how long the record is kept', async () => {
  const admin = await llavero.signIn('ADMIN');
  expect(await admin.refusals(document, { input: { days: 30 } })).toEqual(['FORBIDDEN']);
});

test('P-181: what is too old is taken away, and the rest verifies from the checkpoint on', async () => {
  await trimmed();
  const { nodes } = await readRecord(owner);
  expect(nodes).toMatchObject([
    {
      sequence: 4,
      actor: null,
      address: null,
      action: 'audit_log.trimmed',
      before: '{"first":1}',
      after: '{"first":4}',
    },
  ]);
  expect(await verify(owner)).toMatchObject({ isWhole: true, count: 1, head: { sequence: 4 } });
  await registerClient(owner, { name: 'After' });
  expect(await verify(owner)).toMatchObject({ isWhole: true, count: 2, head: { sequence: 5 } });
});

test('P-181: a checkpoint that Llavero did not make shows', async () => {
  await trimmed();
  await llavero.db.$executeRaw`DELETE FROM "AuditEvent" WHERE sequence = 4`;
  await registerClient(owner, { name: 'After the cut' });
  const first = await llavero.db.auditEvent.findFirstOrThrow({ orderBy: { sequence: 'asc' } });
  const before = { sequence: first.sequence - 1, hash: first.previousHash };
  await llavero.db.auditCheckpoint.updateMany({ data: { ...before, removedUntil: new Date() } });
  expect(await verify(owner)).toMatchObject({ isWhole: false, reason: 'FORGED_CHECKPOINT' });
});

test('P-181: without its checkpoint the record does not verify', async () => {
  await trimmed();
  await llavero.db.auditCheckpoint.deleteMany();
  expect(await verify(owner)).toMatchObject({ isWhole: false, brokenAt: 1, reason: 'MISSING' });
});

test('P-181: nothing of a record that does not verify is taken away', async () => {
  await registerClient(owner, { name: 'Tampered' });
  await mutate(owner, document, { days: 30 });
  await llavero.db.$executeRaw`UPDATE "AuditEvent" SET "actorName" = 'Eva' WHERE sequence = 1`;
  expect(await trimIn(32)).toEqual([llavero.organisationId]);
  expect(await llavero.db.auditEvent.count()).toBe(2);
});

test('what is young enough stays, and so does everything where nothing was said', async () => {
  await registerClient(owner, { name: 'For ever' });
  expect(await trimIn(4000)).toEqual([]);
  await mutate(owner, document, { days: 30 });
  expect(await trimIn(29)).toEqual([]);
  expect(await llavero.db.auditEvent.count()).toBe(2);
});

test('P-181: a checkpoint outlives a change of the master key', async () => {
  await trimmed();
  const [old, next] = [llavero.sealKey, sealKeyOf(masterKeyOf('next-'.repeat(10)))];
  const checkpoint = await llavero.db.auditCheckpoint.findFirstOrThrow();
  await llavero.db.$transaction((transaction) => resealCheckpoints(transaction, old, next));
  const resealed = await llavero.db.auditCheckpoint.findFirstOrThrow();
  expect(resealed).toEqual({ ...checkpoint, seal: expect.any(String) });
  expect([isGenuine(old, resealed), isGenuine(next, resealed)]).toEqual([false, true]);
});
