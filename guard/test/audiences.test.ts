import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { deleteApiDocument, describeApi, type ShownApi } from '../../server/test/kit/api-story.ts';
import {
  credentialsOf,
  deleteClientDocument,
  mutate,
  registerClient,
  type RegisteredClient,
} from '../../server/test/kit/client-story.ts';
import type { TestLlavero, TestPerson } from '../../server/test/kit/llavero.ts';
import { foundOrganisation, signInTo } from '../../server/test/kit/organisation-story.ts';
import type { Guard, GuardError, GuardOptions } from '../src/guard.ts';
import { guardOf, listeningLlavero } from './guard-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let invoices: ShownApi;
const guards: Guard[] = [];

beforeAll(async () => {
  llavero = await listeningLlavero();
  admin = await llavero.signIn('ADMIN');
  invoices = await describeApi(admin, 'Invoices', ['invoices:read'], { signingAlgorithm: 'EdDSA' });
});
afterEach(() => guards.splice(0).forEach((guard) => guard.stop()));
afterAll(() => llavero.stop());

function guardFor(audience: string, options: Partial<GuardOptions> = {}): Guard {
  const guard = guardOf(llavero, { audience, pollSeconds: 0.1, ...options });
  guards.push(guard);
  return guard;
}

async function tokenFor(client: RegisteredClient, resource: string): Promise<string> {
  const response = await llavero.token({ ...credentialsOf(client), resource });
  expect(response.body).toContain('access_token');
  return response.json<{ access_token: string }>().access_token;
}

const statusOf = (guard: Guard, token: string) =>
  guard.verify(token).then(
    () => 200,
    (error: GuardError) => error.status,
  );

test('P-144: each API lets in the tokens that are for it, and no others of the same client', async () => {
  const client = await registerClient(admin, { name: 'Of two APIs', scopes: ['read', 'invoices:read'] });
  const { audience: common } = llavero.config;
  const [ofInvoices, ofCommon] = [guardFor(invoices.audience), guardFor(common)];
  const [forInvoices, forCommon] = [
    await tokenFor(client, invoices.audience),
    await tokenFor(client, common),
  ];
  expect(await ofInvoices.verify(forInvoices)).toMatchObject({ scopes: ['invoices:read'] });
  expect([
    await statusOf(ofCommon, forCommon),
    await statusOf(ofInvoices, forCommon),
    await statusOf(ofCommon, forInvoices),
  ]).toEqual([200, 401, 401]);
});

test('V-1 N-55: the APIs of another organisation hear what was taken back there', async () => {
  const organisationId = await foundOrganisation(llavero, 'Segunda');
  const theirAdmin = await signInTo(llavero, organisationId, 'ADMIN');
  const { audience } = await describeApi(theirAdmin, 'Theirs', ['theirs:read']);
  const client = await registerClient(theirAdmin, { name: 'Their client', scopes: ['read', 'theirs:read'] });
  for (const resource of [`${llavero.config.issuer}/api/${organisationId}`, audience]) {
    const [guard, token] = [guardFor(resource), await tokenFor(client, resource)];
    expect(await statusOf(guard, token)).toBe(200);
    expect(await statusOf(guardFor(invoices.audience), token)).toBe(401);
  }
  const [guard, token] = [guardFor(audience), await tokenFor(client, audience)];
  await mutate(theirAdmin, deleteClientDocument, { clientId: client.clientId });
  await vi.waitUntil(async () => (await statusOf(guard, token)) === 401, { timeout: 5000, interval: 50 });
});

test('an API that is described no more lets nobody in, as soon as its list is too old', async () => {
  const { id, audience } = await describeApi(admin, 'Leaving', ['leaving:read']);
  const client = await registerClient(admin, { name: 'Left', scopes: ['leaving:read'] });
  const [guard, token] = [guardFor(audience, { maxListAgeSeconds: 1 }), await tokenFor(client, audience)];
  expect(await statusOf(guard, token)).toBe(200);
  await mutate(admin, deleteApiDocument, { id, evenIfInUse: true });
  await vi.waitUntil(async () => (await statusOf(guard, token)) === 503, { timeout: 5000, interval: 50 });
});
