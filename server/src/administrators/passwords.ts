import { recordForPerson } from '../audit/record.ts';
import type { Db } from '../database/connect.ts';
import { ValidationError } from '../errors.ts';
import { hashPassword, verifyPassword } from '../password-hash.ts';
import { countAttempt, forgiveAttempts, type Attempts } from './attempts.ts';
import { passwordCountsFor, type Origin, type Person } from './caller.ts';
import { readNewPassword, wrongPassword } from './person-input.ts';
import { endOtherSessions } from './sessions.ts';

/** What a password is checked with: the database, the counted tries, and where the try comes from. */
export type PasswordDoor = { db: Db; attempts: Attempts } & Origin;

/**
 * Gives the password again in a running session; what asks for it is open for a quarter of an hour then.
 * @throws ValidationError (`WRONG_PASSWORD`), TooManyAttemptsError
 */
export async function confirmPassword(door: PasswordDoor, person: Person, password: string): Promise<Date> {
  await checkPassword(door, person, password, 'password');
  const confirmedAt = new Date();
  await door.db.session.update({
    where: { id: person.sessionId },
    data: { passwordConfirmedAt: confirmedAt },
  });
  return new Date(confirmedAt.getTime() + passwordCountsFor);
}

/**
 * Changes the caller's own password. Returns how many other sessions were ended.
 * @throws ValidationError naming both fields where both are wrong, TooManyAttemptsError
 */
export async function changePassword(
  door: PasswordDoor,
  person: Person,
  input: { currentPassword: string; newPassword: string; endOtherSessions: boolean },
): Promise<number> {
  const read = readNewPassword(input.newPassword, 'newPassword');
  const bad = 'password' in read ? [] : [read];
  await checkPassword(door, person, input.currentPassword, 'currentPassword', bad);
  if (!('password' in read)) throw new ValidationError(bad);
  const password = await hashPassword(read.password);
  const { userId } = person;
  return door.db.$transaction(async (transaction) => {
    await transaction.account.updateMany({ where: { userId, providerId: 'credential' }, data: { password } });
    const ended = input.endOtherSessions ? await endOtherSessions(transaction, person) : 0;
    await recordForPerson(transaction, userId, person, {
      action: 'password.changed',
      subject: { type: 'administrator', id: userId, name: person.name },
      before: null,
      after: null,
    });
    return ended;
  });
}

/** @throws ValidationError, TooManyAttemptsError */
async function checkPassword(
  { db, attempts, address }: PasswordDoor,
  person: Person,
  password: string,
  field: string,
  alsoBad: ValidationError['fields'] = [],
): Promise<void> {
  await countAttempt(attempts, { account: person.email, address });
  if (!(await isPasswordOf(db, person.userId, password)))
    throw new ValidationError([wrongPassword(field), ...alsoBad]);
  await forgiveAttempts(attempts, person.email);
}

/** Whether this is the person's password. */
export async function isPasswordOf(db: Db, userId: string, password: string): Promise<boolean> {
  const account = await db.account.findFirst({ where: { userId, providerId: 'credential' } });
  return !!account?.password && verifyPassword(account.password, password);
}
