import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertClients } from '../kit/client-rows.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let viewer: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  viewer = await llavero.signIn('VIEWER');
});
afterAll(() => llavero.stop());

async function count(search?: string): Promise<[number, boolean]> {
  const document = 'query ($search: String) { clients(search: $search) { totalCount totalCountIsExact } }';
  const { clients } = await viewer.execute(document, { search });
  return [clients.totalCount, clients.totalCountIsExact];
}

test('a search counts exactly to 1,000, the whole list without end', async () => {
  expect(await count()).toEqual([0, true]);
  await insertClients(
    llavero,
    Array.from({ length: 1000 }, (_, n) => ({ name: `Portal ${n}` })),
  );
  await insertClients(llavero, [{ name: 'Otra' }]);
  expect(await count('portal')).toEqual([1000, true]);
  expect(await count('otra')).toEqual([1, true]);
  expect(await count()).toEqual([1001, true]);
  expect(await count('  ')).toEqual([1001, true]);

  await insertClients(llavero, [{ name: 'Portal más' }]);
  expect(await count('portal')).toEqual([1000, false]);
  expect(await count('portal mas')).toEqual([1, true]);
  expect(await count()).toEqual([1002, true]);
});
