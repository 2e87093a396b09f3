import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareFirstOwner } from '../../src/administrators/first-owner.ts';
import { asPerson, signInByPassword, startLlavero, testPassword, type TestLlavero } from '../kit/llavero.ts';

let llavero: TestLlavero;

beforeAll(async () => {
  llavero = await startLlavero();
});
afterAll(() => llavero.stop());

const prepare = (firstOwner?: { email: string; password: string }) =>
  prepareFirstOwner(llavero.db, llavero.links, { firstOwner });

test('every start makes a set-up link until there is an owner, whom the environment may name', async () => {
  const links = [await prepare(), await prepare()].map(({ setUpLink }) => setUpLink);
  expect(new Set(links).size).toBe(2);
  for (const link of links) expect(link).toMatch(/^http:\/\/localhost:4000\/setup#[\w-]{43}$/);

  const named = { email: 'Ana.lopez@Example.com', password: testPassword };
  expect(await prepare(named)).toEqual({
    notice: 'ana.lopez@example.com is the first owner and can sign in.',
  });
  const cookie = await signInByPassword(llavero.app, named.email, named.password);
  const ana = asPerson(llavero.app, { email: named.email, userId: '', cookie });
  expect(await ana.execute('{ viewer { name role } }')).toEqual({
    viewer: { name: 'Ana Lopez', role: 'OWNER' },
  });

  expect(await prepare()).toEqual({});
  expect(await prepare({ ...named, email: 'other@example.com' })).toEqual({
    notice: 'There is an owner already; LLAVERO_ADMIN_EMAIL and LLAVERO_ADMIN_PASSWORD are ignored.',
  });
  expect(await llavero.db.user.count({ where: { email: 'other@example.com' } })).toBe(0);
});
