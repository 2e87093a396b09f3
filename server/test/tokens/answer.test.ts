import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { credentialsOf, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { claimsOf, expectRefusal } from '../kit/token-story.ts';

let llavero: TestLlavero;
let client: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  client = await registerClient(await llavero.signIn('ADMIN'), { scopes: ['read', 'update'] });
});
afterAll(() => llavero.stop());

describe('a token', () => {
  test('P-11 P-16: is answered with its type, its life and its scope, and nothing else', async () => {
    const response = await llavero.token(credentialsOf(client));
    expect([response.statusCode, response.json()]).toEqual([
      200,
      {
        access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]{86}$/),
        token_type: 'Bearer',
        expires_in: 3600,
        scope: 'read update',
      },
    ]);
  });

  test('P-12: is kept by no cache', async () => {
    const { headers } = await llavero.token(credentialsOf(client));
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      pragma: 'no-cache',
    });
  });

  test('P-18: is another one for each of two requests at once', async () => {
    const responses = await Promise.all([
      llavero.token(credentialsOf(client)),
      llavero.token(credentialsOf(client)),
    ]);
    const [one, other] = responses.map((response) => ({
      token: response.json().access_token,
      jti: claimsOf(response)['jti'],
    }));
    expect(one?.jti).toMatch(/^[\w-]{22}$/);
    expect(one?.jti).not.toBe(other?.jti);
    expect(one?.token).not.toBe(other?.token);
  });
});

describe('a refusal', () => {
  const hostile = ['"quoted"', 'back\\slash', 'new\nline', 'ñandú 🔑', '<script>alert(1)</script>', '\u202E'];

  test.each(hostile)('P-13 P-14: echoes nothing of a scope %j', async (scope) => {
    const response = await llavero.token({ ...credentialsOf(client), scope });
    expectRefusal(response, 400, 'invalid_scope');
    expect(response.json().error_description).not.toContain(scope);
  });

  test.each(hostile)('P-13 P-14: echoes nothing of a grant type or a client ID %j', async (value) => {
    const badGrant = await llavero.token({ ...credentialsOf(client), grant_type: value });
    expectRefusal(badGrant, 400, 'unsupported_grant_type');
    const badClient = await llavero.token({ ...credentialsOf(client), client_id: value });
    expectRefusal(badClient, 401, 'invalid_client');
    for (const response of [badGrant, badClient]) {
      expect(response.json().error_description).not.toContain(value);
    }
  });

  test('P-181: is found in the log with its cause, under its error_id', async () => {
    const { error_id } = (await llavero.token({ ...credentialsOf(client), scope: 'read admin' })).json();
    const line = llavero.logged
      .map((text) => JSON.parse(text))
      .find(({ requestId, reason }) => requestId === error_id && reason);
    expect(line).toMatchObject({
      error: 'invalid_scope',
      status: 400,
      reason: 'SCOPE_NOT_ALLOWED',
      refusedScopes: ['admin'],
    });
  });

  test('P-14: an outage of the database is a 503 with Retry-After, and never a 401', async () => {
    await llavero.db.$executeRaw`ALTER TABLE "Client" RENAME TO "ClientAway"`;
    const notKnown = { ...client, clientId: 'cli_0000000000000000000000' };
    const response = await llavero.token(credentialsOf(notKnown));
    await llavero.db.$executeRaw`ALTER TABLE "ClientAway" RENAME TO "Client"`;
    expectRefusal(response, 503, 'temporarily_unavailable');
    expect(response.headers['retry-after']).toMatch(/^\d+$/);
    expect(response.body).not.toMatch(/Client|prisma|relation/);
    expect((await llavero.token(credentialsOf(client))).statusCode).toBe(200);
  });
});
