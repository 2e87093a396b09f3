import type { Db } from '../database/connect.ts';
import { NotFoundError } from '../errors.ts';
import type { Session } from '../generated/prisma/client.ts';
import { isUuid } from '../text.ts';
import type { Person } from './caller.ts';

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
  const { count } = isUuid(sessionId) ? await db.session.deleteMany({ where }) : { count: 0 };
  if (count === 0) throw new NotFoundError('session');
}

/** Ends all of the person's sessions but this one; returns how many. */
export async function endOtherSessions(db: Db, person: Person): Promise<number> {
  const { count } = await db.session.deleteMany({
    where: { userId: person.userId, id: { not: person.sessionId } },
  });
  return count;
}
