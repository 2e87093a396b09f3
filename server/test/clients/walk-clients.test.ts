import fc from '../kit/fast-check.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertClients } from '../kit/client-rows.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let viewer: TestPerson;
let residents: string[];

/** Many with the same name but for accents, of the same moment, and never used: order must tell them apart all the same. */
const marks = ['', '\u0301', '\u0300', '\u0302', '\u0303', '\u0308'];
const rows = ['ana', 'eva', 'ines'].flatMap((name, group) =>
  marks.map((mark, n) => ({
    name: `${name}${mark}`,
    createdAt: new Date(Date.UTC(2026, 0, 1 + (n % 2))),
    ...(group === 0 ? {} : { lastUsedAt: new Date(Date.UTC(2026, 1, group)) }),
  })),
);

beforeAll(async () => {
  llavero = await startLlavero();
  viewer = await llavero.signIn('VIEWER');
  residents = await insertClients(llavero, rows);
});
afterAll(() => llavero.stop());

const pageDocument = `query ($orderBy: ClientOrder, $first: Int, $after: String, $last: Int, $before: String) {
  clients(orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    nodes { clientId } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

type Walk = { field: string; direction: string; isForwards: boolean; size: number };

/** Every client ID from one end of the list to the other, in the order of the list; `between` runs after each page. */
async function walk(
  { field, direction, isForwards, size }: Walk,
  between: () => Promise<unknown>,
): Promise<string[]> {
  const met: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 100; page++) {
    const place: object = isForwards ? { first: size, after: cursor } : { last: size, before: cursor };
    const { clients } = await viewer.execute(pageDocument, { orderBy: { field, direction }, ...place });
    const ids = clients.nodes.map(({ clientId }: { clientId: string }) => clientId);
    if (isForwards) met.push(...ids);
    else met.unshift(...ids);
    const { hasNextPage, hasPreviousPage, endCursor, startCursor } = clients.pageInfo;
    if (!(isForwards ? hasNextPage : hasPreviousPage)) return met;
    expect(ids).toHaveLength(size);
    cursor = isForwards ? endCursor : startCursor;
    await between();
  }
  throw new Error('the walk found no end');
}

const walks = fc.record({
  field: fc.constantFrom('NAME', 'CREATED_AT', 'LAST_USED_AT'),
  direction: fc.constantFrom('ASC', 'DESC'),
  isForwards: fc.boolean(),
  size: fc.integer({ min: 1, max: 19 }),
});

test('a walk by pages meets every client once and in order, from either end', async () => {
  await fc.assert(
    fc.asyncProperty(walks, async (asked) => {
      const met = await walk(asked, () => Promise.resolve());
      const whole = await walk({ ...asked, size: 100 }, () => Promise.resolve());
      expect(met).toEqual(whole);
      expect([...met].sort()).toEqual([...residents].sort());
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('whoever comes meanwhile is met once or not at all, and hides nobody', async () => {
  let count = 0;
  const names = fc.array(fc.constantFrom('aaa', 'ana', 'eva', 'f', 'ines', 'zzz'), {
    minLength: 1,
    maxLength: 2,
  });
  await fc.assert(
    fc.asyncProperty(walks, names, fc.boolean(), async (asked, arriving, isUsed) => {
      const arrived: string[] = [];
      // Fewer than a page, or the walk might never catch up with them.
      const met = await walk({ ...asked, size: asked.size + 2 }, async () => {
        const lastUsedAt = isUsed ? new Date(Date.UTC(2026, 1, 1 + (count % 3))) : undefined;
        const rows = arriving.map((name) => ({
          name: `${name} ${count++}`,
          createdAt: new Date(),
          lastUsedAt,
        }));
        arrived.push(...(await insertClients(llavero, rows)));
      }).finally(() => llavero.db.client.deleteMany({ where: { clientId: { in: arrived } } }));
      expect(new Set(met).size).toBe(met.length);
      expect(met.filter((clientId) => !arrived.includes(clientId)).sort()).toEqual([...residents].sort());
    }),
    { numRuns: 25 },
  );
}, 60_000);
