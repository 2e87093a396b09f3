import { createHash } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { mostClientsListed } from '../../src/tokens/revocation-list-store.ts';
import { describeApi } from '../kit/api-story.ts';
import {
  deleteClientDocument,
  mutate,
  registerClient,
  revokeTokensDocument,
  rotateSecretDocument,
  updateClientDocument,
} from '../kit/client-story.ts';
import { send } from '../kit/judging-story.ts';
import { keyOf, revokeSigningKeyDocument } from '../kit/key-story.ts';
import { startBeside, startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { foundOrganisation, signInTo } from '../kit/organisation-story.ts';
import { claimsIn, tokenOf } from '../kit/token-story.ts';
import { patience } from '../kit/patience.ts';

let llavero: TestLlavero;
let admin: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
});
afterAll(() => llavero.stop());

const path = '/.well-known/revocations';
const issuer = 'http://localhost:4000';
const audience = `${issuer}/api`;

type List = { clients: Record<string, number | null>; tokens: string[]; keys: string[]; iat: number };

const hashOf = (clientId: string) =>
  createHash('sha256').update(clientId).digest().subarray(0, 8).toString('base64url');
const listOf = async ({ app }: TestLlavero, query = '') =>
  decodeJwt<List>((await app.inject(`${path}${query}`)).body);
/** What the list says of this client, as soon as it says something. */
const entryOf = (clientId: string, of = llavero) =>
  vi.waitUntil(async () => {
    const { clients } = await listOf(of);
    return hashOf(clientId) in clients && { lowest: clients[hashOf(clientId)] };
  }, patience);
const rowOf = (clientId: string) => llavero.db.tokenRecall.findUnique({ where: { clientId } });

describe('the list', () => {
  test('N-55: is signed by the current key, for one API, as no access token is', async () => {
    const response = await llavero.app.inject(path);
    expect([
      response.statusCode,
      response.headers['content-type'],
      response.headers['cache-control'],
    ]).toEqual([200, 'application/jwt', 'no-cache']);
    const { payload, protectedHeader } = await jwtVerify(
      response.body,
      createLocalJWKSet(llavero.signingKeys.jwks),
    );
    const { kid, algorithm } = llavero.signingKeys.current;
    expect(protectedHeader).toEqual({ alg: algorithm, kid, typ: 'revocations+jwt' });
    const iat = payload.iat ?? 0;
    expect(payload).toEqual({
      ...{ iss: issuer, aud: audience, iat, exp: iat + 60 },
      ...{ keys: [], clients: {}, tokens: [] },
    });
    expect(Math.abs(Date.now() / 1000 - iat)).toBeLessThan(20);
  });

  test('is the same for the audience that it is for, and there is none for another', async () => {
    const about = (query: string) => llavero.app.inject(`${path}?${query}`);
    expect((await about(`audience=${encodeURIComponent(audience)}`)).statusCode).toBe(200);
    const others = [
      'audience=https://other.example',
      'audience=',
      `audience=${audience}&audience=${audience}`,
    ];
    for (const query of others) expect((await about(query)).statusCode).toBe(404);
  });

  test('is not sent twice to whoever holds it', async () => {
    await vi.waitFor(async () => {
      const { headers } = await llavero.app.inject(path);
      const etag = String(headers['etag']);
      expect(etag).toMatch(/^W\/"[\w-]+"$/);
      for (const tags of [etag, `"other", ${etag}`, '*']) {
        const again = await llavero.app.inject({ url: path, headers: { 'if-none-match': tags } });
        expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', etag]);
      }
    }, patience);
    const other = await llavero.app.inject({ url: path, headers: { 'if-none-match': 'W/"other"' } });
    expect(other.statusCode).toBe(200);
  });

  test('has the same entity tag on another process', async () => {
    const beside = await startBeside(llavero);
    const tagOf = async ({ app }: TestLlavero) => (await app.inject(path)).headers['etag'];
    await vi.waitFor(async () => expect(await tagOf(beside)).toBe(await tagOf(llavero)), patience);
    await beside.stop();
  });
});

describe('the lists for the APIs of another organisation', () => {
  test('V-1 N-55: name what was taken back there, and nothing of anybody else', async () => {
    const organisationId = await foundOrganisation(llavero, 'Segunda');
    const theirAdmin = await signInTo(llavero, organisationId, 'ADMIN');
    const second = await describeApi(theirAdmin, 'Second', ['second:read']);
    const theirs = await registerClient(theirAdmin, { name: 'Theirs' });
    const ours = await registerClient(admin, { name: 'Ours' });
    await mutate(theirAdmin, revokeTokensDocument, { clientId: theirs.clientId });
    await mutate(admin, revokeTokensDocument, { clientId: ours.clientId });
    for (const aud of [`${issuer}/api/${organisationId}`, second.audience]) {
      const list = () => listOf(llavero, `?${new URLSearchParams({ audience: aud })}`);
      await vi.waitFor(
        async () => expect(await list()).toMatchObject({ aud, clients: { [hashOf(theirs.clientId)]: 2 } }),
        5000,
      );
      expect(Object.keys((await list()).clients)).toEqual([hashOf(theirs.clientId)]);
    }
    expect(await entryOf(ours.clientId)).toEqual({ lowest: 2 });
    expect((await listOf(llavero)).clients).not.toHaveProperty(hashOf(theirs.clientId));
  });
});

describe('N-55 N-78: it names', () => {
  test('a client that was deleted', async () => {
    const { clientId } = await registerClient(admin, { name: 'Deleted' });
    await mutate(admin, deleteClientDocument, { clientId });
    expect(await entryOf(clientId)).toEqual({ lowest: null });
    expect(await rowOf(clientId)).toMatchObject({ organisationId: llavero.organisationId });
  });

  test('a client whose tokens were revoked, again and again', async () => {
    const { clientId } = await registerClient(admin, { name: 'Revoked' });
    await mutate(admin, revokeTokensDocument, { clientId });
    expect(await entryOf(clientId)).toEqual({ lowest: 2 });
    await mutate(admin, rotateSecretDocument, { clientId, revokeTokens: true });
    await vi.waitFor(async () => expect(await entryOf(clientId)).toEqual({ lowest: 3 }), patience);
    await mutate(admin, deleteClientDocument, { clientId });
    await vi.waitFor(async () => expect(await entryOf(clientId)).toEqual({ lowest: null }), patience);
  });

  test('a token that was revoked by its client', async () => {
    const client = await registerClient(admin, { name: 'Takes back' });
    const token = await tokenOf(llavero, client);
    await send(llavero, '/revoke', client, { token });
    const { jti } = claimsIn(token);
    await vi.waitFor(async () => expect((await listOf(llavero)).tokens).toContain(jti), patience);
  });

  test('no client of whom something else was changed', async () => {
    const { clientId } = await registerClient(admin, { name: 'Changed' });
    await mutate(admin, updateClientDocument, { clientId, scopes: ['read', 'create'] });
    await mutate(admin, rotateSecretDocument, { clientId });
    expect(await rowOf(clientId)).toBeNull();
  });

  test('what was done by plain statements, on every process', async () => {
    const beside = await startBeside(llavero);
    const names = ['Raised', 'Gone', 'Renamed'];
    const clients = await Promise.all(names.map((name) => registerClient(admin, { name })));
    const [raised = '', gone = '', renamed = ''] = clients.map(({ clientId }) => clientId);
    await beside.app.inject(path);
    await llavero.db
      .$executeRaw`UPDATE "Client" SET "tokenGeneration" = "tokenGeneration" + 4 WHERE "clientId" = ${raised}`;
    await llavero.db.$executeRaw`DELETE FROM "Client" WHERE "clientId" = ${gone}`;
    await llavero.db.$executeRaw`UPDATE "Client" SET "clientId" = 'cli_other' WHERE "clientId" = ${renamed}`;
    expect(await entryOf(raised, beside)).toEqual({ lowest: 5 });
    expect(await entryOf(gone, beside)).toEqual({ lowest: null });
    expect(await entryOf(renamed, beside)).toEqual({ lowest: null });
    await beside.stop();
  });

  test('every client, when the table is emptied', async () => {
    const one = await startLlavero();
    const { clientId } = await registerClient(await one.signIn('ADMIN'));
    await one.db.$executeRaw`TRUNCATE "Client" CASCADE`;
    expect(await entryOf(clientId, one)).toEqual({ lowest: null });
    await one.stop();
  });

  test('nothing that was undone', async () => {
    const { clientId } = await registerClient(admin, { name: 'Stays' });
    const undone = llavero.db.$transaction(async (transaction) => {
      await transaction.client.delete({ where: { clientId } });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await rowOf(clientId)).toBeNull();
  });

  test('a signing key that was revoked', async () => {
    const owner = await llavero.signIn('OWNER');
    const { id } = await keyOf(owner, 'CURRENT');
    await mutate(owner, revokeSigningKeyDocument, { keyId: id });
    expect((await listOf(llavero)).keys).toEqual([id]);
  });
});

describe('it is bounded', () => {
  test('what no token can have outlived is forgotten', async () => {
    const [old, recent] = await Promise.all(['Old', 'Recent'].map((name) => registerClient(admin, { name })));
    for (const client of [old, recent]) {
      await mutate(admin, deleteClientDocument, { clientId: client?.clientId });
    }
    const age = (clientId: string | undefined, hours: number) =>
      llavero.db.$executeRaw`
        UPDATE "TokenRecall" SET "recalledAt" = now() - make_interval(hours => ${hours}::int) WHERE "clientId" = ${clientId}`;
    await age(recent?.clientId, 24);
    await age(old?.clientId, 26);
    await vi.waitFor(async () => {
      const { clients } = await listOf(llavero);
      expect(clients).toHaveProperty(hashOf(recent?.clientId ?? ''));
      expect(clients).not.toHaveProperty(hashOf(old?.clientId ?? ''));
    }, patience);
    const { clientId } = await registerClient(admin, { name: 'Next' });
    await mutate(admin, deleteClientDocument, { clientId });
    expect([await rowOf(old?.clientId ?? ''), (await rowOf(recent?.clientId ?? ''))?.clientId]).toEqual([
      null,
      recent?.clientId,
    ]);
  });

  test('a list that would be too long is refused, rather than cut', async () => {
    await llavero.db.$executeRaw`
      INSERT INTO "TokenRecall" SELECT 'fill-' || n, ${llavero.organisationId}::uuid, NULL, now()
      FROM generate_series(1, ${mostClientsListed}::int) n`;
    await vi.waitFor(async () => expect((await llavero.app.inject(path)).statusCode).toBe(503), patience);
    await llavero.db.$executeRaw`DELETE FROM "TokenRecall" WHERE "clientId" > 'fill-1'`;
    await vi.waitFor(async () => expect((await llavero.app.inject(path)).statusCode).toBe(200), patience);
  });
});

describe('while the database is away', () => {
  const away = (of: TestLlavero) =>
    of.db.$executeRaw`ALTER TABLE "TokenRecall" RENAME COLUMN "recalledAt" TO "away"`;
  const back = (of: TestLlavero) =>
    of.db.$executeRaw`ALTER TABLE "TokenRecall" RENAME COLUMN "away" TO "recalledAt"`;
  const cut = (of: TestLlavero) => of.changes.stop();
  const statusOf = async ({ app }: TestLlavero) => (await app.inject(path)).statusCode;

  test.each([
    ['60', 200],
    ['0', 503],
  ])('it serves for LLAVERO_STALE_SECONDS: %s', async (LLAVERO_STALE_SECONDS, status) => {
    const one = await startLlavero({ LLAVERO_STALE_SECONDS });
    // When the line opens, what was read before it is no longer believed.
    await vi.waitUntil(() => one.changes.isHearing(), patience);
    expect(await statusOf(one)).toBe(200);
    await away(one);
    await cut(one);
    await vi.waitUntil(async () => {
      await statusOf(one);
      return one.logged.some((line) => line.includes('list could not be read'));
    }, patience);
    expect(await statusOf(one)).toBe(status);
    await back(one);
    await vi.waitUntil(async () => (await statusOf(one)) === 200, patience);
    await one.stop();
  });

  test('it does not serve once it is known to be outdated', async () => {
    const one = await startLlavero();
    expect(await statusOf(one)).toBe(200);
    await away(one);
    void one.revocationLists.changed('');
    await vi.waitUntil(async () => (await statusOf(one)) === 503, patience);
    const response = await one.app.inject(path);
    expect([response.headers['retry-after'], response.json()]).toEqual([
      '5',
      { code: 'UNAVAILABLE', message: expect.stringContaining('Try again') },
    ]);
    await back(one);
    await vi.waitUntil(async () => (await statusOf(one)) === 200, patience);
    await one.stop();
  });
});
