import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { credentialsOf, mutate, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import {
  addSecretTo,
  complaintsOf,
  rotateToSecretDocument,
  secretsOf,
  updateSecretDocument,
} from '../kit/secret-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let client: RegisteredClient;
let number = 0;

beforeAll(async () => {
  llavero = await startLlavero();
});
afterAll(() => llavero.stop());

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-01T09:59:59.000Z') });
  admin = await llavero.signIn('ADMIN');
  client = await registerClient(admin, { name: `Client ${++number}` });
  vi.setSystemTime(new Date('2026-11-01T10:00:00.000Z'));
});
afterEach(() => void vi.useRealTimers());

const day = 24 * 3600;

const rotate = (input: object = {}) =>
  mutate(admin, rotateToSecretDocument, { clientId: client.clientId, ...input });

const statusWith = async (clientSecret: string) =>
  (await llavero.token(credentialsOf({ ...client, clientSecret }))).statusCode;

describe('X-1: a rotation', () => {
  test('N-49: ends every secret of the client at once, by default', async () => {
    const second = await addSecretTo(admin, client);
    const upcoming = await addSecretTo(admin, client, { startsAt: '2026-11-02T00:00:00.000Z' });
    const rotated = await rotate();
    expect((await secretsOf(admin, client)).map(({ id }) => id)).toEqual([rotated.secret.id]);
    expect(rotated.secret).toMatchObject({ state: 'ACTIVE', expiresAt: null, description: null });
    vi.setSystemTime(new Date('2026-11-02T00:00:00.000Z'));
    for (const old of [client.clientSecret, second.clientSecret, upcoming.clientSecret]) {
      expect(await statusWith(old)).toBe(401);
    }
    expect(await statusWith(rotated.clientSecret)).toBe(200);
  });

  test('P-38: with an overlap lets the old one go on until its end', async () => {
    const rotated = await rotate({ overlapSeconds: day, description: 'After the audit' });
    expect(await secretsOf(admin, client)).toMatchObject([
      { id: rotated.secret.id, state: 'ACTIVE', description: 'After the audit' },
      {
        hint: client.clientSecret.slice(0, 12),
        state: 'BEING_REPLACED',
        replacedAt: '2026-11-01T10:00:00.000Z',
        expiresAt: '2026-11-02T10:00:00.000Z',
      },
    ]);
    expect([await statusWith(client.clientSecret), await statusWith(rotated.clientSecret)]).toEqual([
      200, 200,
    ]);
    vi.setSystemTime(new Date('2026-11-02T10:00:00.000Z'));
    const refused = await llavero.token(credentialsOf(client));
    expect([refused.statusCode, await statusWith(rotated.clientSecret)]).toEqual([401, 200]);
    await llavero.usage.flush();
    admin = await llavero.signIn('ADMIN');
    const { refusal } = await admin.execute('query ($id: ID!) { refusal(errorId: $id) { code } }', {
      id: refused.json().error_id,
    });
    expect(refusal.code).toBe('SECRET_REPLACED');
  });

  test('prolongs nothing that would end before', async () => {
    const { secret } = await addSecretTo(admin, client, { expiresAt: '2026-11-02T10:00:00.000Z' });
    await rotate({ overlapSeconds: 30 * day });
    const old = (await secretsOf(admin, client)).find(({ id }) => id === secret.id);
    expect([old.expiresAt, old.state]).toEqual(['2026-11-02T10:00:00.000Z', 'BEING_REPLACED']);
  });

  test('of one secret leaves the others as they are', async () => {
    const second = await addSecretTo(admin, client);
    const rotated = await rotate({ secretId: second.secret.id });
    const [newest, first] = await secretsOf(admin, client);
    expect([newest.id, first.hint]).toEqual([rotated.secret.id, client.clientSecret.slice(0, 12)]);
    expect([await statusWith(second.clientSecret), await statusWith(client.clientSecret)]).toEqual([
      401, 200,
    ]);
  });

  test('does not count what it replaces towards the five', async () => {
    for (let n = 0; n < 4; n++) await addSecretTo(admin, client);
    const [newest] = await secretsOf(admin, client);
    const rotated = await rotate({ secretId: newest.id, overlapSeconds: day });
    expect(rotated.__typename).toBe('RotateSecretPayload');
    expect((await secretsOf(admin, client)).map(({ state }) => state).sort()).toEqual([
      ...Array<string>(5).fill('ACTIVE'),
      'BEING_REPLACED',
    ]);
  });

  test('keeps five at most on their way out, and changes nothing past that', async () => {
    for (let n = 0; n < 5; n++) {
      const [newest] = await secretsOf(admin, client);
      expect((await rotate({ secretId: newest.id, overlapSeconds: day })).__typename).toBe(
        'RotateSecretPayload',
      );
    }
    const before = await secretsOf(admin, client);
    expect((await rotate({ overlapSeconds: day })).__typename).toBe('TooManySecretsError');
    expect(await secretsOf(admin, client)).toEqual(before);
    expect((await rotate()).__typename).toBe('RotateSecretPayload');
  });

  test.each([3599, 30 * day + 1, -1])('refuses an overlap of %i seconds', async (overlapSeconds) => {
    expect(complaintsOf(await rotate({ overlapSeconds }))).toEqual([['overlapSeconds', 'OUT_OF_RANGE']]);
    expect(await statusWith(client.clientSecret)).toBe(200);
  });

  test('takes an end for the new one', async () => {
    const { secret } = await rotate({ expiresAt: '2027-11-01T10:00:00.000Z' });
    expect(secret.expiresAt).toBe('2027-11-01T10:00:00.000Z');
    const refused = await rotate({ expiresAt: '2030-01-01T00:00:00.000Z', overlapSeconds: 5 });
    expect(complaintsOf(refused)).toEqual([
      ['overlapSeconds', 'OUT_OF_RANGE'],
      ['expiresAt', 'TOO_LATE'],
    ]);
  });

  test('knows no secret of another client', async () => {
    const other = await registerClient(admin, { name: `Other ${number}` });
    const refused = await rotate({ secretId: other.clientSecret.slice(4, 12) });
    expect(refused.__typename).toBe('NotFoundError');
  });
});

test('an overlap can be prolonged to thirty days, and not given up', async () => {
  await rotate({ overlapSeconds: day });
  const old = { clientId: client.clientId, secretId: client.clientSecret.slice(4, 12) };
  const prolonged = await mutate(admin, updateSecretDocument, {
    ...old,
    expiresAt: '2026-12-01T10:00:00.000Z',
  });
  expect(prolonged.secret.expiresAt).toBe('2026-12-01T10:00:00.000Z');
  for (const expiresAt of ['2026-12-01T10:00:01.000Z', null]) {
    const refused = await mutate(admin, updateSecretDocument, { ...old, expiresAt });
    expect(complaintsOf(refused)).toEqual([['expiresAt', 'TOO_LATE']]);
  }
});
