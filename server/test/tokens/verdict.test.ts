import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { signAccessToken, type AccessTokenClaims } from '../../src/tokens/access-token.ts';
import {
  credentialsOf,
  deleteClientDocument,
  mutate,
  registerClient,
  revokeTokensDocument,
  rotateSecretDocument,
  type RegisteredClient,
} from '../kit/client-story.ts';
import { expectActive, expectInactive, send, verify } from '../kit/judging-story.ts';
import { startLlavero, stranger, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { claimsIn, expectRefusal, tokenOf } from '../kit/token-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let api: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
  api = await registerClient(admin, { name: 'API', mayIntrospect: true });
});
afterAll(() => llavero.stop());

/** A client of this name and a token that was found good. */
async function clientWithToken(name: string): Promise<{ client: RegisteredClient; token: string }> {
  const client = await registerClient(admin, { name });
  const token = await tokenOf(llavero, client);
  await expectActive(llavero, api, token);
  return { client, token };
}

test.each<[string, Partial<AccessTokenClaims>]>([
  ['a jti that no header can carry', { jti: 'a\r\nb' }],
  ['a jti that no table can hold', { jti: 'a\0' }],
  ['a scope that no header can carry', { scope: 'read \u20ac' }],
  ['an exp that is no date', { exp: 1e300 }],
])('a token of our own key with %s is none of ours, and harms nothing', async (_, change) => {
  const { client, token } = await clientWithToken(randomUUID());
  const claims = { ...(claimsIn(token) as AccessTokenClaims), ...change };
  const strange = signAccessToken(llavero.signingKeys.current, claims);
  await expectInactive(llavero, api, strange);
  const revoked = await send(llavero, '/revoke', client, { token: strange });
  expect([revoked.statusCode, revoked.body]).toEqual([200, '']);
  await expectActive(llavero, api, token);
});

describe('the tokens of a client', () => {
  test('N-55 N-78: are void with the client, at the next request', async () => {
    const { client, token } = await clientWithToken('Deleted');
    const others = await clientWithToken('Another');
    await mutate(admin, deleteClientDocument, { clientId: client.clientId });
    await expectInactive(llavero, api, token);
    await expectActive(llavero, api, others.token);
  });

  test('P-139: are void when they are revoked, at the next request; new ones are not', async () => {
    const { client, token } = await clientWithToken('Revoked');
    const result = await mutate(admin, revokeTokensDocument, { clientId: client.clientId });
    expect(result).toMatchObject({
      __typename: 'RevokeTokensPayload',
      client: { clientId: client.clientId, updatedAt: client.updatedAt },
    });
    await expectInactive(llavero, api, token);
    await expectActive(llavero, api, await tokenOf(llavero, client));
  });

  test('live on when the secret is rotated', async () => {
    const { client, token } = await clientWithToken('Rotated');
    await mutate(admin, rotateSecretDocument, { clientId: client.clientId });
    await expectActive(llavero, api, token);
    await mutate(admin, rotateSecretDocument, { clientId: client.clientId, revokeTokens: false });
    await expectActive(llavero, api, token);
  });

  test('are void with a rotation that says so, by one and the same commit', async () => {
    const { client, token } = await clientWithToken('Rotated and revoked');
    const { clientId } = client;
    const input = { clientId, revokeTokens: true };
    const { clientSecret } = await mutate(admin, rotateSecretDocument, input);
    await expectInactive(llavero, api, token);
    expectRefusal(await llavero.token(credentialsOf(client)), 401, 'invalid_client');
    await expectActive(llavero, api, await tokenOf(llavero, { clientId, clientSecret }));

    const generation = async () =>
      (await llavero.db.client.findUniqueOrThrow({ where: { clientId } })).tokenGeneration;
    const before = await generation();
    await llavero.db.$executeRawUnsafe(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;`);
    await llavero.db.$executeRawUnsafe(`
      CREATE TRIGGER refuse BEFORE UPDATE OF "tokenGeneration" ON "Client" EXECUTE FUNCTION refuse();`);
    expect(await admin.refusals(rotateSecretDocument, { input })).toEqual(['INTERNAL_SERVER_ERROR']);
    await llavero.db.$executeRawUnsafe('DROP TRIGGER refuse ON "Client"');
    expect(await generation()).toBe(before);
    await expectActive(llavero, api, await tokenOf(llavero, { clientId, clientSecret }));
  });

  test('are revoked of a client of this organisation alone', async () => {
    expect(await mutate(admin, revokeTokensDocument, { clientId: 'cli_0000000000000000000000' })).toEqual({
      __typename: 'NotFoundError',
      message: 'There is no such client. It may have been deleted.',
    });
  });

  test('are revoked by those who manage clients, and who gave their password lately', async () => {
    const { client, token } = await clientWithToken('Not for all');
    const input = { clientId: client.clientId };
    const viewer = await llavero.signIn('VIEWER');
    expect(await viewer.refusals(revokeTokensDocument, { input })).toEqual(['FORBIDDEN']);
    expect(await stranger(llavero.app).refusals(revokeTokensDocument, { input })).toEqual([
      'UNAUTHENTICATED',
    ]);
    const tired = await llavero.signIn('ADMIN');
    await llavero.db.session.updateMany({
      where: { userId: tired.userId },
      data: { passwordConfirmedAt: new Date(Date.now() - 16 * 60_000) },
    });
    expect(await tired.refusals(revokeTokensDocument, { input })).toEqual(['PASSWORD_REQUIRED']);
    await expectActive(llavero, api, token);
  });

  test('P-68: are void with the key that signed them', async () => {
    const { client, token } = await clientWithToken('Key gone');
    const { kid } = llavero.signingKeys.current;
    const publicKeyFor = vi.spyOn(llavero.signingKeys, 'publicKeyFor');
    publicKeyFor.mockImplementation(() => undefined);
    await expectInactive(llavero, api, token);
    expect(publicKeyFor).toHaveBeenCalledWith(kid);
    publicKeyFor.mockRestore();
    await expectActive(llavero, api, await tokenOf(llavero, client));
  });
});

describe('while the database is away', () => {
  let known: { client: RegisteredClient; token: string };
  let unknown: typeof known;
  let revoked: typeof known;

  beforeAll(async () => {
    known = await clientWithToken('Known');
    unknown = await clientWithToken('Unknown');
    revoked = await clientWithToken('Revoked before');
    await send(llavero, '/revoke', revoked.client, { token: revoked.token });
  });

  /** What any look into the tables meets; the line on which changes are heard stays open, or is silent. */
  async function away(act: () => Promise<void>, { isHearing = false } = {}): Promise<void> {
    const tables = ['Client', 'RevokedToken'];
    for (const table of tables)
      await llavero.db.$executeRawUnsafe(`ALTER TABLE "${table}" RENAME TO "${table}Away"`);
    const hearing = vi.spyOn(llavero.changes, 'isHearing').mockReturnValue(isHearing);
    vi.spyOn(llavero.changes, 'heardAt').mockReturnValue(llavero.changes.heardAt());
    try {
      await act();
    } finally {
      hearing.mockRestore();
      vi.restoreAllMocks();
      for (const table of tables)
        await llavero.db.$executeRawUnsafe(`ALTER TABLE "${table}Away" RENAME TO "${table}"`);
    }
  }

  const expectNoVerdict = async (token: string) => {
    const verified = await verify(llavero, token);
    expect([verified.statusCode, verified.json()]).toEqual([
      503,
      {
        error: 'temporarily_unavailable',
        error_description: 'The service cannot answer now. Try again shortly.',
        error_id: verified.headers['x-request-id'],
      },
    ]);
    expect(verified.headers).toMatchObject({
      'retry-after': expect.stringMatching(/^\d+$/),
      'cache-control': 'no-store',
    });
    expect(verified.headers).not.toHaveProperty('www-authenticate');
    expectRefusal(await send(llavero, '/introspect', api, { token }), 503, 'temporarily_unavailable');
  };

  test('nothing is said of a token whose client is not known', async () => {
    const { client, token } = unknown;
    llavero.authentication.registry.changed([client.clientId]);
    await away(async () => {
      const verified = await verify(llavero, token);
      expect(verified.statusCode).toBe(503);
    });
  });

  test('a token that was revoked stays so', async () => {
    await away(() => expectInactive(llavero, api, revoked.token));
  });

  test('known clients are judged for a minute, then nobody is', async () => {
    await away(async () => {
      await expectActive(llavero, api, known.token);
      const now = performance.now();
      vi.spyOn(performance, 'now').mockReturnValue(now + 61_000);
      await expectNoVerdict(known.token);
    });
    await expectActive(llavero, api, known.token);
  });
});
