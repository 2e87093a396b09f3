import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countAuditEvents, listAuditEvents, type AuditFilter } from '../../src/audit/audit-list.ts';
import { Prisma } from '../../src/generated/prisma/client.ts';
import { searchKey } from '../../src/text.ts';
import { entriesRead, insertEntries } from '../kit/audit-rows.ts';
import { readRecord } from '../kit/audit-story.ts';
import fc from '../kit/fast-check.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { foundOrganisation } from '../kit/organisation-story.ts';

const many = 50_000;

let llavero: TestLlavero;
let owner: TestPerson;
let admin: TestPerson;

/** Every fifth concerns people. What is rare here, another organisation has many times. */
beforeAll(async () => {
  llavero = await startLlavero();
  owner = await llavero.signIn('OWNER');
  admin = await llavero.signIn('ADMIN');
  await insertEntries(llavero, llavero.organisationId, many, {
    action: `CASE n % 5 WHEN 0 THEN 'session.refused' ELSE 'client.updated' END`,
    subjectType: `CASE n % 5 WHEN 0 THEN 'administrator' ELSE 'client' END`,
    subjectId: `'cli_' || n % 1000`,
    searchKey: `concat_ws(E'\\n', CASE n % 5 WHEN 0 THEN 'session.refused' ELSE 'client.updated' END, 'ana@empresa.example',
      '10.0.' || n % 250 || '.7', CASE WHEN n % 2 = 0 THEN 'la mitad' END, CASE WHEN n % 40 = 0 THEN 'arbol' END,
      CASE WHEN n % 500 = 0 THEN 'cuarenta' END, CASE WHEN n <= 20000 THEN 'antano' END,
      CASE WHEN n <= 40 THEN '{"rareza":"zu- 🔑 κοσμοσ 京"}' END, CASE WHEN n <= 4 THEN '100%' END,
      CASE WHEN n % 5 = 0 AND n < 100 THEN 'ausente' WHEN n % 5 = 1 AND n > 30000 THEN 'ausente' END)`,
  });
  await insertEntries(llavero, await foundOrganisation(llavero, 'Other'), 3000, {
    searchKey: `'rareza zu 100% 🔑 κοσμοσ 京 ' || n`,
  });
}, 120_000);
afterAll(() => llavero.stop());

const reader = () => ({ organisationId: llavero.organisationId, role: 'OWNER' as const });
const newest = { limit: 25, oldestFirst: false };

/** A plain look through all entries: those that an owner is to find, the newest first. */
async function plainLook({ search, actions, subject }: AuditFilter): Promise<number[]> {
  const words = searchKey(search ?? '')
    .split(/\s+/)
    .filter(Boolean);
  const conditions = [
    Prisma.sql`"organisationId" = ${llavero.organisationId}::uuid`,
    ...words.map((word) => Prisma.sql`strpos("searchKey", ${word}) > 0`),
    ...(actions ? [Prisma.sql`action = ANY(${[...actions]})`] : []),
    ...(subject ? [Prisma.sql`"subjectId" = ${subject}`] : []),
  ];
  const found = await llavero.db.$queryRaw<{ sequence: number }[]>`
    SELECT sequence FROM "AuditEvent" WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY sequence DESC`;
  return found.map(({ sequence }) => sequence);
}

const sequences = ({ nodes }: any): number[] => nodes.map(({ sequence }: { sequence: number }) => sequence);

/** Both ends of what the record shows are those of the plain look, and so are the pages behind them, and the number. */
async function expectAsByPlainLook(person: TestPerson, filter: AuditFilter, expected: number[]) {
  const first = await readRecord(person, { filter, first: 30 });
  expect(sequences(first)).toEqual(expected.slice(0, 30));
  expect([first.totalCount, first.totalCountIsExact]).toEqual([
    Math.min(1000, expected.length),
    expected.length <= 1000,
  ]);
  expect(sequences(await readRecord(person, { filter, last: 30 }))).toEqual(expected.slice(-30));
  if (!first.pageInfo.hasNextPage) return;
  const second = await readRecord(person, { filter, first: 30, after: first.pageInfo.endCursor });
  expect(sequences(second)).toEqual(expected.slice(30, 60));
}

describe('N-6: among 50,000 entries, a search finds what a plain look through all of them finds', () => {
  test.each<[string, string, number]>([
    ['what all have', 'ANA@Empresa', many],
    ['what half of them have', 'mitad', many / 2],
    ['what few have', 'árbol', many / 40],
    ['what few have, here and there', 'cuarenta', many / 500],
    ['what only old ones have', 'antaño', 20_000],
    ['what only the oldest have', 'Rareza', 40],
    ['a part of a word', 'arez', 40],
    ['two letters within a word', 'ez', 40],
    ['two letters in two words of few', 'zu ez', 40],
    ['a sign that only some of the oldest have', '%', 4],
    ['a sign behind letters', '0%', 4],
    ['a quotation mark of JSON', '{"rareza":"zu-', 40],
    ['an emoji', '🔑', 40],
    ['letters of another script', 'ΚΌΣΜΟΣ', 40],
    ['a character of a script without blanks', '京', 40],
    ['an address', '10.0.249.7', many / 250],
    ['a rare word and a common one', 'mitad rareza', 20],
    ['a rare word and a single letter', 'rareza m', 40],
    ['what nobody has', 'nowhere', 0],
    ['what nobody has, of two letters', 'qx', 0],
    ['what nobody has, of signs alone', '}{', 0],
    ['nothing by a wildcard', 'a%a', 0],
  ])('%s', async (_, search, count) => {
    const expected = await plainLook({ search });
    expect(expected).toHaveLength(count);
    await expectAsByPlainLook(owner, { search }, expected);
  });

  test.each<[string, AuditFilter, number]>([
    ['a rare word of one kind', { search: 'rareza', actions: ['session.refused'] }, 8],
    ['a word that is rare in one kind alone', { search: 'ausente', actions: ['session.refused'] }, 19],
    ['of two kinds', { search: 'rareza', actions: ['session.refused', 'client.updated'] }, 40],
    ['of none', { search: 'rareza', actions: [] }, 0],
    ['of one thing', { search: 'mitad', subject: 'cli_8' }, 50],
    ['a rare word of one thing', { search: 'rareza', subject: 'cli_8' }, 1],
  ])('%s', async (_, filter, count) => {
    const expected = await plainLook(filter);
    expect(expected).toHaveLength(count);
    await expectAsByPlainLook(owner, filter, expected);
  });

  test('whatever is searched for', { timeout: 120_000 }, async () => {
    const words = [
      'rareza',
      'a',
      'zu',
      'ez',
      'árb',
      'mitad',
      '10.0.',
      '.7',
      '"',
      '🔑',
      'κοσμ',
      '0%',
      'client',
      'nadie',
    ];
    const searches = fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(searches, async (chosen) => {
        const filter = { search: chosen.join(' ') };
        await expectAsByPlainLook(owner, filter, await plainLook(filter));
      }),
      { numRuns: 40 },
    );
  });

  test('and of what concerns people, whoever is no owner finds nothing', async () => {
    const ofClients = await plainLook({ search: 'rareza', actions: ['client.updated'] });
    await expectAsByPlainLook(admin, { search: 'rareza' }, ofClients);
  });
});

describe('how many entries are read', () => {
  const page = (filter: AuditFilter) =>
    entriesRead(llavero, (db) => listAuditEvents(db, reader(), filter, newest));
  const count = (filter: AuditFilter) => entriesRead(llavero, (db) => countAuditEvents(db, reader(), filter));

  test.each<[string, AuditFilter, number]>([
    ['what only the oldest have', { search: 'rareza' }, 25],
    ['what only four have', { search: '100%' }, 4],
    ['a sign that only four have', { search: '%' }, 4],
    ['an emoji', { search: '🔑' }, 25],
    ['letters of another script', { search: 'κόσμος' }, 25],
    ['what nobody has', { search: 'nowhere' }, 0],
    ['a word that many have, and few of this kind', { search: 'ausente', actions: ['session.refused'] }, 19],
  ])('of what is rare, a small part: %s', async (_, filter, found) => {
    const { result, read } = await page(filter);
    expect(result).toHaveLength(found);
    // Some are looked at, some counted, and the index gathers the rest.
    expect(read).toBeLessThan(5000);
    expect((await count(filter)).read).toBeLessThan(5000);
  });

  test('of what many have, as many as give a page', async () => {
    expect((await page({ search: 'ana@empresa' })).read).toBeLessThanOrEqual(50);
    expect((await page({ search: 'mitad' })).read).toBeLessThanOrEqual(100);
    expect((await count({ search: 'mitad' })).read).toBeLessThan(7000);
  });
});
