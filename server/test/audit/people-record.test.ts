import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRecord } from '../kit/audit-story.ts';
import { mutate } from '../kit/client-story.ts';
import {
  ownerToken,
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
  owner = await llavero.signIn('OWNER');
});
afterAll(() => llavero.stop());

const document = (field: string, inputType: string, more = '') =>
  `mutation ($input: ${inputType}!) { ${field}(input: $input) { __typename ${more} } }`;
const invite = (email: string) =>
  mutate(
    owner,
    document(
      'inviteAdministrator',
      'InviteAdministratorInput',
      '... on InviteAdministratorPayload { link invitation { id } }',
    ),
    { email, role: 'VIEWER' },
  );
const accept = (input: Record<string, string>) =>
  mutate(stranger(llavero.app), document('acceptInvitation', 'AcceptInvitationInput'), {
    email: '',
    name: 'Eva',
    password: testPassword,
    ...input,
  });

/** What owners see of people, the oldest first, from this entry on. */
async function recordSince(sequence: number) {
  const { nodes } = await readRecord(owner, { first: 100 });
  return nodes
    .filter((node: any) => node.sequence > sequence)
    .reverse()
    .map(({ action, actor, subject, before, after }: any) => ({
      action,
      by: actor && actor.name,
      to: subject.name,
      before: JSON.parse(before),
      after: JSON.parse(after),
    }));
}
const newest = async () => (await readRecord(owner, { first: 1 })).nodes[0].sequence;

test('N-6: inviting, accepting, changing a role and removing are on record', async () => {
  const since = await newest();
  const { link } = await invite('eva@example.com');
  await accept({ token: new URL(link).hash.slice(1) });
  const eva = await llavero.db.user.findUniqueOrThrow({ where: { email: 'eva@example.com' } });
  for (const role of ['ADMIN', 'ADMIN']) {
    await mutate(owner, document('changeRole', 'ChangeRoleInput'), { administratorId: eva.id, role });
  }
  await mutate(owner, document('removeAdministrator', 'RemoveAdministratorInput'), {
    administratorId: eva.id,
  });
  const by = owner.email;
  expect(await recordSince(since)).toEqual([
    {
      action: 'invitation.created',
      by,
      to: 'eva@example.com',
      before: null,
      after: { role: 'VIEWER', expiresAt: expect.any(String) },
    },
    {
      action: 'invitation.accepted',
      by: 'Eva',
      to: 'Eva',
      before: null,
      after: { role: 'VIEWER', email: 'eva@example.com' },
    },
    {
      action: 'administrator.role_changed',
      by,
      to: 'Eva',
      before: { role: 'VIEWER' },
      after: { role: 'ADMIN' },
    },
    {
      action: 'administrator.removed',
      by,
      to: 'Eva',
      before: { role: 'ADMIN', email: 'eva@example.com' },
      after: null,
    },
  ]);
  const kept = JSON.stringify(await llavero.db.auditEvent.findMany());
  expect(kept).not.toContain(new URL(link).hash.slice(1));
});

test('N-6: an invitation that is taken back is on record', async () => {
  const since = await newest();
  const { invitation } = await invite('leo@example.com');
  await mutate(owner, document('revokeInvitation', 'RevokeInvitationInput'), { invitationId: invitation.id });
  expect((await recordSince(since)).at(-1)).toEqual({
    action: 'invitation.revoked',
    by: owner.email,
    to: 'leo@example.com',
    before: { role: 'VIEWER' },
    after: null,
  });
});

test('P-181: a link by which someone who forgot a password becomes an owner is on record, and the new password', async () => {
  const admin = await llavero.signIn('ADMIN');
  const since = await newest();
  await accept({ token: await ownerToken(llavero), email: admin.email });
  const by = admin.email;
  expect(await recordSince(since)).toEqual([
    {
      action: 'owner_link.created',
      by: null,
      to: '',
      before: null,
      after: { expiresAt: expect.any(String) },
    },
    { action: 'password.changed', by, to: by, before: null, after: null },
    {
      action: 'invitation.accepted',
      by,
      to: by,
      before: { role: 'ADMIN' },
      after: { role: 'OWNER', email: by },
    },
  ]);
});
