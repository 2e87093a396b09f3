import type { AuditAction } from '../audit/actions.ts';
import { nobody, recordForPerson, type AuditEntry } from '../audit/record.ts';
import type { Db, Transaction } from '../database/connect.ts';
import { NotFoundError } from '../errors.ts';
import type { Session, User } from '../generated/prisma/client.ts';
import { isUuid } from '../text.ts';
import type { Origin, Person } from './caller.ts';

/** The person's living sessions, the one last used first. */
export function listSessions(db: Db, person: Person): Promise<Session[]> {
  return db.session.findMany({
    where: { userId: person.userId, expiresAt: { gt: new Date() } },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
  });
}

/** Ends one of the person's own sessions. @throws NotFoundError */
export async function endSession(db: Db, person: Person, sessionId: string): Promise<void> {
  const where = { id: sessionId, userId: person.userId };
  const ended = isUuid(sessionId)
    ? await db.$transaction((transaction) => endSessions(transaction, person, where))
    : 0;
  if (ended === 0) throw new NotFoundError('session');
}

/** Ends all of the person's sessions but this one; returns how many. Records it, so it comes last in its transaction. */
export function endOtherSessions(transaction: Transaction, person: Person): Promise<number> {
  return endSessions(transaction, person, { userId: person.userId, id: { not: person.sessionId } });
}

/** Puts on record that a session began: whoever holds its token has signed in. */
export async function recordSignIn(db: Db, token: string, origin: Origin): Promise<void> {
  const { id, user } = await db.session.findUniqueOrThrow({ where: { token }, include: { user: true } });
  const actor = { userId: user.id, name: user.name, email: user.email, ...origin };
  await db.$transaction((transaction) =>
    recordForPerson(transaction, user.id, actor, entryOf('session.started', user, null, { sessions: [id] })),
  );
}

/** Puts on record that someone gave a wrong password for this address; of an address that nobody has, nothing. */
export async function recordRefusedSignIn(db: Db, email: string, origin: Origin): Promise<void> {
  const user = await db.user.findUnique({ where: { email: email.toLowerCase() } });
  if (!user) return;
  const actor = { ...nobody, ...origin };
  await db.$transaction((transaction) =>
    recordForPerson(transaction, user.id, actor, entryOf('session.refused', user, null, null)),
  );
}

async function endSessions(
  transaction: Transaction,
  person: Person,
  where: { userId: string; id: string | { not: string } },
): Promise<number> {
  const ended = await transaction.session.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } });
  const { count } = await transaction.session.deleteMany({ where });
  if (count === 0) return 0;
  const before = { sessions: ended.map(({ id }) => id) };
  const subject = { id: person.userId, name: person.name };
  await recordForPerson(transaction, person.userId, person, entryOf('session.ended', subject, before, null));
  return count;
}

function entryOf(
  action: AuditAction,
  { id, name }: Pick<User, 'id' | 'name'>,
  before: AuditEntry['before'],
  after: AuditEntry['after'],
): AuditEntry {
  return { action, subject: { type: 'administrator', id, name }, before, after };
}
