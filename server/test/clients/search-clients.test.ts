import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertClients } from '../kit/client-rows.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let viewer: TestPerson;
let nandu: string;

const rows = [
  { name: 'Ñandú Portal', description: 'Credenciales del portal\nen dos líneas' },
  { name: 'Café NIÑO', description: 'Ventas de café' },
  { name: 'Große Straße' },
  { name: '100% real' },
  { name: 'a_b', description: 'underline' },
  { name: 'axb', description: '_none' },
  { name: 'back\\slash' },
  { name: 'ﬁnanzas Ａ１' },
  { name: 'مفاتيح 🔑' },
  { name: 'Κόσμος' },
];
const everyone = rows.map(({ name }) => name);

beforeAll(async () => {
  llavero = await startLlavero();
  viewer = await llavero.signIn('VIEWER');
  nandu = (await insertClients(llavero, rows))[0]!;
});
afterAll(() => llavero.stop());

async function search(text: string | null): Promise<string[]> {
  const { clients } = await viewer.execute(
    'query ($search: String) { clients(search: $search) { totalCount totalCountIsExact nodes { name } } }',
    { search: text },
  );
  const names = clients.nodes.map(({ name }: { name: string }) => name);
  expect([clients.totalCount, clients.totalCountIsExact]).toEqual([names.length, true]);
  return names.sort();
}

describe('N-18: a search finds', () => {
  test.each<[string, string | null, string[]]>([
    ['everyone, when nothing is asked', null, everyone],
    ['everyone, when nothing is typed', '', everyone],
    ['everyone, for blanks', ' \t\n　', everyone],
    ['without accents', 'nandu', ['Ñandú Portal']],
    ['with accents', 'ÑANDÚ', ['Ñandú Portal']],
    ['with accents where there are none', 'pörtál', ['Ñandú Portal']],
    ['with accents as characters of their own', 'n\u0303andu\u0301', ['Ñandú Portal']],
    ['a part of a word', 'ort', ['Ñandú Portal']],
    ['in the description', 'VENTAS', ['Café NIÑO']],
    ['a short word where a word begins', 'Pó', ['Ñandú Portal']],
    ['a single letter where a word begins', 'x', []],
    ['no short word within another', 'rt', []],
    ['a short word behind a sign', 'b', ['a_b', 'back\\slash']],
    ['a sign at either side of what it joins', 'k\\s', ['back\\slash']],
    ['several words, in any order', 'nino cafe', ['Café NIÑO']],
    ['a word of the name and one of the description', 'ñandú credenciales', ['Ñandú Portal']],
    ['words on two lines', 'portal líneas', ['Ñandú Portal']],
    ['nothing when one word is nowhere', 'cafe nandu', []],
    ['ß as ss', 'STRASSE', ['Große Straße']],
    ['ss as ß', 'groß', ['Große Straße']],
    ['a percent sign as itself', '%', ['100% real']],
    ['a percent sign within a word', '0%', ['100% real']],
    ['nothing by a percent sign as a wildcard', '1%l', []],
    ['an underline as itself', 'a_b', ['a_b']],
    ['nothing from the end of the name to the beginning of the description', 'b_', []],
    ['a backslash as itself', '\\', ['back\\slash']],
    ['nothing by a backslash before a wildcard', '\\%', []],
    ['nothing by a quote', `'`, []],
    ['nothing by SQL', `' OR '1'='1`, []],
    ['letters of another width', 'FINANZAS a1', ['ﬁnanzas Ａ１']],
    ['right-to-left text', 'مفاتيح', ['مفاتيح 🔑']],
    ['an emoji', '🔑', ['مفاتيح 🔑']],
    ['both forms of sigma', 'κοσμοΣ', ['Κόσμος']],
    ['words around a null character', 'nandu\0portal', ['Ñandú Portal']],
    ['nothing by half a character', '\uD83D', []],
    ['nothing by 10,000 letters', 'x'.repeat(10_000), []],
  ])('%s', async (_, text, names) => {
    expect(await search(text)).toEqual([...names].sort());
  });

  test('the client ID, whole or in part, whatever the case', async () => {
    for (const text of [nandu, nandu.slice(4, 16), nandu.toUpperCase()]) {
      expect(await search(text)).toEqual(['Ñandú Portal']);
    }
  });

  test('no client ID by a short word, which stands in many of them by chance', async () => {
    expect(await search(nandu.slice(4, 9))).toEqual([]);
  });
});
