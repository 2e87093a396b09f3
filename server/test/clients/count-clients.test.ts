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

test('a word of some among many is counted in the sample, and where that does not reach, among all', async () => {
  await llavero.db.client.deleteMany();
  const old = new Date('2026-01-01');
  await insertClients(
    llavero,
    Array.from({ length: 2000 }, (_, n) => ({
      name: `Portal ${n}`,
      createdAt: old,
      ...(n % 100 ? {} : { description: 'exacta muestra' }),
    })),
  );
  const sampled = Array.from({ length: 1010 }, (_, n) => ({
    id: `01900000-0000-7000-8000-${(n * 256).toString(16).padStart(12, '0')}`,
    name: `Sampled ${n}`,
    description: n < 980 ? 'exacta muestra' : 'muestra',
  }));
  await insertClients(llavero, sampled);
  expect(await count('exacta')).toEqual([1000, true]);
  expect(await count('muestra')).toEqual([1000, false]);
  await insertClients(llavero, [{ name: 'One more', description: 'exacta' }]);
  expect(await count('exacta')).toEqual([1000, false]);
});
