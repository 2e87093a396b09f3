import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseOrganisation } from '../../src/organisations/choose-organisation.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { foundOrganisation } from '../kit/organisation-story.ts';

let llavero: TestLlavero;
let second: string;
let twin: string;

beforeAll(async () => {
  llavero = await startLlavero();
  second = await foundOrganisation(llavero, 'Segunda');
  twin = await foundOrganisation(llavero, 'Gemela');
  await foundOrganisation(llavero, 'GEMELA');
});
afterAll(() => llavero.stop());

const chosen = async (asked?: string) => (await chooseOrganisation(llavero.db, asked)).id;

test('V-1: the owner link is for the operator’s organisation, or the one that is named', async () => {
  expect(await chosen()).toBe(llavero.organisationId);
  expect(await chosen(' segunda')).toBe(second);
  expect(await chosen(second.toUpperCase())).toBe(second);
  expect(await chosen(twin)).toBe(twin);
});

test.each([
  ['Tercera', /no such organisation/],
  ['01a1fbe1-9193-740d-bebd-0d12140cb210', /no such organisation/],
  ['gemela', /Several organisations have this name/],
])('V-1: %s is no one organisation, and the refusal names those there are', async (asked, why) => {
  const refusal = chooseOrganisation(llavero.db, asked);
  await expect(refusal).rejects.toThrow(why);
  await expect(refusal).rejects.toThrow(`${second}  Segunda`);
});
