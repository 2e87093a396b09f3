import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashOf } from '../../src/audit/chain.ts';
import { record } from '../../src/audit/record.ts';
import { readRecord, verify } from '../kit/audit-story.ts';
import { mutate, registerClient, rotateSecretDocument, updateClientDocument } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let owner: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  owner = await llavero.signIn('OWNER');
});
afterAll(() => llavero.stop());

/** A record of so many entries, and nothing else. */
async function startRecord(entries: number): Promise<void> {
  await llavero.db.auditEvent.deleteMany();
  const actor = { userId: null, name: null, email: null, address: '10.0.0.7', userAgent: null };
  const subject = { type: 'client', id: 'cli_1', name: 'Portal' } as const;
  for (let n = 1; n <= entries; n++) {
    await llavero.db.$transaction((transaction) =>
      record(
        transaction,
        { ...actor, organisationId: llavero.organisationId },
        {
          action: 'client.updated',
          subject,
          before: { name: `Ñandú ${n}` },
          after: { name: `${n + 1} "€"` },
        },
      ),
    );
  }
}

describe('a record that was tampered with', () => {
  beforeEach(() => startRecord(8));

  const run = (sql: string) => llavero.db.$executeRawUnsafe(sql);

  test.each([
    ['what was done', `action = 'client.created'`],
    ['when', `at = at + interval '1 millisecond'`],
    ['by whom', `"actorName" = 'Somebody else'`],
    ['from where', `address = NULL`],
    ['to what', `"subjectId" = 'cli_2'`],
    ['what was before', `before = '{"name":"Another"}'`],
    ['what is since', `after = NULL`],
    ['its own hash', `hash = repeat('a', 64)`],
  ])('P-181: shows that an entry was changed: %s', async (_, change) => {
    await run(`UPDATE "AuditEvent" SET ${change} WHERE sequence = 5`);
    expect(await verify(owner)).toMatchObject({ isWhole: false, count: 4, brokenAt: 5, reason: 'CHANGED' });
  });

  test('P-181: shows that an entry was written anew with a hash that fits, by the one after it', async () => {
    await rewrite(5);
    expect(await verify(owner)).toMatchObject({ isWhole: false, brokenAt: 6, reason: 'UNCHAINED' });
  });

  test('P-181: shows that an entry was taken out, also the first', async () => {
    await run(`DELETE FROM "AuditEvent" WHERE sequence = 5`);
    expect(await verify(owner)).toMatchObject({ isWhole: false, count: 4, brokenAt: 5, reason: 'MISSING' });
    await run(`DELETE FROM "AuditEvent" WHERE sequence = 1`);
    expect(await verify(owner)).toMatchObject({ isWhole: false, count: 0, brokenAt: 1, reason: 'MISSING' });
  });

  test('P-181: shows that two entries changed places', async () => {
    await run(`UPDATE "AuditEvent" SET sequence = 100 WHERE sequence = 4`);
    await run(`UPDATE "AuditEvent" SET sequence = 4 WHERE sequence = 5`);
    await run(`UPDATE "AuditEvent" SET sequence = 5 WHERE sequence = 100`);
    expect(await verify(owner)).toMatchObject({ isWhole: false, brokenAt: 4, reason: 'CHANGED' });
  });

  test('P-181: shows that an entry was taken out and those after it moved up', async () => {
    await run(`DELETE FROM "AuditEvent" WHERE sequence = 5`);
    await run(`UPDATE "AuditEvent" SET sequence = sequence - 1 WHERE sequence > 5`);
    expect(await verify(owner)).toMatchObject({ isWhole: false, brokenAt: 5, reason: 'CHANGED' });
  });

  test('P-181: an end that was cut off shows against a head that was kept elsewhere, and not without', async () => {
    const { head } = await verify(owner);
    await run(`DELETE FROM "AuditEvent" WHERE sequence > 6`);
    expect(await verify(owner)).toMatchObject({ isWhole: true, count: 6, brokenAt: null, reason: null });
    expect(await verify(owner, head)).toMatchObject({ isWhole: false, brokenAt: 7, reason: 'MISSING' });
  });

  test('P-181: an end that was written anew shows against a head that was kept elsewhere, and not without', async () => {
    const { head } = await verify(owner);
    await rewrite(8);
    expect(await verify(owner)).toMatchObject({ isWhole: true, count: 8 });
    expect(await verify(owner, head)).toMatchObject({
      isWhole: false,
      brokenAt: 8,
      reason: 'OTHER_THAN_KNOWN',
    });
  });

  /** What whoever knows how hashes are made can do: another entry, with a hash of its own. */
  async function rewrite(sequence: number): Promise<void> {
    const key = { organisationId: llavero.organisationId, sequence };
    const entry = await llavero.db.auditEvent.findUniqueOrThrow({ where: { organisationId_sequence: key } });
    const forged = { ...entry, actorName: 'Somebody else' };
    await llavero.db.auditEvent.update({
      where: { organisationId_sequence: key },
      data: { actorName: 'Somebody else', hash: hashOf(forged) },
    });
  }
});

describe('a record that is whole', () => {
  test('P-181: is verified over many pages, and against a head that it had before', async () => {
    await startRecord(450);
    const first = await verify(owner);
    expect(first).toMatchObject({ isWhole: true, count: 450, head: { sequence: 450 }, brokenAt: null });
    await registerClient(owner, { name: 'One more' });
    expect(await verify(owner, first.head)).toMatchObject({ isWhole: true, count: 451 });
  });

  test('P-181: can be checked by whoever has its entries: SHA-256 over canonical JSON (RFC 8785)', async () => {
    await startRecord(3);
    const { nodes } = await readRecord(owner);
    let previousHash = '0'.repeat(64);
    for (const { sequence, at, actor, address, userAgent, action, subject, before, after, ...hashes } of [
      ...nodes,
    ].reverse()) {
      const entry = canonicalize({
        organisationId: llavero.organisationId,
        sequence,
        at,
        actorId: actor?.id ?? null,
        actorName: actor?.name ?? null,
        actorEmail: actor?.email ?? null,
        address,
        userAgent,
        action,
        subjectType: subject.type,
        subjectId: subject.id,
        subjectName: subject.name,
        before: JSON.parse(before),
        after: JSON.parse(after),
        previousHash,
      });
      const hash = createHash('sha256')
        .update(entry ?? '')
        .digest('hex');
      expect(hashes).toEqual({ previousHash, hash });
      previousHash = hash;
    }
  });

  test('P-181: stays whole under many changes at once, and each is on record once', async () => {
    const before = await llavero.db.auditEvent.count();
    const clients = await Promise.all(
      Array.from({ length: 20 }, (_, n) => registerClient(owner, { name: `At once ${n}` })),
    );
    await Promise.all(
      clients.flatMap(({ clientId }, n) => [
        mutate(owner, updateClientDocument, { clientId, description: `Changed ${n}` }),
        mutate(owner, rotateSecretDocument, { clientId }),
        owner.execute('mutation { endOtherSessions { endedSessions } }'),
      ]),
    );
    const { isWhole, count } = await verify(owner);
    expect(isWhole).toBe(true);
    expect(count).toBe(before + 60);
  });
});
