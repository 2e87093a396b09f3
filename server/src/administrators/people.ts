import type { Db, Transaction } from '../database/connect.ts';
import { NotFoundError } from '../errors.ts';
import type { Membership, Role, User } from '../generated/prisma/client.ts';
import { isUuid } from '../text.ts';
import { LastOwnerError } from './administrator-errors.ts';
import type { Caller } from './caller.ts';

/** A person with a role in the caller's organisation. */
export type Administrator = Membership & { user: User };

/** Everyone with a role in the organisation, by name. */
export function listAdministrators(db: Db, caller: Caller): Promise<Administrator[]> {
  return db.membership.findMany({
    where: { organisationId: caller.organisationId },
    include: { user: true },
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
  return withAdministrator(db, caller, administratorId, async (transaction, { key, isLastOwner }) => {
    if (isLastOwner && role !== 'OWNER') throw new LastOwnerError();
    return transaction.membership.update({ where: key, data: { role }, include: { user: true } });
  });
}

/** Takes a person's role away and ends all their sessions. @throws NotFoundError, LastOwnerError */
export async function removeAdministrator(db: Db, caller: Caller, administratorId: string): Promise<void> {
  await withAdministrator(db, caller, administratorId, async (transaction, { key, isLastOwner }) => {
    if (isLastOwner) throw new LastOwnerError();
    await transaction.session.deleteMany({ where: { userId: administratorId } });
    return transaction.membership.delete({ where: key, include: { user: true } });
  });
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
      isLastOwner: member.role === 'OWNER' && owners.length === 1,
    });
  });
}
