import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  credentialsOf,
  mutate,
  registerClient,
  rotateSecretDocument,
  type RegisteredClient,
} from '../kit/client-story.ts';
import { verify } from '../kit/judging-story.ts';
import { startLlavero, testPassword, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { basicHeader } from '../kit/token-story.ts';
import { patience } from '../kit/patience.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let client: RegisteredClient;
const secrets = new Map<string, string>();

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
  client = await registerClient(admin);
  await liveThrough();
  await llavero.usage.flush();
});
afterAll(() => llavero.stop());

/** A day in the life of a client, with every way of putting a secret where it does not belong, and an outage. */
async function liveThrough(): Promise<void> {
  const { clientId, clientSecret } = client;
  const { clientSecret: newSecret } = await mutate(admin, rotateSecretDocument, { clientId });
  const rotated = { ...client, clientSecret: newSecret };
  const { access_token: token } = (await llavero.token(credentialsOf(rotated))).json();
  secrets
    .set('first secret', clientSecret.slice(13))
    .set('secret', newSecret.slice(13))
    .set('token', token.split('.')[2])
    .set('session', decodeURIComponent(admin.cookie.split('=')[1] ?? '').split('.')[0] ?? '')
    .set('password', testPassword);

  const form = { grant_type: 'client_credentials' };
  const doors = ['/token', '/introspect', '/revoke'];
  for (const url of doors) {
    for (const sent of [newSecret, clientSecret, token]) {
      const ask = (parameters: Record<string, string>, headers: Record<string, string> = {}, query = '') =>
        llavero.token({ ...form, ...parameters }, { url: `${url}${query}`, headers });
      await ask({ client_id: clientId, client_secret: sent, token: sent });
      await ask({ client_id: clientId, client_secret: `${sent} `, scope: sent });
      await ask({ client_id: sent, client_secret: clientId });
      await ask({ client_id: ` ${sent}`, client_secret: sent });
      await ask({ client_id: clientId, client_secret: newSecret, scope: sent, token: sent, [sent]: sent });
      await ask({ client_id: clientId, client_secret: newSecret, grant_type: sent, token: sent });
      await ask({}, basicHeader(clientId, sent));
      await ask({}, basicHeader(sent, clientId));
      await ask({}, { authorization: `Bearer ${sent}` }, `?client_secret=${sent}&access_token=${sent}`);
      await ask({ client_assertion: sent, client_assertion_type: sent });
      await llavero.app.inject({ method: 'POST', url, payload: { client_secret: sent } });
      await llavero.app.inject({ method: 'PUT', url: `${url}?${sent}`, payload: sent });
    }
  }
  for (const sent of [newSecret, token]) {
    await verify(llavero, sent);
    await llavero.app.inject(`/verify/${sent}?access_token=${sent}`);
    await llavero.app.inject({
      url: `/${sent}`,
      headers: { cookie: admin.cookie, authorization: `Bearer ${sent}` },
    });
    await admin
      .execute('query ($id: ID!) { client(clientId: $id) { name } }', { id: `x${sent}` })
      .catch(() => {});
  }
  await llavero.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    payload: { email: admin.email, password: `${testPassword}!` },
  });
  await llavero.db.$executeRaw`ALTER TABLE "Client" RENAME TO "ClientAway"`;
  const askForNobody = () =>
    llavero.token(credentialsOf({ ...rotated, clientId: 'cli_0000000000000000000000' }));
  expect((await askForNobody()).statusCode).toBe(503);
  await admin.execute('{ clients { totalCount } }').catch(() => {});
  await llavero.db.$executeRaw`ALTER TABLE "ClientAway" RENAME TO "Client"`;
  await vi.waitUntil(async () => (await askForNobody()).statusCode !== 503, patience);
}

/** What nobody may read. A part is as bad as the whole. */
function expectNoneIn(text: string): void {
  expect(secrets.size).toBe(5);
  for (const [name, secret] of secrets) {
    expect(secret.length).toBeGreaterThan(20);
    for (const part of [secret.slice(0, 20), secret.slice(-20)]) {
      expect(text.includes(part), `a part of the ${name}`).toBe(false);
    }
  }
}

test('P-178: secrets, tokens, sessions and passwords are in no line of the log, at no level', () => {
  expect(llavero.logged.length).toBeGreaterThan(100);
  expectNoneIn(llavero.logged.join(''));
});

test('P-40: they are in no table', async () => {
  const tables = await llavero.db.$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'Session'`;
  expect(tables.map(({ name }) => name)).toContain('Refusal');
  const rows = await Promise.all(
    tables.map(({ name }) => llavero.db.$queryRawUnsafe(`SELECT to_jsonb(t)::text AS row FROM "${name}" t`)),
  );
  expectNoneIn(JSON.stringify(rows));
});

test('P-178: they are in no refusal that an administrator reads, and in no metric', async () => {
  const { client: read } = await admin.execute(
    `query ($id: ID!) { client(clientId: $id) { refusals(first: 50) { code clientId refusedScopes secretHint address } } }`,
    { id: client.clientId },
  );
  expect(read.refusals.length).toBeGreaterThan(30);
  expectNoneIn(JSON.stringify(read) + (await llavero.app.inject('/metrics')).body);
});

test('P-181: every token and every refusal is a line with who, from where and when', async () => {
  const other = await registerClient(admin, { name: 'Accountable' });
  const issued = await llavero.token(credentialsOf(other));
  const refused = await llavero.token({ ...credentialsOf(other), scope: 'delete' });
  const lineOf = (id: unknown, message: string) =>
    llavero.logged
      .map((line) => JSON.parse(line))
      .find(({ requestId, msg }) => requestId === id && msg === message);
  const { jti } = JSON.parse(
    Buffer.from(issued.json().access_token.split('.')[1] ?? '', 'base64url').toString(),
  );
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  const { clientId } = other;
  expect(lineOf(issued.headers['x-request-id'], 'token issued')).toEqual({
    level: 30,
    time,
    requestId: issued.headers['x-request-id'],
    clientId,
    jti,
    scope: 'read',
    msg: 'token issued',
  });
  expect(lineOf(refused.json().error_id, 'refused')).toEqual({
    level: 30,
    time,
    requestId: refused.json().error_id,
    route: '/token',
    error: 'invalid_scope',
    status: 400,
    clientId,
    address: '127.0.0.1',
    reason: 'SCOPE_NOT_ALLOWED',
    refusedScopes: ['delete'],
    msg: 'refused',
  });
});
