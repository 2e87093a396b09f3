import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { mostPerOrganisation } from '../../src/tokens/revoked-token-store.ts';
import { signJwt } from '../../src/tokens/sign-jwt.ts';
import { credentialsOf, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { expectActive, expectInactive, send } from '../kit/judging-story.ts';
import { startBeside, startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { claimsIn, expectRefusal, tokenOf } from '../kit/token-story.ts';
import { patience } from '../kit/patience.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let api: RegisteredClient;
let client: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
  api = await registerClient(admin, { name: 'API', mayIntrospect: true });
  client = await registerClient(admin, { name: 'Portal' });
});
afterAll(() => llavero.stop());

const revoke = (caller: RegisteredClient, parameters: Record<string, string>) =>
  send(llavero, '/revoke', caller, parameters);
const storedJtis = async () => (await llavero.db.revokedToken.findMany()).map(({ jti }) => jti);

describe('a client’s own token', () => {
  test('P-111: is taken back, and no other', async () => {
    const [token, other] = [await tokenOf(llavero, client), await tokenOf(llavero, client)];
    await expectActive(llavero, api, token);
    const response = await revoke(client, { token });
    expect([response.statusCode, response.body]).toEqual([200, '']);
    expect(response.headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' });
    await expectInactive(llavero, api, token);
    await expectActive(llavero, api, other);
  });

  test('P-112: may be taken back twice', async () => {
    const token = await tokenOf(llavero, client);
    for (let n = 0; n < 2; n++) expect((await revoke(client, { token })).statusCode).toBe(200);
    const { jti } = claimsIn(token);
    expect((await storedJtis()).filter((stored) => stored === jti)).toHaveLength(1);
  });

  test('P-112: may be taken back by two requests at once', async () => {
    const token = await tokenOf(llavero, client);
    const answers = await Promise.all(Array.from({ length: 5 }, () => revoke(client, { token })));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
    await expectInactive(llavero, api, token);
  });

  test.each(['access_token', 'refresh_token', 'id_token', 'nonsense'])(
    'P-113: is taken back under the hint %s',
    async (token_type_hint) => {
      const token = await tokenOf(llavero, client);
      expect((await revoke(client, { token, token_type_hint })).statusCode).toBe(200);
      await expectInactive(llavero, api, token);
    },
  );
});

describe('what is not the client’s own token', () => {
  test.each<[string, () => Promise<string>]>([
    ['unknown', async () => 'unknown'],
    ['garbage', async () => '\0\u{1F511}..%'],
    ['forged', async () => `${(await tokenOf(llavero, client)).slice(0, -86)}${'A'.repeat(86)}`],
    [
      'expired',
      async () => {
        const claims = { ...claimsIn(await tokenOf(llavero, client)), exp: 1 };
        return signJwt(llavero.signingKeys.current, 'at+jwt', claims);
      },
    ],
  ])('P-112: is 200 and changes nothing: %s', async (_, make) => {
    const before = await storedJtis();
    const response = await revoke(client, { token: await make() });
    expect([response.statusCode, response.body]).toEqual([200, '']);
    expect(await storedJtis()).toEqual(before);
  });

  test('P-116: another client’s token stays active', async () => {
    const token = await tokenOf(llavero, api);
    expect((await revoke(client, { token })).statusCode).toBe(200);
    await expectActive(llavero, api, token);
  });
});

describe('a request', () => {
  test('P-114: without a token is refused', async () => {
    expectRefusal(await revoke(client, {}), 400, 'invalid_request');
    expectRefusal(await revoke(client, { token: '' }), 400, 'invalid_request');
  });

  test('P-115: with wrong credentials, or none, is refused, and changes nothing', async () => {
    const token = await tokenOf(llavero, client);
    const { clientSecret } = api;
    expectRefusal(await revoke({ ...client, clientSecret }, { token }), 401, 'invalid_client');
    expectRefusal(await llavero.token({ token }, { url: '/revoke' }), 401, 'invalid_client');
    await expectActive(llavero, api, token);
  });

  test('is a POST', async () => {
    const query = new URLSearchParams({ ...credentialsOf(client), token: 'x' }).toString();
    const response = await llavero.app.inject(`/revoke?${query}`);
    expect([response.statusCode, response.headers.allow]).toEqual([405, 'POST']);
  });

  test('P-119: is not promised anything while the database is away', async () => {
    const token = await tokenOf(llavero, client);
    await llavero.db.$executeRaw`ALTER TABLE "RevokedToken" RENAME TO "RevokedTokenAway"`;
    const response = await revoke(client, { token });
    await llavero.db.$executeRaw`ALTER TABLE "RevokedTokenAway" RENAME TO "RevokedToken"`;
    expectRefusal(response, 503, 'temporarily_unavailable');
    expect(response.headers['retry-after']).toMatch(/^\d+$/);
    await expectActive(llavero, api, token);
  });
});

describe('the memory of revoked tokens', () => {
  const rowOf = async (jti: string, expiresAt: Date) => {
    const { id, organisationId } = await llavero.db.client.findUniqueOrThrow({
      where: { clientId: client.clientId },
    });
    return { jti, organisationId, clientId: id, expiresAt };
  };
  const inAnHour = () => new Date(Date.now() + 3600_000);

  test('hears of those of other processes, and of many at once', async () => {
    const tokens = await Promise.all(Array.from({ length: 3 }, () => tokenOf(llavero, client)));
    const [one = '', several = '', otherwise = ''] = tokens;
    const jtiOf = (token: string) => String(claimsIn(token)['jti']);
    await llavero.db.revokedToken.create({ data: await rowOf(jtiOf(one), inAnHour()) });
    await llavero.changes.caughtUp();
    await expectInactive(llavero, api, one);
    await expectActive(llavero, api, several);

    const row = await rowOf('', inAnHour());
    const jtis = [...Array.from({ length: 100 }, (_, n) => `many-${n}`), jtiOf(several)];
    await llavero.db.revokedToken.createMany({ data: jtis.map((jti) => ({ ...row, jti })) });
    await llavero.changes.caughtUp();
    await expectInactive(llavero, api, several);

    await llavero.db.revokedToken.create({ data: await rowOf('to-be-renamed', inAnHour()) });
    await llavero.db
      .$executeRaw`UPDATE "RevokedToken" SET jti = ${jtiOf(otherwise)} WHERE jti = 'to-be-renamed'`;
    await llavero.changes.caughtUp();
    await expectInactive(llavero, api, otherwise);
  });

  test('is that of all processes', async () => {
    const beside = await startBeside(llavero);
    const token = await tokenOf(llavero, client);
    await expectActive(beside, api, token);
    await revoke(client, { token });
    await beside.changes.caughtUp();
    await expectInactive(beside, api, token);
    await beside.stop();

    const later = await startBeside(llavero);
    await expectInactive(later, api, token);
    await later.stop();
  });

  test('P-189: is cleared of what has expired, when no clock that was set back could take it for living', async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] });
    const beside = await startBeside(llavero);
    // Once it hears: what is long expired is told, and never read.
    await beside.changes.caughtUp();
    const gone = await rowOf('long-expired', new Date(Date.now() - 601_000));
    const kept = await rowOf('expired', new Date(Date.now() - 590_000));
    await llavero.db.revokedToken.createMany({ data: [gone, kept] });
    await beside.changes.caughtUp();
    const before = beside.revokedTokens.size();
    vi.advanceTimersByTime(10 * 60_000);
    vi.useRealTimers();
    expect(beside.revokedTokens.size()).toBe(before - 1);
    await vi.waitFor(async () => expect(await storedJtis()).not.toContain('long-expired'), patience);
    expect(await storedJtis()).toContain('expired');
    await beside.stop();
  });

  test('misses nothing while the line is cut', async () => {
    const token = await tokenOf(llavero, client);
    await expectActive(llavero, api, token);
    await llavero.db.$queryRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'llavero changes' AND datname = current_database()`;
    await vi.waitUntil(() => !llavero.changes.isHearing(), patience);
    await llavero.db.revokedToken.create({ data: await rowOf(String(claimsIn(token)['jti']), inAnHour()) });
    await expectInactive(llavero, api, token);
    await vi.waitUntil(() => llavero.changes.isHearing(), patience);
    await expectInactive(llavero, api, token);
  });

  test('holds 10,000 of an organisation; one more is not promised, and is again once others have expired', async () => {
    const [kept, refused] = [await tokenOf(llavero, client), await tokenOf(llavero, client)];
    await revoke(client, { token: kept });
    const { clientId } = await rowOf('', inAnHour());
    const living = await llavero.db.revokedToken.count({ where: { expiresAt: { gt: new Date() } } });
    const missing = mostPerOrganisation - living;
    await llavero.db.$executeRaw`
      INSERT INTO "RevokedToken" (jti, "organisationId", "clientId", "expiresAt")
      SELECT 'fill-' || n, ${llavero.organisationId}::uuid, ${clientId}::uuid, now() + interval '1 hour'
      FROM generate_series(1, ${missing}::int) n`;
    await llavero.changes.caughtUp();
    expect(llavero.revokedTokens.size()).toBeGreaterThanOrEqual(mostPerOrganisation);

    const response = await revoke(client, { token: refused });
    expectRefusal(response, 503, 'temporarily_unavailable');
    expect(response.headers['retry-after']).toBe('60');
    await expectActive(llavero, api, refused);
    expect((await revoke(client, { token: kept })).statusCode).toBe(200);

    await llavero.db
      .$executeRaw`UPDATE "RevokedToken" SET "expiresAt" = now() - interval '1 second' WHERE jti LIKE 'fill-%'`;
    expect((await revoke(client, { token: refused })).statusCode).toBe(200);
    await expectInactive(llavero, api, refused);
  });
});
