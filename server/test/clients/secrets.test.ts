import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createClientDocument,
  credentialsOf,
  mutate,
  portal,
  registerClient,
  type RegisteredClient,
} from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import {
  addSecretTo,
  complaintsOf,
  createSecretDocument,
  revokeSecretDocument,
  secretsOf,
  updateSecretDocument,
} from '../kit/secret-story.ts';
import { expectRefusal } from '../kit/token-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let client: RegisteredClient;
let number = 0;

beforeAll(async () => {
  llavero = await startLlavero();
});
afterAll(() => llavero.stop());

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-08-31T09:59:59.000Z') });
  admin = await llavero.signIn('ADMIN');
  client = await registerClient(admin, { name: `Client ${++number}` });
  vi.setSystemTime(new Date('2026-08-31T10:00:00.000Z'));
});
afterEach(() => void vi.useRealTimers());

/** Lets time pass; whoever is signed in goes on being so. */
async function at(moment: string): Promise<void> {
  vi.setSystemTime(new Date(moment));
  admin = await llavero.signIn('ADMIN');
}

const statusWith = async (clientSecret: string) =>
  (await llavero.token(credentialsOf({ ...client, clientSecret }))).statusCode;

describe('V-19: a client may have several secrets', () => {
  test('V-24 V-25: each is shown once, with its validity; all of them work', async () => {
    const { secret, clientSecret } = await addSecretTo(admin, client, { description: ' Second server ' });
    expect(secret).toEqual({
      id: clientSecret.slice(4, 12),
      hint: clientSecret.slice(0, 12),
      description: 'Second server',
      state: 'ACTIVE',
      createdAt: '2026-08-31T10:00:00.000Z',
      startsAt: '2026-08-31T10:00:00.000Z',
      expiresAt: '2027-02-28T10:00:00.000Z',
      replacedAt: null,
      firstUsedAt: null,
      lastUsedAt: null,
      lastUsedFrom: null,
      usesInLastDay: 0,
    });
    expect([await statusWith(clientSecret), await statusWith(client.clientSecret)]).toEqual([200, 200]);
    expect(JSON.stringify(await secretsOf(admin, client))).not.toContain(clientSecret.slice(13));
  });

  test('X-5 V-26: later only its public beginning is seen', async () => {
    const { secret, clientSecret } = await addSecretTo(admin, client);
    const [newest, first] = await secretsOf(admin, client);
    expect([newest.hint, first.hint]).toEqual([clientSecret.slice(0, 12), client.clientSecret.slice(0, 12)]);
    expect(newest.id).toBe(secret.id);
  });

  test('five at most work or have yet to start; one that has ended makes room', async () => {
    const day = { expiresAt: '2026-09-01T10:00:00.000Z' };
    for (const input of [day, day, day, { startsAt: '2026-09-15T00:00:00.000Z' }]) {
      await addSecretTo(admin, client, input);
    }
    const refused = await mutate(admin, createSecretDocument, { clientId: client.clientId });
    expect(refused).toEqual({
      __typename: 'TooManySecretsError',
      message: expect.stringContaining('5 secrets at most'),
    });
    await at('2026-09-01T10:00:00.000Z');
    await addSecretTo(admin, client);
    expect((await secretsOf(admin, client)).map(({ state }) => state)).toEqual(
      expect.arrayContaining(['UPCOMING', 'ENDED', 'ENDED', 'ENDED', 'ACTIVE', 'ACTIVE']),
    );
  });

  test('two that are created at once do not make six', async () => {
    for (let n = 0; n < 3; n++) await addSecretTo(admin, client);
    const answers = await Promise.all(
      [1, 2, 3].map(() => mutate(admin, createSecretDocument, { clientId: client.clientId })),
    );
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
      'CreateSecretPayload',
      'TooManySecretsError',
      'TooManySecretsError',
    ]);
  });

  test('of those that have ended the latest ten are kept', async () => {
    const { id } = await llavero.db.client.findUniqueOrThrow({ where: { clientId: client.clientId } });
    await llavero.db.clientSecret.createMany({
      data: Array.from({ length: 14 }, (_, n) => ({
        id: `ended${n}`.padEnd(8, 'x'),
        hash: 'none',
        clientId: id,
        expiresAt: new Date(Date.UTC(2026, 6, n + 1)),
      })),
    });
    await addSecretTo(admin, client);
    const ended = (await secretsOf(admin, client)).filter(({ state }) => state === 'ENDED');
    expect(ended.map((secret) => secret.expiresAt.slice(8, 10)).sort()).toEqual([
      '05',
      '06',
      '07',
      '08',
      '09',
      '10',
      '11',
      '12',
      '13',
      '14',
    ]);
  });
});

describe('V-21 V-22 V-23: a secret has a beginning and an end', () => {
  test.each<[string, object, string, string | null]>([
    ['six months after its creation', {}, '2026-08-31T10:00:00.000Z', '2027-02-28T10:00:00.000Z'],
    [
      'six months after its start',
      { startsAt: '2026-09-15T00:00:00.000Z' },
      '2026-09-15T00:00:00.000Z',
      '2027-03-15T00:00:00.000Z',
    ],
    [
      'a day after its start',
      { expiresAt: '2026-09-01T10:00:00.000Z' },
      '2026-08-31T10:00:00.000Z',
      '2026-09-01T10:00:00.000Z',
    ],
    [
      'three years after its start',
      { expiresAt: '2029-08-31T10:00:00.000Z' },
      '2026-08-31T10:00:00.000Z',
      '2029-08-31T10:00:00.000Z',
    ],
    ['never', { expiresAt: null }, '2026-08-31T10:00:00.000Z', null],
  ])('it ends %s', async (_, input, startsAt, expiresAt) => {
    const { secret } = await addSecretTo(admin, client, input);
    expect([secret.startsAt, secret.expiresAt]).toEqual([startsAt, expiresAt]);
  });

  test.each<[string, object, [string, string][]]>([
    ['an end within a day', { expiresAt: '2026-09-01T09:59:59.999Z' }, [['expiresAt', 'TOO_EARLY']]],
    ['an end after three years', { expiresAt: '2029-08-31T10:00:00.001Z' }, [['expiresAt', 'TOO_LATE']]],
    [
      'an end before its start',
      { startsAt: '2026-10-01T00:00:00.000Z', expiresAt: '2026-09-20T00:00:00.000Z' },
      [['expiresAt', 'TOO_EARLY']],
    ],
    ['a start that is past', { startsAt: '2026-08-31T09:54:59.000Z' }, [['startsAt', 'TOO_EARLY']]],
    ['a start in four years', { startsAt: '2030-09-01T00:00:00.000Z' }, [['startsAt', 'TOO_LATE']]],
    [
      'all that is bad, at once',
      { description: 'x'.repeat(201), expiresAt: '1999-01-01T00:00:00.000Z' },
      [
        ['description', 'TOO_LONG'],
        ['expiresAt', 'TOO_EARLY'],
      ],
    ],
  ])('V-28: refuses %s', async (_, input, expected) => {
    const refused = await mutate(admin, createSecretDocument, { clientId: client.clientId, ...input });
    expect(complaintsOf(refused)).toEqual(expected);
    expect(await secretsOf(admin, client)).toHaveLength(1);
  });

  test('V-28: before its start and after its end it is refused like a wrong one, and the administrator sees why', async () => {
    const { secret, clientSecret } = await addSecretTo(admin, client, {
      startsAt: '2026-09-15T00:00:00.000Z',
      expiresAt: '2026-10-15T00:00:00.000Z',
    });
    const tries: [string, string, string][] = [];
    for (const moment of [
      '2026-09-14T23:59:59.999Z',
      '2026-09-15T00:00:00.000Z',
      '2026-10-15T00:00:00.000Z',
    ]) {
      await at(moment);
      const answer = await llavero.token(credentialsOf({ ...client, clientSecret }));
      if (answer.statusCode === 401) expectRefusal(answer, 401, 'invalid_client');
      const { state } = (await secretsOf(admin, client)).find(({ id }) => id === secret.id);
      tries.push([state, String(answer.statusCode), await whyRefused(answer.json().error_id)]);
    }
    expect(tries).toEqual([
      ['UPCOMING', '401', 'SECRET_NOT_YET_VALID'],
      ['ACTIVE', '200', ''],
      ['ENDED', '401', 'SECRET_EXPIRED'],
    ]);
  });

  test('the secret of a new client has no end unless one is given', async () => {
    expect((await secretsOf(admin, client))[0].expiresAt).toBeNull();
    const expiresAt = '2026-12-24T00:00:00.000Z';
    const input = { ...portal, name: 'With an end', secretExpiresAt: expiresAt };
    const created = await mutate(admin, createClientDocument, input);
    expect((await secretsOf(admin, created.client))[0].expiresAt).toBe(expiresAt);
    const refused = await mutate(admin, createClientDocument, {
      ...input,
      name: ' ',
      secretExpiresAt: '2026-08-31T12:00:00.000Z',
    });
    expect(complaintsOf(refused)).toEqual([
      ['secretExpiresAt', 'TOO_EARLY'],
      ['name', 'REQUIRED'],
    ]);
  });
});

describe('updateSecret', () => {
  const change = (secretId: string, input: object) =>
    mutate(admin, updateSecretDocument, { clientId: client.clientId, secretId, ...input });

  test('V-20: changes the description, and takes it away', async () => {
    const { secret } = await addSecretTo(admin, client, { description: 'Old server' });
    expect((await change(secret.id, { description: 'New server' })).secret.description).toBe('New server');
    const { secret: changed } = await change(secret.id, { description: null });
    expect(changed).toEqual({ ...secret, description: null });
  });

  test('changes the end: later, sooner, never', async () => {
    const { secret, clientSecret } = await addSecretTo(admin, client);
    for (const expiresAt of ['2029-08-31T10:00:00.000Z', null, '2026-09-01T10:00:00.000Z']) {
      expect((await change(secret.id, { expiresAt })).secret.expiresAt).toBe(expiresAt);
    }
    expect(await statusWith(clientSecret)).toBe(200);
    await at('2026-09-01T10:00:00.000Z');
    expect(await statusWith(clientSecret)).toBe(401);
  });

  test.each([
    ['an end that leaves it less than a day', '2026-09-01T09:59:59.000Z', 'TOO_EARLY'],
    ['an end in more than three years', '2029-08-31T10:00:01.000Z', 'TOO_LATE'],
  ])('refuses %s', async (_, expiresAt, code) => {
    const { secret } = await addSecretTo(admin, client);
    expect(complaintsOf(await change(secret.id, { expiresAt }))).toEqual([['expiresAt', code]]);
  });

  test('does not revive one that has ended', async () => {
    const { secret } = await addSecretTo(admin, client, { expiresAt: '2026-09-01T10:00:00.000Z' });
    await at('2026-09-01T10:00:00.000Z');
    for (const expiresAt of ['2026-12-01T00:00:00.000Z', null]) {
      expect(complaintsOf(await change(secret.id, { expiresAt }))).toEqual([['expiresAt', 'TOO_LATE']]);
    }
    expect((await change(secret.id, { description: 'Over' })).secret.state).toBe('ENDED');
  });

  test.each(['nothing', ' ', 'constructor'])('knows no secret called %j', async (secretId) => {
    expect((await change(secretId, { description: 'x' })).__typename).toBe('NotFoundError');
  });
});

describe('revokeSecret', () => {
  const revoke = (secretId: string, input: object = {}) =>
    mutate(admin, revokeSecretDocument, { clientId: client.clientId, secretId, ...input });

  test('ends one, at once, and leaves the others', async () => {
    const { secret, clientSecret } = await addSecretTo(admin, client);
    expect(await statusWith(clientSecret)).toBe(200);
    const revoked = await revoke(secret.id);
    expect(revoked.client.secrets.map(({ hint }: any) => hint)).toEqual([client.clientSecret.slice(0, 12)]);
    expect([await statusWith(clientSecret), await statusWith(client.clientSecret)]).toEqual([401, 200]);
  });

  test('the last usable one only for whoever says so', async () => {
    const [first] = await secretsOf(admin, client);
    await addSecretTo(admin, client, { startsAt: '2026-09-15T00:00:00.000Z' });
    expect(await revoke(first.id)).toEqual({
      __typename: 'LastSecretError',
      message: expect.stringContaining('last secret'),
    });
    expect(await statusWith(client.clientSecret)).toBe(200);
    expect((await revoke(first.id, { evenIfLast: true })).__typename).toBe('RevokeSecretPayload');
    expect(await statusWith(client.clientSecret)).toBe(401);
  });

  test('voids the tokens with it where that is asked for', async () => {
    const { secret } = await addSecretTo(admin, client);
    const generation = async () =>
      (await llavero.db.client.findUniqueOrThrow({ where: { clientId: client.clientId } })).tokenGeneration;
    const before = await generation();
    await revoke(secret.id, { revokeTokens: true });
    expect(await generation()).toBe(before + 1);
  });

  test('tells who still uses it that it was replaced', async () => {
    const { secret, clientSecret } = await addSecretTo(admin, client);
    await revoke(secret.id);
    const refused = await llavero.token(credentialsOf({ ...client, clientSecret }));
    expect(await whyRefused(refused.json().error_id)).toBe('SECRET_REPLACED');
  });
});

test('each shows its first and last use, from where, and how often in the last day', async () => {
  const { secret, clientSecret } = await addSecretTo(admin, client);
  const use = async (moment: string, remoteAddress: string) => {
    vi.setSystemTime(new Date(moment));
    const answer = await llavero.token(credentialsOf({ ...client, clientSecret }), { remoteAddress });
    expect(answer.statusCode).toBe(200);
    await llavero.usage.flush();
  };
  await use('2026-08-31T10:15:00.000Z', '127.0.0.2');
  await use('2026-09-01T11:00:00.000Z', '127.0.0.3');
  await use('2026-09-01T11:30:00.000Z', '127.0.0.4');
  await at('2026-09-01T12:00:00.000Z');
  const [used, first] = await secretsOf(admin, client);
  expect(used).toMatchObject({
    id: secret.id,
    firstUsedAt: '2026-08-31T10:15:00.000Z',
    lastUsedAt: '2026-09-01T11:30:00.000Z',
    lastUsedFrom: '127.0.0.4',
    usesInLastDay: 2,
  });
  expect(first).toMatchObject({ firstUsedAt: null, lastUsedAt: null, lastUsedFrom: null, usesInLastDay: 0 });
});

test('those that end soon are listed, the soonest first', async () => {
  const soon = await addSecretTo(admin, client, { expiresAt: '2026-09-10T00:00:00.000Z' });
  const sooner = await addSecretTo(admin, client, { expiresAt: '2026-09-02T00:00:00.000Z' });
  await addSecretTo(admin, client, { expiresAt: '2026-12-10T00:00:00.000Z' });
  const list = async (withinDays: number) =>
    (
      await admin.execute(
        'query ($withinDays: Int) { endingSecrets(withinDays: $withinDays) { id client { clientId } } }',
        { withinDays },
      )
    ).endingSecrets
      .filter(({ client: { clientId } }: any) => clientId === client.clientId)
      .map(({ id }: any) => id);
  expect(await list(30)).toEqual([sooner.secret.id, soon.secret.id]);
  expect(await list(2)).toEqual([sooner.secret.id]);
});

async function whyRefused(errorId: string | undefined): Promise<string> {
  if (!errorId) return '';
  await llavero.usage.flush();
  const { refusal } = await admin.execute('query ($id: ID!) { refusal(errorId: $id) { code } }', {
    id: errorId,
  });
  return refusal.code;
}
