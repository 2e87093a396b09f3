import { createHmac, randomBytes } from 'node:crypto';
import type { Db, Transaction } from '../database/connect.ts';
import { isUniqueViolation } from '../database/unique-violation.ts';
import { NotFoundError, ValidationError, type FieldError } from '../errors.ts';
import type { Invitation, Organisation, Role } from '../generated/prisma/client.ts';
import type { MasterKey } from '../master-key.ts';
import { hashPassword } from '../password-hash.ts';
import { isUuid, readText } from '../text.ts';
import { InvitationInvalidError } from './administrator-errors.ts';
import { countAttempt, forgiveAttempts } from './attempts.ts';
import type { Caller } from './caller.ts';
import { isPasswordOf, type PasswordDoor } from './passwords.ts';
import { readEmail, readNewPassword, wrongPassword } from './person-input.ts';

/** How long an invitation, and a set-up link, can be used. */
const invitationMilliseconds = 7 * 24 * 3600_000;
const setUpMilliseconds = 3600_000;

/** Where links lead, and what their tokens are kept under. */
export type Links = { issuer: string; masterKey: MasterKey };

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
  return issueLink(
    db,
    links,
    { organisationId, role: input.role, email: read.email },
    invitationMilliseconds,
    'invitation',
  );
}

/** A link that makes its holder an owner: for the first start, and for whoever holds the machine. */
export async function issueOwnerLink(
  db: Db | Transaction,
  links: Links,
  organisationId: string,
): Promise<string> {
  const offer = { organisationId, role: 'OWNER', email: null } as const;
  const { link } = await issueLink(db, links, offer, setUpMilliseconds, 'setup');
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
export async function revokeInvitation(db: Db, { organisationId }: Caller, id: string): Promise<void> {
  const { count } = isUuid(id)
    ? await db.invitation.deleteMany({ where: { id, organisationId } })
    : { count: 0 };
  if (count === 0) throw new NotFoundError('invitation');
}

/** What the holder of a link is offered, or null when it no longer works. */
export function findInvitation(
  db: Db,
  links: Links,
  token: string,
): Promise<(Invitation & { organisation: Organisation }) | null> {
  return db.invitation.findUnique({
    where: { tokenMac: tokenMac(links, token), expiresAt: { gt: new Date() } },
    include: { organisation: true },
  });
}

/**
 * Turns a link into a role: for a new person with a name and a password, for a known one with the password they have.
 * The link is used up by it, by one of two who try at once. Returns the address to sign in with.
 * @throws InvitationInvalidError; ValidationError naming every bad field; TooManyAttemptsError
 */
export async function acceptInvitation(
  door: PasswordDoor,
  links: Links,
  input: { token: string; email: string; name?: string | null; password: string },
): Promise<string> {
  const { db, attempts, address } = door;
  const invitation = await findInvitation(db, links, input.token);
  if (!invitation) throw new InvitationInvalidError();
  const email = readEmail(invitation.email ?? input.email);
  const known = 'email' in email ? await db.user.findUnique({ where: { email: email.email } }) : null;
  if (known) {
    await countAttempt(attempts, { account: known.email, address });
    if (!(await isPasswordOf(db, known.id, input.password)))
      throw new ValidationError([wrongPassword('password')]);
    await forgiveAttempts(attempts, known.email);
    await db.$transaction(async (transaction) => {
      await useUp(transaction, invitation);
      await grant(transaction, known.id, invitation);
    });
    return known.email;
  }
  const person = readPerson(email, input);
  const password = await hashPassword(person.password);
  await db.$transaction(async (transaction) => {
    await useUp(transaction, invitation);
    const userId = await insertPerson(transaction, {
      email: person.email,
      name: person.name,
      passwordHash: password,
    });
    await grant(transaction, userId, invitation);
  });
  return person.email;
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
  db: Db | Transaction,
  links: Links,
  offer: { organisationId: string; role: Role; email: string | null },
  milliseconds: number,
  page: 'setup' | 'invitation',
): Promise<{ invitation: Invitation; link: string }> {
  const token = randomBytes(32).toString('base64url');
  const invitation = await db.invitation.create({
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

async function useUp(transaction: Transaction, invitation: Invitation): Promise<void> {
  const { count } = await transaction.invitation.deleteMany({ where: { id: invitation.id } });
  if (count === 0) throw new InvitationInvalidError();
}

async function grant(transaction: Transaction, userId: string, invitation: Invitation): Promise<void> {
  const { organisationId, role } = invitation;
  try {
    await transaction.membership.create({ data: { userId, organisationId, role } });
  } catch (error) {
    if (isUniqueViolation(error, 'Membership_pkey')) throw new ValidationError([alreadyMember]);
    throw error;
  }
  // Once there is an owner, other set-up links are void.
  if (role === 'OWNER') await transaction.invitation.deleteMany({ where: { organisationId, email: null } });
}

function tokenMac({ masterKey }: Links, token: string): string {
  return createHmac('sha256', masterKey.derive('invitations')).update(token).digest('base64url');
}

const alreadyMember: FieldError = {
  field: 'email',
  code: 'ALREADY_MEMBER',
  message: 'This person is an administrator here already.',
};
