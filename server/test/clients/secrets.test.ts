import { describe, expect, test, vi } from 'vitest';
import { credentialsOf, mutate } from '../kit/client-story.ts';
import { clientOnLastOfAugust } from '../kit/secret-scene.ts';
import { addSecretTo, createSecretDocument, revokeSecretDocument, secretsOf } from '../kit/secret-story.ts';

const scene = clientOnLastOfAugust();

describe('V-19: a client may have several secrets', () => {
  test('V-24 V-25: each is shown once, with its validity; all of them work', async () => {
    const { secret, clientSecret } = await addSecretTo(scene.admin, scene.client, {
      description: ' Second server ',
    });
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
    expect([await scene.statusWith(clientSecret), await scene.statusWith(scene.client.clientSecret)]).toEqual(
      [200, 200],
    );
    expect(JSON.stringify(await secretsOf(scene.admin, scene.client))).not.toContain(clientSecret.slice(13));
  });

  test('X-5 V-26: later only its public beginning is seen', async () => {
    const { secret, clientSecret } = await addSecretTo(scene.admin, scene.client);
    const [newest, first] = await secretsOf(scene.admin, scene.client);
    expect([newest.hint, first.hint]).toEqual([
      clientSecret.slice(0, 12),
      scene.client.clientSecret.slice(0, 12),
    ]);
    expect(newest.id).toBe(secret.id);
  });

  test('five at most work or have yet to start; one that has ended makes room', async () => {
    const day = { expiresAt: '2026-09-01T10:00:00.000Z' };
    for (const input of [day, day, day, { startsAt: '2026-09-15T00:00:00.000Z' }]) {
      await addSecretTo(scene.admin, scene.client, input);
    }
    const refused = await mutate(scene.admin, createSecretDocument, { clientId: scene.client.clientId });
    expect(refused).toEqual({
      __typename: 'TooManySecretsError',
      message: expect.stringContaining('5 secrets at most'),
    });
    await scene.at('2026-09-01T10:00:00.000Z');
    await addSecretTo(scene.admin, scene.client);
    expect((await secretsOf(scene.admin, scene.client)).map(({ state }) => state)).toEqual(
      expect.arrayContaining(['UPCOMING', 'ENDED', 'ENDED', 'ENDED', 'ACTIVE', 'ACTIVE']),
    );
  });

  test('two that are created at once do not make six', async () => {
    for (let n = 0; n < 3; n++) await addSecretTo(scene.admin, scene.client);
    const answers = await Promise.all(
      [1, 2, 3].map(() => mutate(scene.admin, createSecretDocument, { clientId: scene.client.clientId })),
    );
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
      'CreateSecretPayload',
      'TooManySecretsError',
      'TooManySecretsError',
    ]);
  });

  test('of those that have ended the latest ten are kept', async () => {
    const { id } = await scene.llavero.db.client.findUniqueOrThrow({
      where: { clientId: scene.client.clientId },
    });
    await scene.llavero.db.clientSecret.createMany({
      data: Array.from({ length: 14 }, (_, n) => ({
        id: `ended${n}`.padEnd(8, 'x'),
        hash: 'none',
        clientId: id,
        expiresAt: new Date(Date.UTC(2026, 6, n + 1)),
      })),
    });
    await addSecretTo(scene.admin, scene.client);
    const ended = (await secretsOf(scene.admin, scene.client)).filter(({ state }) => state === 'ENDED');
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

describe('revokeSecret', () => {
  const revoke = (secretId: string, input: object = {}) =>
    mutate(scene.admin, revokeSecretDocument, { clientId: scene.client.clientId, secretId, ...input });

  test('ends one, at once, and leaves the others', async () => {
    const { secret, clientSecret } = await addSecretTo(scene.admin, scene.client);
    expect(await scene.statusWith(clientSecret)).toBe(200);
    const revoked = await revoke(secret.id);
    expect(revoked.client.secrets.map(({ hint }: any) => hint)).toEqual([
      scene.client.clientSecret.slice(0, 12),
    ]);
    expect([await scene.statusWith(clientSecret), await scene.statusWith(scene.client.clientSecret)]).toEqual(
      [401, 200],
    );
  });

  test('the last usable one only for whoever says so', async () => {
    const [first] = await secretsOf(scene.admin, scene.client);
    await addSecretTo(scene.admin, scene.client, { startsAt: '2026-09-15T00:00:00.000Z' });
    expect(await revoke(first.id)).toEqual({
      __typename: 'LastSecretError',
      message: expect.stringContaining('last secret'),
    });
    expect(await scene.statusWith(scene.client.clientSecret)).toBe(200);
    expect((await revoke(first.id, { evenIfLast: true })).__typename).toBe('RevokeSecretPayload');
    expect(await scene.statusWith(scene.client.clientSecret)).toBe(401);
  });

  test('voids the tokens with it where that is asked for', async () => {
    const { secret } = await addSecretTo(scene.admin, scene.client);
    const generation = async () =>
      (await scene.llavero.db.client.findUniqueOrThrow({ where: { clientId: scene.client.clientId } }))
        .tokenGeneration;
    const before = await generation();
    await revoke(secret.id, { revokeTokens: true });
    expect(await generation()).toBe(before + 1);
  });

  test('tells who still uses it that it was replaced', async () => {
    const { secret, clientSecret } = await addSecretTo(scene.admin, scene.client);
    await revoke(secret.id);
    const refused = await scene.llavero.token(credentialsOf({ ...scene.client, clientSecret }));
    expect(await scene.whyRefused(refused.json().error_id)).toBe('SECRET_REPLACED');
  });
});

test('each shows its first and last use, from where, and how often in the last day', async () => {
  const { secret, clientSecret } = await addSecretTo(scene.admin, scene.client);
  const use = async (moment: string, remoteAddress: string) => {
    vi.setSystemTime(new Date(moment));
    const answer = await scene.llavero.token(credentialsOf({ ...scene.client, clientSecret }), {
      remoteAddress,
    });
    expect(answer.statusCode).toBe(200);
    await scene.llavero.usage.flush();
  };
  await use('2026-08-31T10:15:00.000Z', '127.0.0.2');
  await use('2026-09-01T11:00:00.000Z', '127.0.0.3');
  await use('2026-09-01T11:30:00.000Z', '127.0.0.4');
  await scene.at('2026-09-01T12:00:00.000Z');
  const [used, first] = await secretsOf(scene.admin, scene.client);
  expect(used).toMatchObject({
    id: secret.id,
    firstUsedAt: '2026-08-31T10:15:00.000Z',
    lastUsedAt: '2026-09-01T11:30:00.000Z',
    lastUsedFrom: '127.0.0.4',
    usesInLastDay: 2,
  });
  expect(first).toMatchObject({ firstUsedAt: null, lastUsedAt: null, lastUsedFrom: null, usesInLastDay: 0 });
});
