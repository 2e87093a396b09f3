import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  assertionClaims,
  assertionForm,
  makeAppKey,
  registerKeyClient,
  signAssertion,
} from '../kit/assertion-story.ts';
import {
  credentialsOf,
  registerClient,
  rotateSecretDocument,
  updateClientDocument,
} from '../kit/client-story.ts';
import { createFakedClock, findLibfaketime, type FakedClock } from '../kit/faked-clock.ts';
import {
  askForToken,
  send,
  sendForm,
  signInAt,
  verify,
  type DistantAdministrator,
} from '../kit/from-outside.ts';
import { startLlavero, testPassword, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { startProcess, type LlaveroProcess } from '../kit/process.ts';
import { claimsIn } from '../kit/token-story.ts';

const library = await findLibfaketime();
const why = 'missing' in library ? ` (skipped, for want of libfaketime: ${library.missing})` : '';

// The clock of one process is set; that of the database and of the application goes on rightly.
describe.skipIf(why)(`P-189: a clock that is set back by a minute${why}`, () => {
  let clock: FakedClock;
  let llavero: TestLlavero;
  let person: TestPerson;
  let program: LlaveroProcess;
  let admin: DistantAdministrator;

  beforeAll(async () => {
    clock = await createFakedClock('path' in library ? library.path : '');
    llavero = await startLlavero();
    person = await llavero.signIn('ADMIN');
    program = await startProcess(llavero, { ...clock.env, LLAVERO_ISSUER: 'http://localhost:4000' });
    admin = await signInAt(program.url, { email: person.email, password: testPassword });
  }, 400_000);
  afterAll(async () => {
    await program.stop();
    await llavero.stop();
  }, 120_000);
  beforeEach(() => setClock(0));

  /** Resolves when the program's clock shows it. */
  async function setClock(secondsAhead: number): Promise<void> {
    await clock.set(secondsAhead);
    const off = async () => {
      const { headers } = await send(`${program.url}/healthz`);
      return Math.abs(Date.parse(headers.get('date') ?? '') / 1000 + -secondsAhead - Date.now() / 1000);
    };
    await expect.poll(off, { timeout: 120_000 }).toBeLessThan(3);
  }

  const tokenOf = async (client: Parameters<typeof askForToken>[1]): Promise<string> => {
    const answer = await askForToken(program.url, client);
    expect(answer.status).toBe(200);
    return answer.json().access_token;
  };

  test('takes no token and no secret from those who have one, and gives new ones', async () => {
    const client = await admin.register('Before the step');
    const api = await admin.register('Asks', { mayIntrospect: true });
    const before = await tokenOf(client);
    const fresh = await admin.register('Secret never used before the step');
    await setClock(-60);
    expect((await verify(program.url, before)).status).toBe(204);
    const introspected = await sendForm(`${program.url}/introspect`, {
      ...credentialsOf(api),
      token: before,
    });
    expect(introspected.json()).toMatchObject({ active: true, client_id: client.clientId });
    expect((await verify(program.url, await tokenOf(client))).status).toBe(204);
    await tokenOf(fresh);
    const { clientSecret } = await admin.mutate(rotateSecretDocument, { clientId: client.clientId });
    await tokenOf({ ...client, clientSecret });
    expect((await askForToken(program.url, client)).status).toBe(401);
  });

  test('takes the secret that a process with the right clock has made', async () => {
    await setClock(-60);
    await tokenOf(await registerClient(person, { name: 'Made by the right clock' }));
  });

  test('takes the assertion of an application whose clock is right, and none twice', async () => {
    const key = await makeAppKey();
    const { clientId } = await registerKeyClient(person, { name: 'By key' }, key);
    const use = (assertion: string) => sendForm(`${program.url}/token`, assertionForm(assertion));
    const used = await signAssertion(key, assertionClaims(clientId));
    expect((await use(used)).status).toBe(200);
    await setClock(-60);
    expect((await use(used)).status).toBe(401);
    const next = await signAssertion(key, assertionClaims(clientId));
    expect([(await use(next)).status, (await use(next)).status]).toEqual([200, 401]);
  });

  test('brings no token back that had expired or was revoked', async () => {
    const client = await admin.register('Taken back');
    const [expired, revoked] = [await tokenOf(client), await tokenOf(client)];
    const form = { ...credentialsOf(client), token: revoked };
    expect((await sendForm(`${program.url}/revoke`, form)).status).toBe(200);
    // Both are over for more than a minute when the process reads anew what was revoked.
    await setClock(3600 + 63);
    await llavero.db.$queryRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'llavero changes' AND datname = current_database()`;
    await expect
      .poll(async () => (await send(`${program.url}/readyz`)).json().status, { timeout: 120_000 })
      .toBe('ready');
    const readings = [await verify(program.url, expired), await verify(program.url, revoked)];
    expect(readings.map(({ status }) => status)).toEqual([401, 401]);
    // Set back by a minute, the first is within the leeway or over, and the second was revoked for good.
    await setClock(3600 - 10);
    expect((await verify(program.url, expired)).status).toBe(204);
    expect((await verify(program.url, revoked)).json().error_description).toBe(
      'The access token was revoked.',
    );
  });

  test('moves the time of a change forward all the same, and ends no session', async () => {
    const client = await admin.register('Changed before and after');
    const change = async (description: string) => {
      const { client: changed } = await admin.mutate(updateClientDocument, {
        clientId: client.clientId,
        description,
      });
      return Date.parse(changed.updatedAt);
    };
    const before = await change('Before the step');
    await setClock(-60);
    expect(await change('After the step')).toBeGreaterThan(before);
    expect(await change('After that')).toBeGreaterThan(before + 1);
  });

  test('loses no use and no refusal, and sets no last use back', async () => {
    const client = await admin.register('Counted');
    const rowId = (await llavero.db.client.findUniqueOrThrow({ where: { clientId: client.clientId } })).id;
    const uses = async () => {
      const rows = await llavero.db.clientUse.findMany({ where: { clientId: rowId } });
      return rows.reduce((sum, { count }) => sum + count, 0);
    };
    const lastUse = async () =>
      (await llavero.db.clientUsage.findUnique({ where: { clientId: rowId } }))?.lastUsedAt?.getTime();
    await tokenOf(client);
    await expect.poll(uses, { timeout: 120_000 }).toBe(1);
    const before = await lastUse();
    await setClock(-60);
    await tokenOf(client);
    await expect.poll(uses, { timeout: 120_000 }).toBe(2);
    expect(await lastUse()).toBe(before);

    // As many from the minute that comes again as are kept of a client.
    await llavero.db.$executeRaw`
      INSERT INTO "Refusal" (id, at, reason, endpoint, address, "sentClientId", "clientId", "refusedScopes")
      SELECT gen_random_uuid(), now(), 'WRONG_SECRET', '/token', '203.0.113.1', ${client.clientId}, ${rowId}::uuid, '{}'
      FROM generate_series(1, 50)`;
    const wrong = await askForToken(program.url, { ...client, clientSecret: 'wrong' });
    expect(wrong.status).toBe(401);
    const asked = async () =>
      (
        await admin.graphql('query ($id: ID!) { refusal(errorId: $id) { code } }', {
          id: wrong.json().error_id,
        })
      ).json();
    await expect
      .poll(asked, { timeout: 120_000 })
      .toEqual({ data: { refusal: { code: 'SECRET_IMPOSSIBLE' } } });
  });

  test('a token by a clock that was wrong by far is not taken once that is right', async () => {
    const client = await admin.register('Of tomorrow');
    await setClock(86_400);
    const early = await tokenOf(client);
    expect(Number(claimsIn(early)['iat'])).toBeGreaterThan(Date.now() / 1000 + 80_000);
    await setClock(0);
    expect((await verify(program.url, early)).json().error_description).toBe(
      'The access token is not valid yet.',
    );
  });
});
