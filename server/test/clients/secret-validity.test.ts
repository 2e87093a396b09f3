import { describe, expect, test } from 'vitest';
import { createClientDocument, credentialsOf, mutate, portal } from '../kit/client-story.ts';
import { clientOnLastOfAugust } from '../kit/secret-scene.ts';
import {
  addSecretTo,
  complaintsOf,
  createSecretDocument,
  secretsOf,
  updateSecretDocument,
} from '../kit/secret-story.ts';
import { expectRefusal } from '../kit/token-story.ts';

const scene = clientOnLastOfAugust();

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
    const { secret } = await addSecretTo(scene.admin, scene.client, input);
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
    const refused = await mutate(scene.admin, createSecretDocument, {
      clientId: scene.client.clientId,
      ...input,
    });
    expect(complaintsOf(refused)).toEqual(expected);
    expect(await secretsOf(scene.admin, scene.client)).toHaveLength(1);
  });

  test('V-28: before its start and after its end it is refused like a wrong one, and the administrator sees why', async () => {
    const { secret, clientSecret } = await addSecretTo(scene.admin, scene.client, {
      startsAt: '2026-09-15T00:00:00.000Z',
      expiresAt: '2026-10-15T00:00:00.000Z',
    });
    const tries: [string, string, string][] = [];
    for (const moment of [
      '2026-09-14T23:59:59.999Z',
      '2026-09-15T00:00:00.000Z',
      '2026-10-15T00:00:00.000Z',
    ]) {
      await scene.at(moment);
      const answer = await scene.llavero.token(credentialsOf({ ...scene.client, clientSecret }));
      if (answer.statusCode === 401) expectRefusal(answer, 401, 'invalid_client');
      const { state } = (await secretsOf(scene.admin, scene.client)).find(({ id }) => id === secret.id);
      tries.push([state, String(answer.statusCode), await scene.whyRefused(answer.json().error_id)]);
    }
    expect(tries).toEqual([
      ['UPCOMING', '401', 'SECRET_NOT_YET_VALID'],
      ['ACTIVE', '200', ''],
      ['ENDED', '401', 'SECRET_EXPIRED'],
    ]);
  });

  test('the secret of a new client has no end unless one is given', async () => {
    expect((await secretsOf(scene.admin, scene.client))[0].expiresAt).toBeNull();
    const expiresAt = '2026-12-24T00:00:00.000Z';
    const input = { ...portal, name: 'With an end', secretExpiresAt: expiresAt };
    const created = await mutate(scene.admin, createClientDocument, input);
    expect((await secretsOf(scene.admin, created.client))[0].expiresAt).toBe(expiresAt);
    const refused = await mutate(scene.admin, createClientDocument, {
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
    mutate(scene.admin, updateSecretDocument, { clientId: scene.client.clientId, secretId, ...input });

  test('V-20: changes the description, and takes it away', async () => {
    const { secret } = await addSecretTo(scene.admin, scene.client, { description: 'Old server' });
    expect((await change(secret.id, { description: 'New server' })).secret.description).toBe('New server');
    const { secret: changed } = await change(secret.id, { description: null });
    expect(changed).toEqual({ ...secret, description: null });
  });

  test('changes the end: later, sooner, never', async () => {
    const { secret, clientSecret } = await addSecretTo(scene.admin, scene.client);
    for (const expiresAt of ['2029-08-31T10:00:00.000Z', null, '2026-09-01T10:00:00.000Z']) {
      expect((await change(secret.id, { expiresAt })).secret.expiresAt).toBe(expiresAt);
    }
    expect(await scene.statusWith(clientSecret)).toBe(200);
    await scene.at('2026-09-01T10:00:00.000Z');
    expect(await scene.statusWith(clientSecret)).toBe(401);
  });

  test.each([
    ['an end that leaves it less than a day', '2026-09-01T09:59:59.000Z', 'TOO_EARLY'],
    ['an end in more than three years', '2029-08-31T10:00:01.000Z', 'TOO_LATE'],
  ])('refuses %s', async (_, expiresAt, code) => {
    const { secret } = await addSecretTo(scene.admin, scene.client);
    expect(complaintsOf(await change(secret.id, { expiresAt }))).toEqual([['expiresAt', code]]);
  });

  test('does not revive one that has ended', async () => {
    const { secret } = await addSecretTo(scene.admin, scene.client, {
      expiresAt: '2026-09-01T10:00:00.000Z',
    });
    await scene.at('2026-09-01T10:00:00.000Z');
    for (const expiresAt of ['2026-12-01T00:00:00.000Z', null]) {
      expect(complaintsOf(await change(secret.id, { expiresAt }))).toEqual([['expiresAt', 'TOO_LATE']]);
    }
    expect((await change(secret.id, { description: 'Over' })).secret.state).toBe('ENDED');
  });

  test.each(['nothing', ' ', 'constructor'])('knows no secret called %j', async (secretId) => {
    expect((await change(secretId, { description: 'x' })).__typename).toBe('NotFoundError');
  });
});

test('those that end soon are listed, the soonest first', async () => {
  const soon = await addSecretTo(scene.admin, scene.client, { expiresAt: '2026-09-10T00:00:00.000Z' });
  const sooner = await addSecretTo(scene.admin, scene.client, { expiresAt: '2026-09-02T00:00:00.000Z' });
  await addSecretTo(scene.admin, scene.client, { expiresAt: '2026-12-10T00:00:00.000Z' });
  const list = async (withinDays: number) =>
    (
      await scene.admin.execute(
        'query ($withinDays: Int) { endingSecrets(withinDays: $withinDays) { id client { clientId } } }',
        { withinDays },
      )
    ).endingSecrets
      .filter(({ client: { clientId } }: any) => clientId === scene.client.clientId)
      .map(({ id }: any) => id);
  expect(await list(30)).toEqual([sooner.secret.id, soon.secret.id]);
  expect(await list(2)).toEqual([sooner.secret.id]);
});
