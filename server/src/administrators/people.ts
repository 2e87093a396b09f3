import { record, type AuditSubject } from '../audit/record.ts';
import type { Db, Transaction } from '../database/connect.ts';
import { NotFoundError } from '../errors.ts';
import type { Membership, Organisation, Role, User } from '../generated/prisma/client.ts';
import { isUuid } from '../text.ts';
import { LastOwnerError } from './administrator-errors.ts';
import type { Caller } from './caller.ts';

/** A person with a role in the caller's organisation. */
export type Administrator = Membership & { user: User; organisation: Organisation };

const whole = { user: true, organisation: true };

/** The caller as an administrator; null when the role was taken away in this very moment. */
export function findViewer(db: Db, { userId, organisationId }: Caller): Promise<Administrator | null> {
  const key = { userId_organisationId: { userId, organisationId } };
  return db.membership.findUnique({ where: key, include: whole });
}

/** Everyone with a role in the organisation, by name. */
export function listAdministrators(db: Db, caller: Caller): Promise<Administrator[]> {
  return db.membership.findMany({
    where: { organisationId: caller.organisationId },
    include: whole,
    orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
  });
}

/** Gives a person another role. @throws NotFoundError, LastOwnerError */
export function changeRole(
  db: Db,
  caller: Caller,
  administratorId: string,
  role: Role,
): Promise<Administrator> {
  return withAdministrator(db, caller, administratorId, async (transaction, { key, before, isLastOwner }) => {
    if (isLastOwner && role !== 'OWNER') throw new LastOwnerError();
    const changed = await transaction.membership.update({ where: key, data: { role }, include: whole });
    if (before === role) return changed;
    await record(transaction, caller, {
      action: 'administrator.role_changed',
      subject: subjectOf(changed),
      before: { role: before },
      after: { role },
    });
    return changed;
  });
}

/**
 * Takes a person's role in the organisation away, with effect on the next request. Whoever has no role elsewhere loses all
 * sessions with it. @throws NotFoundError, LastOwnerError
 */
export async function removeAdministrator(db: Db, caller: Caller, administratorId: string): Promise<void> {
  await withAdministrator(db, caller, administratorId, async (transaction, { key, isLastOwner }) => {
    if (isLastOwner) throw new LastOwnerError();
    const removed = await transaction.membership.delete({ where: key, include: whole });
    const { userId } = removed;
    if ((await transaction.membership.count({ where: { userId } })) === 0) {
      await transaction.session.deleteMany({ where: { userId } });
    }
    await record(transaction, caller, {
      action: 'administrator.removed',
      subject: subjectOf(removed),
      before: { role: removed.role, email: removed.user.email },
      after: null,
    });
    return removed;
  });
}

/** Gives the caller's own role in the organisation up; the session goes on. @throws LastOwnerError */
export async function leaveOrganisation(db: Db, caller: Caller): Promise<void> {
  await withAdministrator(db, caller, caller.userId, async (transaction, { key, isLastOwner }) => {
    if (isLastOwner) throw new LastOwnerError();
    const left = await transaction.membership.delete({ where: key, include: whole });
    await record(transaction, caller, {
      action: 'administrator.left',
      subject: subjectOf(left),
      before: { role: left.role },
      after: null,
    });
    return left;
  });
}

function subjectOf({ userId, user }: Administrator): AuditSubject {
  return { type: 'administrator', id: userId, name: user.name };
}

/** Holds the organisation's memberships still, so that two owners cannot remove each other at once. */
async function withAdministrator(
  db: Db,
  { organisationId }: Caller,
  userId: string,
  change: (
    transaction: Transaction,
    found: {
      key: { userId_organisationId: { userId: string; organisationId: string } };
      before: Role;
      isLastOwner: boolean;
    },
  ) => Promise<Administrator>,
): Promise<Administrator> {
  if (!isUuid(userId)) throw new NotFoundError('administrator');
  return db.$transaction(async (transaction) => {
    const members = await transaction.$queryRaw<{ userId: string; role: Role }[]>`
      SELECT "userId", role FROM "Membership" WHERE "organisationId" = ${organisationId}::uuid FOR UPDATE`;
    const member = members.find((candidate) => candidate.userId === userId.toLowerCase());
    if (!member) throw new NotFoundError('administrator');
    const owners = members.filter(({ role }) => role === 'OWNER');
    return change(transaction, {
      key: { userId_organisationId: { userId, organisationId } },
      before: member.role,
      isLastOwner: member.role === 'OWNER' && owners.length === 1,
    });
  });
}
