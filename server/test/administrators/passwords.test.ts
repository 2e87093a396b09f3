import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deleteClientDocument, mutate, registerClient, rotateSecretDocument } from '../kit/client-story.ts';
import {
  asPerson,
  signInByPassword,
  startLlavero,
  testPassword,
  type TestLlavero,
  type TestPerson,
} from '../kit/llavero.ts';

let llavero: TestLlavero;

beforeAll(async () => {
  llavero = await startLlavero();
});
afterAll(() => llavero.stop());

const confirmDocument = `mutation ($input: ConfirmPasswordInput!) {
  confirmPassword(input: $input) {
    __typename
    ... on ConfirmPasswordPayload { confirmedUntil }
    ... on ValidationError { fields { field code } }
    ... on TooManyAttemptsError { retryAfterSeconds }
  }
}`;

const changeDocument = `mutation ($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    __typename
    ... on ChangePasswordPayload { endedSessions }
    ... on ValidationError { fields { field code } }
  }
}`;

const sixteenMinutesLater = ({ userId }: TestPerson) =>
  llavero.db.session.updateMany({
    where: { userId },
    data: { passwordConfirmedAt: new Date(Date.now() - 16 * 60_000) },
  });

describe('P-171: the password is asked for again', () => {
  test.each([
    ['rotateSecret', rotateSecretDocument, { clientId: 'x' }],
    ['deleteClient', deleteClientDocument, { clientId: 'x' }],
    [
      'changeRole',
      'mutation ($input: ChangeRoleInput!) { changeRole(input: $input) { __typename } }',
      { administratorId: 'x', role: 'ADMIN' },
    ],
    [
      'removeAdministrator',
      'mutation ($input: RemoveAdministratorInput!) { removeAdministrator(input: $input) { __typename } }',
      { administratorId: 'x' },
    ],
    [
      'inviteAdministrator',
      'mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) { __typename } }',
      { email: 'a@b.co', role: 'ADMIN' },
    ],
  ])('by %s, a quarter of an hour after it was given', async (_, document, input) => {
    const owner = await llavero.signIn('OWNER');
    await sixteenMinutesLater(owner);
    expect(await owner.refusals(document, { input })).toEqual(['PASSWORD_REQUIRED']);
    const { confirmedUntil } = await mutate(owner, confirmDocument, { password: testPassword });
    expect(new Date(confirmedUntil).getTime() - Date.now()).toBeGreaterThan(14 * 60_000);
    expect((await mutate(owner, document, input)).__typename).not.toBe(undefined);
  });

  test('and nothing happened before it was', async () => {
    const admin = await llavero.signIn('ADMIN');
    const client = await registerClient(admin);
    await sixteenMinutesLater(admin);
    await admin.refusals(rotateSecretDocument, { input: { clientId: client.clientId } });
    await admin.refusals(deleteClientDocument, { input: { clientId: client.clientId } });
    const answer = await llavero.token({
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: client.clientSecret,
    });
    expect(answer.statusCode).toBe(200);
  });

  test('a wrong one opens nothing, and ten of them close the account for a while', async () => {
    const owner = await llavero.signIn('OWNER');
    await sixteenMinutesLater(owner);
    for (let n = 0; n < 10; n++) {
      expect(await mutate(owner, confirmDocument, { password: 'wrong' })).toEqual({
        __typename: 'ValidationError',
        fields: [{ field: 'password', code: 'WRONG_PASSWORD' }],
      });
    }
    const closed = await mutate(owner, confirmDocument, { password: testPassword });
    expect(closed.__typename).toBe('TooManyAttemptsError');
    expect(closed.retryAfterSeconds).toBeGreaterThan(600);
    expect(await owner.refusals(rotateSecretDocument, { input: { clientId: 'x' } })).toEqual([
      'PASSWORD_REQUIRED',
    ]);
  });
});

describe('changePassword', () => {
  test('P-170: takes the new one and ends all other sessions', async () => {
    const person = await llavero.signIn('VIEWER');
    const elsewhere = asPerson(llavero.app, {
      ...person,
      cookie: await signInByPassword(llavero.app, person.email, testPassword),
    });
    const newPassword = 'another horse, another staple';
    expect(await mutate(person, changeDocument, { currentPassword: testPassword, newPassword })).toEqual({
      __typename: 'ChangePasswordPayload',
      endedSessions: 1,
    });
    expect(await elsewhere.refusals('{ clients { totalCount } }')).toEqual(['UNAUTHENTICATED']);
    expect(await person.execute('{ viewer { role } }')).toEqual({ viewer: { role: 'VIEWER' } });
    await expect(signInByPassword(llavero.app, person.email, testPassword)).rejects.toThrow('401');
    expect(await signInByPassword(llavero.app, person.email, newPassword)).toContain('__Host-llavero=');
  });

  test.each([
    [
      'a wrong current one',
      { currentPassword: 'wrong', newPassword: testPassword },
      [['currentPassword', 'WRONG_PASSWORD']],
    ],
    [
      'a short new one',
      { currentPassword: testPassword, newPassword: 'short' },
      [['newPassword', 'TOO_SHORT']],
    ],
    [
      'a long new one',
      { currentPassword: testPassword, newPassword: 'x'.repeat(129) },
      [['newPassword', 'TOO_LONG']],
    ],
    [
      'both at once',
      { currentPassword: '', newPassword: '' },
      [
        ['currentPassword', 'WRONG_PASSWORD'],
        ['newPassword', 'REQUIRED'],
      ],
    ],
  ])('refuses %s', async (_, input, refusals) => {
    const person = await llavero.signIn('VIEWER');
    const result = await mutate(person, changeDocument, input);
    expect(result.fields.map(({ field, code }: any) => [field, code])).toEqual(refusals);
    expect(await signInByPassword(llavero.app, person.email, testPassword)).toContain('__Host-llavero=');
  });
});
