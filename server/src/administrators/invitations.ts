import { createHmac, randomBytes } from 'node:crypto';
import { nobody, record, recordForPerson, type AuditSubject } from '../audit/record.ts';
import type { Db, Transaction } from '../database/connect.ts';
import { NotFoundError, ValidationError, type FieldError } from '../errors.ts';
import type { Invitation, Organisation, Role, User } from '../generated/prisma/client.ts';
import type { MasterKey } from '../master-key.ts';
import { hashPassword } from '../password-hash.ts';
import { isUuid, readText } from '../text.ts';
import { InvitationInvalidError } from './administrator-errors.ts';
import { countAttempt, forgiveAttempts } from './attempts.ts';
import type { Caller, Origin, Person } from './caller.ts';
import { isPasswordOf, type PasswordDoor } from './passwords.ts';
import { readEmail, readNewPassword, wrongPassword } from './person-input.ts';

/** How long an invitation, and a set-up link, can be used. */
const invitationMilliseconds = 7 * 24 * 3600_000;
const setUpMilliseconds = 3600_000;

/** Where links lead, and what their tokens are kept under. */
export type Links = { issuer: string; masterKey: MasterKey };

/** An invitation, and by whom it is. */
export type Offer = Invitation & { organisation: Organisation };

/**
 * Makes a one-time link that gives its holder a role. Nothing is e-mailed; whoever holds the link may use it, for the
 * address it names. @throws ValidationError
 */
export async function inviteAdministrator(
  db: Db,
  links: Links,
  caller: Caller,
  input: { email: string; role: Role },
): Promise<{ invitation: Invitation; link: string }> {
  const read = readEmail(input.email);
  if (!('email' in read)) throw new ValidationError([read]);
  const { organisationId } = caller;
  const member = await db.membership.findFirst({ where: { organisationId, user: { email: read.email } } });
  if (member) throw new ValidationError([alreadyMember]);
  const offer = { organisationId, role: input.role, email: read.email };
  return db.$transaction(async (transaction) => {
    const issued = await issueLink(transaction, links, offer, invitationMilliseconds, 'invitation');
    await record(transaction, caller, {
      action: 'invitation.created',
      subject: subjectOf(issued.invitation),
      before: null,
      after: { role: input.role, expiresAt: issued.invitation.expiresAt.toISOString() },
    });
    return issued;
  });
}

/** A link that makes its holder an owner: for the first start, and for whoever holds the machine. */
export async function issueOwnerLink(
  transaction: Transaction,
  links: Links,
  organisationId: string,
): Promise<string> {
  const offer = { organisationId, role: 'OWNER', email: null } as const;
  const { link, invitation } = await issueLink(transaction, links, offer, setUpMilliseconds, 'setup');
  await record(
    transaction,
    { ...nobody, organisationId },
    {
      action: 'owner_link.created',
      subject: subjectOf(invitation),
      before: null,
      after: { expiresAt: invitation.expiresAt.toISOString() },
    },
  );
  return link;
}

/** The organisation's invitations that can still be used, without their links. */
export function listInvitations(db: Db, { organisationId }: Caller): Promise<Invitation[]> {
  return db.invitation.findMany({
    where: { organisationId, email: { not: null }, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: 'desc' },
  });
}

/** @throws NotFoundError */
export async function revokeInvitation(db: Db, caller: Caller, id: string): Promise<void> {
  if (!isUuid(id)) throw new NotFoundError('invitation');
  const where = { id, organisationId: caller.organisationId };
  await db.$transaction(async (transaction) => {
    const invitation = await transaction.invitation.findFirst({ where });
    const { count } = await transaction.invitation.deleteMany({ where });
    if (!invitation || count === 0) throw new NotFoundError('invitation');
    await record(transaction, caller, {
      action: 'invitation.revoked',
      subject: subjectOf(invitation),
      before: { role: invitation.role },
      after: null,
    });
  });
}

/** What the holder of a link is offered, or null when it no longer works. */
export function findInvitation(db: Db, links: Links, token: string): Promise<Offer | null> {
  return db.invitation.findUnique({
    where: { tokenMac: tokenMac(links, token), expiresAt: { gt: new Date() } },
    include: { organisation: true },
  });
}

/**
 * Turns a link into a role. Whoever has a role somewhere proves it with the password they have; everyone else chooses a
 * new one, also someone who had a role once and forgot theirs. An owner link, which only the holder of the machine can
 * make, sets a new password in any case. The link is used up, by one of two who try at once. Returns the address to sign
 * in with, and where the person now has a role.
 * @throws InvitationInvalidError; ValidationError naming every bad field; TooManyAttemptsError
 */
export async function acceptInvitation(
  door: PasswordDoor,
  links: Links,
  input: { token: string; email: string; name?: string | null; password: string },
): Promise<{ email: string; organisation: Organisation }> {
  const { db } = door;
  const invitation = await findInvitation(db, links, input.token);
  if (!invitation) throw new InvitationInvalidError();
  const { organisation } = invitation;
  const email = readEmail(invitation.email ?? input.email);
  const known = 'email' in email ? await findPerson(db, email.email) : null;
  if (known && known.memberships.length > 0 && invitation.email !== null) {
    await provePassword(door, known, input.password);
    await db.$transaction((transaction) => takeUp(transaction, invitation, door, async () => known.id));
    return { email: known.email, organisation };
  }
  const person = readPerson(email, { ...input, name: known?.name ?? input.name });
  const passwordHash = await hashPassword(person.password);
  await db.$transaction((transaction) =>
    takeUp(
      transaction,
      invitation,
      door,
      async () => {
        if (!known) return insertPerson(transaction, { ...person, passwordHash });
        await resetPassword(transaction, known.id, passwordHash);
        return known.id;
      },
      known !== null,
    ),
  );
  return { email: person.email, organisation };
}

/**
 * Takes an invitation up as the person who is signed in, whose address it must name: the session, with its password given
 * lately, proves them as well as the password would. Returns the organisation that they now belong to.
 * @throws InvitationInvalidError; ValidationError (`OTHER_ADDRESS`, `ALREADY_MEMBER`)
 */
export async function joinOrganisation(
  db: Db,
  links: Links,
  person: Person,
  token: string,
): Promise<Organisation> {
  const invitation = await findInvitation(db, links, token);
  if (!invitation) throw new InvitationInvalidError();
  if (invitation.email !== person.email) throw new ValidationError([otherAddress]);
  await db.$transaction((transaction) => takeUp(transaction, invitation, person, async () => person.userId));
  return invitation.organisation;
}

/** A person who can sign in with a password; better-auth's own two rows. Returns the person's id. */
export async function insertPerson(
  transaction: Transaction,
  { email, name, passwordHash }: { email: string; name: string; passwordHash: string },
): Promise<string> {
  const user = await transaction.user.create({ data: { email, name } });
  await transaction.account.create({
    data: { userId: user.id, accountId: user.id, providerId: 'credential', password: passwordHash },
  });
  return user.id;
}

async function issueLink(
  transaction: Transaction,
  links: Links,
  offer: { organisationId: string; role: Role; email: string | null },
  milliseconds: number,
  page: 'setup' | 'invitation',
): Promise<{ invitation: Invitation; link: string }> {
  const token = randomBytes(32).toString('base64url');
  const invitation = await transaction.invitation.create({
    data: { ...offer, tokenMac: tokenMac(links, token), expiresAt: new Date(Date.now() + milliseconds) },
  });
  // In the fragment, which browsers send to no server and write in no Referer.
  return { invitation, link: `${links.issuer}/${page}#${token}` };
}

function readPerson(
  email: ReturnType<typeof readEmail>,
  input: { name?: string | null; password: string },
): { email: string; name: string; password: string } {
  const name = readText(input.name, { field: 'name', maxLength: 120 });
  const password = readNewPassword(input.password);
  if ('email' in email && 'text' in name && 'password' in password) {
    return { email: email.email, name: name.text, password: password.password };
  }
  throw new ValidationError([email, name, password].filter((read): read is FieldError => 'code' in read));
}

function findPerson(db: Db, email: string) {
  return db.user.findUnique({ where: { email }, include: { memberships: true } });
}

async function provePassword(
  { db, attempts, address }: PasswordDoor,
  person: User,
  password: string,
): Promise<void> {
  await countAttempt(attempts, { account: person.email, address });
  if (!(await isPasswordOf(db, person.id, password))) throw new ValidationError([wrongPassword('password')]);
  await forgiveAttempts(attempts, person.email);
}

/** Sessions of the forgotten password end with it. */
async function resetPassword(transaction: Transaction, userId: string, password: string): Promise<void> {
  await transaction.account.updateMany({ where: { userId, providerId: 'credential' }, data: { password } });
  await transaction.session.deleteMany({ where: { userId } });
}

/** Uses the link up and gives its role to the person that `findOrMake` names, who may have got a new password with it. */
async function takeUp(
  transaction: Transaction,
  invitation: Invitation,
  { address, userAgent }: Origin,
  findOrMake: () => Promise<string>,
  hasNewPassword = false,
): Promise<void> {
  const { organisationId, role, email } = invitation;
  const { count } = await transaction.invitation.deleteMany({ where: { id: invitation.id } });
  if (count === 0) throw new InvitationInvalidError();
  const userId = await findOrMake();
  const key = { userId_organisationId: { userId, organisationId } };
  const before = await transaction.membership.findUnique({ where: key });
  if (email !== null && before) throw new ValidationError([alreadyMember]);
  const { user } = await transaction.membership.upsert({
    where: key,
    create: { userId, organisationId, role },
    update: { role },
    include: { user: true },
  });
  // Once there is an owner, other set-up links are void.
  if (role === 'OWNER') await transaction.invitation.deleteMany({ where: { organisationId, email: null } });
  const actor = { userId, name: user.name, email: user.email, address, userAgent };
  const subject = { type: 'administrator', id: userId, name: user.name } as const;
  // First what goes to all organisations of the person: their locks are taken in one order.
  if (hasNewPassword) {
    const entry = { action: 'password.changed', subject, before: null, after: null } as const;
    await recordForPerson(transaction, userId, actor, entry);
  }
  await record(
    transaction,
    { ...actor, organisationId },
    {
      action: 'invitation.accepted',
      subject,
      before: before && { role: before.role },
      after: { role, email: user.email },
    },
  );
}

function subjectOf({ id, email }: Invitation): AuditSubject {
  return { type: 'invitation', id, name: email ?? '' };
}

function tokenMac({ masterKey }: Links, token: string): string {
  return createHmac('sha256', masterKey.derive('invitations')).update(token).digest('base64url');
}

const otherAddress: FieldError = {
  field: 'token',
  code: 'OTHER_ADDRESS',
  message:
    'This link is for another address than the one that is signed in. Take it up with acceptInvitation.',
};

const alreadyMember: FieldError = {
  field: 'email',
  code: 'ALREADY_MEMBER',
  message: 'This person is an administrator here already.',
};
