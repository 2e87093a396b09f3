import fc from '../kit/fast-check.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertClients } from '../kit/client-rows.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let viewer: TestPerson;
let other: { organisationId: string };

beforeAll(async () => {
  llavero = await startLlavero();
  viewer = await llavero.signIn('VIEWER');
  other = await anotherOrganisation();
});
afterAll(() => llavero.stop());

async function anotherOrganisation(): Promise<{ organisationId: string }> {
  const { id } = await llavero.db.organisation.create({ data: { name: 'Another' } });
  return { organisationId: id };
}

let named = 0;
const insert = (count: number, { organisationId } = { organisationId: llavero.organisationId }) =>
  insertClients(
    { db: llavero.db, organisationId },
    Array.from({ length: count }, () => ({ name: `Client ${named++}` })),
  );

const counted = async (): Promise<number> =>
  (await viewer.execute('{ clients { totalCount } }')).clients.totalCount;

const present = ({ organisationId } = { organisationId: llavero.organisationId }) =>
  llavero.db.client.count({ where: { organisationId } });

/** Of every organisation that clients were ever counted of. */
async function kept(): Promise<Record<string, number>> {
  const sums = await llavero.db.clientCount.groupBy({ by: 'organisationId', _sum: { change: true } });
  return Object.fromEntries(
    sums.map(({ organisationId, _sum }) => [organisationId, _sum.change ?? 0]).filter(([, sum]) => sum !== 0),
  );
}

describe('the number of clients is kept', () => {
  test('when many are written and removed by one statement, here and elsewhere', async () => {
    await insert(7);
    await insert(3, other);
    const clients = await llavero.db.client.findMany({ take: 2, where: llaveros() });
    await llavero.db.client.deleteMany({ where: { id: { in: clients.map(({ id }) => id) } } });
    expect(await counted()).toBe(await present());
    expect((await kept())[other.organisationId]).toBe(3);
  });

  test('when clients change, and when they move to another organisation', async () => {
    await insert(4);
    const before = await kept();
    await llavero.db.client.updateMany({ data: { mayIntrospect: true } });
    expect(await kept()).toEqual(before);
    const moving = await llavero.db.client.findMany({ take: 3, where: llaveros() });
    await llavero.db.client.updateMany({
      where: { id: { in: moving.map(({ id }) => id) } },
      data: { organisationId: other.organisationId },
    });
    expect(await counted()).toBe(await present());
    expect((await kept())[other.organisationId]).toBe(await present(other));
  });

  test('when a transaction is taken back', async () => {
    const before = await kept();
    const failing = llavero.db.$transaction(async (db) => {
      await insertClients({ db: db as TestLlavero['db'], organisationId: llavero.organisationId }, [
        { name: 'Never' },
      ]);
      throw new Error('taken back');
    });
    await expect(failing).rejects.toThrow('taken back');
    expect(await kept()).toEqual(before);
  });

  test('when an organisation goes, with all that is counted of it', async () => {
    const going = await anotherOrganisation();
    await insert(5, going);
    await llavero.db.organisation.delete({ where: { id: going.organisationId } });
    expect(await llavero.db.clientCount.count({ where: going })).toBe(0);
  });

  test('when many register, delete and move clients at the same time', async () => {
    const worker = async (n: number) => {
      for (let turn = 0; turn < 5; turn++) {
        const organisation = turn % 3 === 0 ? other : { organisationId: llavero.organisationId };
        const clientIds = await insert(1 + (n % 3), organisation);
        await llavero.db.$transaction(async (db) => {
          await db.client.deleteMany({ where: { clientId: clientIds[0]! } });
          await db.client.updateMany({ where: { clientId: { in: clientIds } }, data: llaveros() });
        });
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, n) => worker(n)));
    expect(await counted()).toBe(await present());
    expect((await kept())[other.organisationId] ?? 0).toBe(await present(other));
  });

  test('in few rows, however often clients come and go', async () => {
    await llavero.db.$executeRaw`
      DO $$ BEGIN
        FOR n IN 1..500 LOOP
          INSERT INTO "Client" (id, "organisationId", "clientId", name, "nameKey", "nameSort", description, "searchKey", "updatedAt")
          SELECT gen_random_uuid(), id, 'cli_' || n || id, n, 'row ' || n, '', '', '', now() FROM "Organisation";
        END LOOP;
      END $$`;
    // One in 32 changes puts the rows together: that none of 500 does happens once in eight million times.
    expect(await llavero.db.clientCount.count()).toBeLessThan(500);
    expect(await counted()).toBe(await present());
  });

  test('when all clients are truncated', async () => {
    await insert(2);
    await llavero.db.$executeRaw`TRUNCATE "Client" CASCADE`;
    expect([await counted(), await kept()]).toEqual([0, {}]);
    await insert(2);
    expect(await counted()).toBe(2);
  });
});

test('a client waits for no other that is being registered, deleted or moved', async () => {
  const [first] = await insert(1);
  await llavero.db.$transaction(async (db) => {
    await insertClients({ db: db as TestLlavero['db'], organisationId: llavero.organisationId }, [
      { name: 'Not yet there' },
    ]);
    await db.client.delete({ where: { clientId: first! } });
    await llavero.db.$transaction([
      llavero.db.$executeRaw`SET LOCAL lock_timeout = 1`,
      llavero.db.client.updateMany({
        where: { clientId: { not: first! } },
        data: { organisationId: other.organisationId },
      }),
      llavero.db.client.deleteMany({ where: { clientId: { not: first! } } }),
    ]);
  });
  expect(await counted()).toBe(1);
});

test('whatever happens in whatever order, the number is that of the clients', async () => {
  const steps = fc.array(
    fc.record({
      act: fc.constantFrom('insert', 'delete', 'move', 'change'),
      count: fc.integer({ min: 0, max: 4 }),
      isOther: fc.boolean(),
    }),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (acts) => {
      for (const { act, count, isOther } of acts) {
        const organisation = isOther ? other : llaveros();
        const where = {
          id: {
            in: (await llavero.db.client.findMany({ take: count, where: organisation })).map(({ id }) => id),
          },
        };
        if (act === 'insert') await insert(count, organisation);
        if (act === 'delete') await llavero.db.client.deleteMany({ where });
        if (act === 'move') await llavero.db.client.updateMany({ where, data: isOther ? llaveros() : other });
        if (act === 'change') await llavero.db.client.updateMany({ where, data: { description: 'Other' } });
      }
      expect([await counted(), (await kept())[other.organisationId] ?? 0]).toEqual([
        await present(),
        await present(other),
      ]);
    }),
    { numRuns: 15 },
  );
});

const llaveros = () => ({ organisationId: llavero.organisationId });
