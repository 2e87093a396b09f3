import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRecord } from '../kit/audit-story.ts';
import {
  signInByPassword,
  startLlavero,
  testPassword,
  type TestLlavero,
  type TestPerson,
} from '../kit/llavero.ts';

let llavero: TestLlavero;
let owner: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  owner = await llavero.signIn('OWNER');
});
afterAll(() => llavero.stop());

/** What is on record of this person, the oldest first. */
async function historyOf({ userId }: TestPerson, asked = owner) {
  const { nodes } = await readRecord(asked, { filter: { subject: userId } });
  return nodes.reverse().map(({ action, actor, address, before, after }: any) => ({
    action,
    actor: actor && actor.email,
    address,
    before: JSON.parse(before),
    after: JSON.parse(after),
  }));
}

const session = { sessions: [expect.stringMatching(/^[0-9a-f-]{36}$/)] };
const from = { address: '127.0.0.1' };

test('P-181: signing in and out is on record, and so is the session that a new one replaces', async () => {
  const person = await llavero.signIn('ADMIN');
  const { email } = person;
  const again = await llavero.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { cookie: person.cookie },
    payload: { email, password: testPassword },
  });
  const { name, value } = again.cookies[0] ?? { name: '', value: '' };
  const out = await llavero.app.inject({
    method: 'POST',
    url: '/api/auth/sign-out',
    headers: { cookie: `${name}=${encodeURIComponent(value)}` },
  });
  expect([out.statusCode, out.cookies[0]?.value]).toEqual([200, '']);
  const history = await historyOf(person);
  expect(history).toEqual([
    { action: 'session.started', actor: email, ...from, before: null, after: session },
    { action: 'session.ended', actor: email, ...from, before: session, after: null },
    { action: 'session.started', actor: email, ...from, before: null, after: session },
    { action: 'session.ended', actor: email, ...from, before: session, after: null },
  ]);
  expect(history[1].before).toEqual(history[0].after);
  expect(history[3].before).toEqual(history[2].after);
});

test('P-181: a wrong password for a known person is on record, without who it was', async () => {
  const person = await llavero.signIn('ADMIN');
  for (const email of [person.email.toUpperCase(), 'nobody-at-all@example.com']) {
    await llavero.app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      payload: { email, password: 'wrong' },
    });
  }
  await expect
    .poll(() => historyOf(person))
    .toEqual([
      expect.objectContaining({ action: 'session.started' }),
      { action: 'session.refused', actor: null, ...from, before: null, after: null },
    ]);
});

test('P-181: a changed password is on record, with the sessions that ended, and no password', async () => {
  const person = await llavero.signIn('ADMIN');
  await signInByPassword(llavero.app, person.email, testPassword);
  const document = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { __typename } }`;
  const input = { currentPassword: testPassword, newPassword: 'another battery staple' };
  await person.execute(document, { input });
  const history = await historyOf(person);
  expect(history.slice(2)).toEqual([
    { action: 'session.ended', actor: person.email, ...from, before: session, after: null },
    { action: 'password.changed', actor: person.email, ...from, before: null, after: null },
  ]);
  const kept = JSON.stringify(await llavero.db.auditEvent.findMany());
  expect(kept).not.toContain('battery staple');
  expect(kept).not.toContain('argon2');
});

test('P-181: a sign-in is on record in every organisation of the person', async () => {
  const other = await llavero.db.organisation.create({ data: { name: 'Other' } });
  const theirOwner = await llavero.signIn(null);
  const both = await llavero.signIn('VIEWER');
  await llavero.db.membership.createMany({
    data: [
      { userId: theirOwner.userId, organisationId: other.id, role: 'OWNER' },
      { userId: both.userId, organisationId: other.id, role: 'VIEWER' },
    ],
  });
  await signInByPassword(llavero.app, both.email, testPassword);
  expect(await historyOf(both)).toHaveLength(2);
  expect(await historyOf(both, theirOwner)).toEqual([
    { action: 'session.started', actor: both.email, ...from, before: null, after: session },
  ]);
});

test('P-181: a session that cannot be put on record is nobody’s', async () => {
  const person = await llavero.signIn('ADMIN');
  await llavero.db
    .$executeRaw`ALTER TABLE "AuditEvent" ADD CONSTRAINT full_up CHECK (sequence < 0) NOT VALID`;
  try {
    const response = await llavero.app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      payload: { email: person.email, password: testPassword },
    });
    expect([response.statusCode, response.cookies]).toEqual([500, []]);
  } finally {
    await llavero.db.$executeRaw`ALTER TABLE "AuditEvent" DROP CONSTRAINT full_up`;
  }
});
