import { afterAll, beforeAll, expect, test } from 'vitest';
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
import { foundOrganisation, signInTo } from '../kit/organisation-story.ts';

let llavero: TestLlavero;
let second: string;
let theirOwner: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  second = await foundOrganisation(llavero, 'Segunda');
  theirOwner = await signInTo(llavero, second, 'OWNER');
});
afterAll(() => llavero.stop());

const inviteDocument = `mutation ($input: InviteAdministratorInput!) {
  inviteAdministrator(input: $input) { ... on InviteAdministratorPayload { link } }
}`;
const joinDocument = `mutation ($input: JoinOrganisationInput!) {
  joinOrganisation(input: $input) {
    __typename
    ... on JoinOrganisationPayload { organisation { id name } }
    ... on ValidationError { fields { field code } }
  }
}`;
const acceptDocument = `mutation ($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) {
    __typename
    ... on AcceptInvitationPayload { email organisation { name } }
    ... on ValidationError { fields { field code } }
  }
}`;

async function invite(email: string, role = 'ADMIN'): Promise<string> {
  const { link } = await mutate(theirOwner, inviteDocument, { email, role });
  return new URL(link).hash.slice(1);
}

test('V-1: who is signed in joins a second organisation by its link, with no password anew', async () => {
  const person = await llavero.signIn('VIEWER');
  const token = await invite(person.email);
  const look = 'query ($token: String!) { invitation(token: $token) { organisationName role email } }';
  expect(await person.execute(look, { token })).toEqual({
    invitation: { organisationName: 'Segunda', role: 'ADMIN', email: person.email },
  });
  expect(await mutate(person, joinDocument, { token })).toEqual({
    __typename: 'JoinOrganisationPayload',
    organisation: { id: second, name: 'Segunda' },
  });
  expect(await mutate(person, joinDocument, { token })).toEqual({ __typename: 'InvitationInvalidError' });
  expect(await person.execute('{ viewer { role } }')).toEqual({ viewer: { role: 'VIEWER' } });
  expect(await person.in(second).execute('{ viewer { role } }')).toEqual({ viewer: { role: 'ADMIN' } });
});

test('V-1: the same by the password, for who is not signed in', async () => {
  const person = await llavero.signIn('VIEWER');
  const input = { token: await invite(person.email), email: '', password: testPassword };
  expect(await mutate(stranger(llavero.app), acceptDocument, input)).toEqual({
    __typename: 'AcceptInvitationPayload',
    email: person.email,
    organisation: { name: 'Segunda' },
  });
  expect(await person.in(second).execute('{ viewer { role } }')).toEqual({ viewer: { role: 'ADMIN' } });
});

test('V-1: a link for another address is not taken up by who is signed in, and stays good', async () => {
  const [person, invited] = [await llavero.signIn('VIEWER'), await llavero.signIn('VIEWER')];
  const token = await invite(invited.email);
  for (const other of [token, await ownerToken(llavero)]) {
    expect(await mutate(person, joinDocument, { token: other })).toEqual({
      __typename: 'ValidationError',
      fields: [{ field: 'token', code: 'OTHER_ADDRESS' }],
    });
  }
  expect((await mutate(invited, joinDocument, { token })).__typename).toBe('JoinOrganisationPayload');
});

test('V-1: a session that has not given the password lately gives it first', async () => {
  const person = await llavero.signIn('VIEWER');
  const token = await invite(person.email);
  await llavero.db.session.updateMany({
    where: { userId: person.userId },
    data: { passwordConfirmedAt: new Date(Date.now() - 16 * 60_000) },
  });
  expect(await person.refusals(joinDocument, { input: { token } })).toEqual(['PASSWORD_REQUIRED']);
  const cookie = await signInByPassword(llavero.app, person.email, testPassword);
  const again = asPerson(llavero.app, { ...person, cookie });
  expect((await mutate(again, joinDocument, { token })).__typename).toBe('JoinOrganisationPayload');
});

test('V-1: an administrator of the second organisation is not made one again', async () => {
  const person = await llavero.signIn('VIEWER');
  const [token, again] = [await invite(person.email), await invite(person.email, 'OWNER')];
  await mutate(person, joinDocument, { token });
  expect(await mutate(person, joinDocument, { token: again })).toEqual({
    __typename: 'ValidationError',
    fields: [{ field: 'email', code: 'ALREADY_MEMBER' }],
  });
  expect(await person.in(second).execute('{ viewer { role } }')).toEqual({ viewer: { role: 'ADMIN' } });
});
