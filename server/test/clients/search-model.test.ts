import fc from '../kit/fast-check.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertClients, type ClientRow } from '../kit/client-rows.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let viewer: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  viewer = await llavero.signIn('VIEWER');
});
afterAll(() => llavero.stop());

const document = `query ($search: String, $orderBy: ClientOrder, $first: Int, $after: String) {
  clients(search: $search, orderBy: $orderBy, first: $first, after: $after) {
    totalCount totalCountIsExact nodes { name } pageInfo { hasNextPage endCursor }
  }
}`;

type Order = { field: 'NAME' | 'CREATED_AT' | 'LAST_USED_AT'; direction: 'ASC' | 'DESC' };

/** All that a search finds, by pages. */
async function find(search: string, orderBy: Order, first: number): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | null = null; ;) {
    const { clients }: any = await viewer.execute(document, { search, orderBy, first, after });
    found.push(...clients.nodes.map(({ name }: { name: string }) => name));
    if (!clients.pageInfo.hasNextPage) {
      expect([clients.totalCount, clients.totalCountIsExact]).toEqual([found.length, true]);
      return found;
    }
    after = clients.pageInfo.endCursor;
  }
}

/** The rule as it is told to people, for the letters that this test uses. */
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .toLowerCase();
const tight = (text: string) => plain(text).replace(/ *([^a-z0-9 \n]) */g, '$1');

function isFound({ name, description = '' }: ClientRow, search: string): boolean {
  const texts = [name, description];
  const words = plain(search).split(/\s+/).filter(Boolean);
  return words.every((word) => {
    if (/^[a-z0-9]{1,2}$/.test(word))
      return texts.some((text) =>
        plain(text)
          .split(/[^a-z0-9]+/)
          .some((each) => each.startsWith(word)),
      );
    return texts.some((text) => tight(text).includes(tight(word)));
  });
}

/** Names that differ in the order of the list: equal ones would be told apart by ids that no model knows. */
function inOrder(rows: ClientRow[], { field, direction }: Order): ClientRow[] {
  const value = ({ name, createdAt, lastUsedAt }: ClientRow) =>
    field === 'NAME' ? plain(name) : ((field === 'CREATED_AT' ? createdAt : lastUsedAt)?.getTime() ?? -1);
  const sorted = rows.toSorted((a, b) => (value(a) < value(b) ? -1 : 1));
  return direction === 'ASC' ? sorted : sorted.reverse();
}

const word = fc.constantFrom(
  ...[
    'a',
    'ar',
    'árbol',
    'arbusto',
    'Barba',
    'b',
    'ÑANDÚ',
    'an',
    'nd',
    '7',
    '70',
    '700',
    '%',
    '0%',
    '100%',
    'a-b',
    'c++',
    '+',
    '🔑',
    'b🔑',
  ],
);
const phrase = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const orders = fc.record<Order>({
  field: fc.constantFrom('NAME', 'CREATED_AT', 'LAST_USED_AT'),
  direction: fc.constantFrom('ASC', 'DESC'),
});

test('what a search finds by pages is what a plain look through all clients finds', async () => {
  const texts = fc.array(fc.record({ name: phrase, description: phrase }), { maxLength: 12 });
  const asked = fc.array(fc.record({ search: phrase, order: orders, size: fc.integer({ min: 1, max: 6 }) }), {
    minLength: 3,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(texts, asked, async (written, searches) => {
      const rows = written.map(({ name, description }, n) => ({
        name: `${name} ${'xyz'[n % 3]}${n}`,
        description,
        createdAt: new Date(Date.UTC(2026, 0, 1 + ((n * 7) % 31))),
        lastUsedAt: new Date(Date.UTC(2026, 1, 1 + ((n * 5) % 28))),
      }));
      await insertClients(llavero, rows);
      try {
        for (const { search, order, size } of searches) {
          const expected = inOrder(
            rows.filter((row) => isFound(row, search)),
            order,
          );
          expect(await find(search, order, size)).toEqual(expected.map(({ name }) => name));
        }
      } finally {
        await llavero.db.client.deleteMany();
      }
    }),
    { numRuns: 20 },
  );
});

describe('among many clients, where the index is asked', () => {
  const rows: ClientRow[] = Array.from({ length: 2600 }, (_, n) => ({
    name: `Portal ${n}`,
    description: [
      'Everyday',
      ...(n % 2 ? [] : ['evenly']),
      ...(n % 40 ? [] : ['árbol']),
      ...(n < 2500 ? [] : ['rareza zu- 🔑', ...(n % 10 ? [] : ['100%'])]),
    ].join(' '),
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, n)),
    ...(n % 3 ? {} : { lastUsedAt: new Date(Date.UTC(2026, 1, 1, 0, -n)) }),
  }));
  let ids: string[];
  beforeAll(async () => {
    ids = await insertClients(llavero, rows);
    // Another organisation has what is rare here many times.
    const { id: organisationId } = await llavero.db.organisation.create({ data: { name: 'Other' } });
    const others = Array.from({ length: 300 }, (_, n) => ({
      name: `Other ${n}`,
      description: 'rareza zu 100%',
    }));
    await insertClients({ db: llavero.db, organisationId }, others);
  });

  test.each<[string, string, (n: number) => boolean]>([
    ['a word that most have', 'every', () => true],
    ['a word that half of them have', 'evenly', (n) => n % 2 === 0],
    ['a word that few have', 'árbol', (n) => n % 40 === 0],
    ['a word that only the last have', 'arez', (n) => n >= 2500],
    ['a short word that only the last have', 'zu', (n) => n >= 2500],
    ['a sign that only some of the last have', '%', (n) => n >= 2500 && n % 10 === 0],
    ['an emoji', '🔑', (n) => n >= 2500],
    ['a rare word and a common one', 'everyday rareza', (n) => n >= 2500],
    ['what nobody has', 'nowhere', () => false],
  ])('finds %s, in every order', async (_, search, isMeant) => {
    const meant = rows.filter((_, n) => isMeant(n));
    for (const field of ['CREATED_AT', 'NAME', 'LAST_USED_AT'] as const) {
      for (const direction of ['ASC', 'DESC'] as const) {
        const { clients } = await viewer.execute(document, {
          search,
          orderBy: { field, direction },
          first: 24,
        });
        expect([clients.totalCount, clients.totalCountIsExact]).toEqual([
          Math.min(1000, meant.length),
          meant.length <= 1000,
        ]);
        const found = clients.nodes.map(({ name }: { name: string }) => name);
        expect(found).toHaveLength(Math.min(24, meant.length));
        expect(meant.map(({ name }) => name)).toEqual(expect.arrayContaining(found));
        if (field === 'LAST_USED_AT') continue;
        expect(found).toEqual(
          inOrder(meant, { field, direction })
            .slice(0, 24)
            .map(({ name }) => name),
        );
      }
    }
  });

  test('finds every one of few by pages, never used ones, too', async () => {
    for (const direction of ['ASC', 'DESC'] as const) {
      const found = await find('rareza', { field: 'LAST_USED_AT', direction }, 30);
      expect(found.toSorted()).toEqual(
        rows
          .slice(2500)
          .map(({ name }) => name)
          .toSorted(),
      );
    }
  });

  test('finds a client by a part of its client ID', async () => {
    const { clients } = await viewer.execute(document, { search: `${ids[2590]!.slice(4, 20)} 100%` });
    expect(clients.nodes).toEqual([{ name: 'Portal 2590' }]);
  });
});
