import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { send } from '../kit/judging-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { foundOrganisation, signInTo } from '../kit/organisation-story.ts';
import { claimsIn, tokenOf } from '../kit/token-story.ts';
import { askVerify } from '../kit/verify-story.ts';

let llavero: TestLlavero;
let other: string;
let theirs: RegisteredClient;
let ours: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  other = await foundOrganisation(llavero, 'Segunda');
  theirs = await registerClient(await signInTo(llavero, other, 'ADMIN'), { mayIntrospect: true });
  ours = await registerClient(await llavero.signIn('ADMIN'), { mayIntrospect: true });
});
afterAll(() => llavero.stop());

const own = () => `${llavero.config.issuer}/api/${other}`;

test('V-1: the tokens of another organisation are for an API of its own', async () => {
  expect(claimsIn(await tokenOf(llavero, theirs))).toMatchObject({ aud: own(), org: other });
  expect(claimsIn(await tokenOf(llavero, ours))['aud']).toBe(llavero.config.audience);
});

test('P-144 P-158: a token of one organisation does not pass before the API of another', async () => {
  const token = await tokenOf(llavero, theirs);
  const resource = encodeURIComponent(own());
  expect((await askVerify(llavero, token)).statusCode).toBe(401);
  expect((await askVerify(llavero, token, { url: `/verify?resource=${resource}` })).statusCode).toBe(204);
  const our = await tokenOf(llavero, ours);
  expect((await askVerify(llavero, our, { url: `/verify?resource=${resource}` })).statusCode).toBe(401);
});

test('P-121 P-122: each asks about the tokens of its own', async () => {
  const [their, our] = [await tokenOf(llavero, theirs), await tokenOf(llavero, ours)];
  const isActive = async (api: RegisteredClient, token: string) =>
    (await send(llavero, '/introspect', api, { token })).json().active;
  expect([await isActive(theirs, their), await isActive(ours, our)]).toEqual([true, true]);
  expect([await isActive(theirs, our), await isActive(ours, their)]).toEqual([false, false]);
});
