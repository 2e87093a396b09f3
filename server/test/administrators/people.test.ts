import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mutate } from '../kit/client-story.ts';
import {
  asPerson,
  ownerToken,
  signInByPassword,
  startLlavero,
  stranger,
  testPassword,
  type TestLlavero,
  type TestPerson,
} from '../kit/llavero.ts';

let llavero: TestLlavero;
let owner: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
});
beforeEach(async () => {
  await llavero.db.membership.deleteMany();
  owner = await llavero.signIn('OWNER');
});
afterAll(() => llavero.stop());

const inviteDocument = `mutation ($input: InviteAdministratorInput!) {
  inviteAdministrator(input: $input) {
    __typename
    ... on InviteAdministratorPayload { link invitation { id email role } }
    ... on ValidationError { fields { field code } }
  }
}`;
const acceptDocument = `mutation ($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) {
    __typename
    ... on AcceptInvitationPayload { email }
    ... on ValidationError { fields { field code } }
  }
}`;
const changeRoleDocument = `mutation ($input: ChangeRoleInput!) {
  changeRole(input: $input) { __typename ... on ChangeRolePayload { administrator { role } } }
}`;
const removeDocument = `mutation ($input: RemoveAdministratorInput!) { removeAdministrator(input: $input) { __typename } }`;

async function invite(email: string, role = 'ADMIN'): Promise<string> {
  const { link } = await mutate(owner, inviteDocument, { email, role });
  return new URL(link).hash.slice(1);
}

const accept = (input: Record<string, string>) =>
  mutate(stranger(llavero.app), acceptDocument, { email: '', name: 'Ana', password: testPassword, ...input });

describe('invitations', () => {
  test('an owner invites, the link is looked at, taken up once, and lets the person in', async () => {
    const token = await invite('  Eva@Example.com ', 'VIEWER');
    const look = 'query ($token: String!) { invitation(token: $token) { organisationName role email } }';
    expect(await stranger(llavero.app).execute(look, { token })).toEqual({
      invitation: { organisationName: 'Llavero', role: 'VIEWER', email: 'eva@example.com' },
    });
    expect(await accept({ token, email: 'someone-else@example.com' })).toEqual({
      __typename: 'AcceptInvitationPayload',
      email: 'eva@example.com',
    });
    expect(await accept({ token })).toEqual({ __typename: 'InvitationInvalidError' });
    expect(await stranger(llavero.app).execute(look, { token })).toEqual({ invitation: null });
    const cookie = await signInByPassword(llavero.app, 'eva@example.com', testPassword);
    const eva = asPerson(llavero.app, { email: 'eva@example.com', userId: '', cookie });
    expect(await eva.execute('{ viewer { name role } }')).toEqual({
      viewer: { name: 'Ana', role: 'VIEWER' },
    });
  });

  test('two who use a link at once: one gets in', async () => {
    const token = await invite('race@example.com');
    const results = await Promise.all([accept({ token }), accept({ token })]);
    expect(results.map(({ __typename }) => __typename).sort()).toEqual([
      'AcceptInvitationPayload',
      'InvitationInvalidError',
    ]);
    expect(await llavero.db.user.count({ where: { email: 'race@example.com' } })).toBe(1);
    expect(await llavero.db.membership.count({ where: { user: { email: 'race@example.com' } } })).toBe(1);
  });

  test('someone with a role elsewhere takes it up with the password they have', async () => {
    const person = await llavero.signIn(null);
    const elsewhere = await llavero.db.organisation.create({ data: { name: 'Elsewhere' } });
    const { userId } = person;
    await llavero.db.membership.create({ data: { userId, organisationId: elsewhere.id, role: 'OWNER' } });
    const token = await invite(person.email);
    expect(await accept({ token, password: 'a new password altogether' })).toEqual({
      __typename: 'ValidationError',
      fields: [{ field: 'password', code: 'WRONG_PASSWORD' }],
    });
    expect(await accept({ token, name: '' })).toEqual({
      __typename: 'AcceptInvitationPayload',
      email: person.email,
    });
    expect(await llavero.db.membership.count({ where: { userId } })).toBe(2);
  });

  test('someone who had a role once and forgot their password chooses a new one', async () => {
    const person = await llavero.signIn('ADMIN');
    await mutate(owner, removeDocument, { administratorId: person.userId });
    const token = await invite(person.email);
    const password = 'a new password altogether';
    expect((await accept({ token, password: 'short' })).fields).toEqual([
      { field: 'password', code: 'TOO_SHORT' },
    ]);
    expect(await accept({ token, password })).toEqual({
      __typename: 'AcceptInvitationPayload',
      email: person.email,
    });
    await expect(signInByPassword(llavero.app, person.email, testPassword)).rejects.toThrow('401');
    expect(await signInByPassword(llavero.app, person.email, password)).toContain('__Host-llavero=');
  });

  test('an owner who forgot the password sets a new one by the owner link, and old sessions end', async () => {
    const password = 'a new password altogether';
    const token = await ownerToken(llavero);
    expect(await accept({ token, email: owner.email, password })).toEqual({
      __typename: 'AcceptInvitationPayload',
      email: owner.email,
    });
    expect(await owner.refusals('{ clients { totalCount } }')).toEqual(['UNAUTHENTICATED']);
    const cookie = await signInByPassword(llavero.app, owner.email, password);
    expect(await asPerson(llavero.app, { ...owner, cookie }).execute('{ viewer { role } }')).toEqual({
      viewer: { role: 'OWNER' },
    });
  });

  test('names every bad field, and the link stays good', async () => {
    const token = await invite('bad@example.com');
    expect((await accept({ token, name: '', password: 'short' })).fields).toEqual([
      { field: 'name', code: 'REQUIRED' },
      { field: 'password', code: 'TOO_SHORT' },
    ]);
    expect((await accept({ token })).__typename).toBe('AcceptInvitationPayload');
  });

  test.each([
    ['no address', 'nobody', 'INVALID_EMAIL'],
    ['an empty one', ' ', 'REQUIRED'],
  ])('refuses %s', async (_, email, code) => {
    expect((await mutate(owner, inviteDocument, { email, role: 'ADMIN' })).fields).toEqual([
      { field: 'email', code },
    ]);
  });

  test('refuses someone who is an administrator already', async () => {
    const { email } = await llavero.signIn('ADMIN');
    expect((await mutate(owner, inviteDocument, { email, role: 'ADMIN' })).fields).toEqual([
      { field: 'email', code: 'ALREADY_MEMBER' },
    ]);
  });

  test('a revoked and an expired link are worth nothing', async () => {
    const revoked = await invite('revoked@example.com');
    const expired = await invite('expired@example.com');
    const { invitations } = await owner.execute('{ invitations { id email } }');
    const { id } = invitations.find(({ email }: any) => email === 'revoked@example.com');
    const revoke = 'mutation ($id: ID!) { revokeInvitation(input: { invitationId: $id }) { __typename } }';
    expect(await owner.execute(revoke, { id })).toEqual({
      revokeInvitation: { __typename: 'RevokeInvitationPayload' },
    });
    expect(await owner.execute(revoke, { id })).toEqual({
      revokeInvitation: { __typename: 'NotFoundError' },
    });
    await llavero.db.invitation.updateMany({
      where: { email: 'expired@example.com' },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    for (const token of [revoked, expired, '', 'x'.repeat(5000), '\0']) {
      expect(await accept({ token })).toEqual({ __typename: 'InvitationInvalidError' });
    }
  });

  test('the set-up link makes an owner and voids every other one', async () => {
    const [first, second] = [await ownerToken(llavero), await ownerToken(llavero)];
    expect((await accept({ token: first, email: 'no address' })).fields).toEqual([
      { field: 'email', code: 'INVALID_EMAIL' },
    ]);
    expect(await accept({ token: first, email: 'First@Example.com' })).toEqual({
      __typename: 'AcceptInvitationPayload',
      email: 'first@example.com',
    });
    expect(await accept({ token: second, email: 'second@example.com' })).toEqual({
      __typename: 'InvitationInvalidError',
    });
    const membership = await llavero.db.membership.findFirst({
      where: { user: { email: 'first@example.com' } },
    });
    expect(membership?.role).toBe('OWNER');
  });
});

describe('roles', () => {
  test('N-9: a new role holds from the next request on', async () => {
    const viewer = await llavero.signIn('VIEWER');
    const result = await mutate(owner, changeRoleDocument, { administratorId: viewer.userId, role: 'ADMIN' });
    expect(result).toEqual({ __typename: 'ChangeRolePayload', administrator: { role: 'ADMIN' } });
    expect(await viewer.execute('{ viewer { role } }')).toEqual({ viewer: { role: 'ADMIN' } });
  });

  test('P-168: removing a person ends all their sessions', async () => {
    const admin = await llavero.signIn('ADMIN');
    expect(await mutate(owner, removeDocument, { administratorId: admin.userId })).toEqual({
      __typename: 'RemoveAdministratorPayload',
    });
    expect(await admin.refusals('{ clients { totalCount } }')).toEqual(['UNAUTHENTICATED']);
    const cookie = await signInByPassword(llavero.app, admin.email, testPassword);
    const roleless = asPerson(llavero.app, { ...admin, cookie });
    expect(await roleless.refusals('{ clients { totalCount } }')).toEqual(['FORBIDDEN']);
    expect(await roleless.execute('{ viewer { id } account { email } }')).toEqual({
      viewer: null,
      account: { email: admin.email },
    });
  });

  test('the last owner stays one, also when two owners act at once', async () => {
    expect(await mutate(owner, removeDocument, { administratorId: owner.userId })).toEqual({
      __typename: 'LastOwnerError',
    });
    expect(
      await mutate(owner, changeRoleDocument, { administratorId: owner.userId, role: 'VIEWER' }),
    ).toEqual({
      __typename: 'LastOwnerError',
    });
    const other = await llavero.signIn('OWNER');
    await Promise.allSettled([
      mutate(owner, removeDocument, { administratorId: other.userId }),
      mutate(other, removeDocument, { administratorId: owner.userId }),
    ]);
    expect(await llavero.db.membership.count({ where: { role: 'OWNER' } })).toBe(1);
  });

  test('whoever is not there, or is no id, is a NotFoundError', async () => {
    for (const administratorId of ['', 'x', '01a1fbe1-9193-740d-bebd-0d12140cb210']) {
      expect(await mutate(owner, removeDocument, { administratorId })).toEqual({
        __typename: 'NotFoundError',
      });
      expect(await mutate(owner, changeRoleDocument, { administratorId, role: 'ADMIN' })).toEqual({
        __typename: 'NotFoundError',
      });
    }
  });
});
