import type { Config } from '../config.ts';
import { nobody, record } from '../audit/record.ts';
import { withLock } from '../database/locks.ts';
import type { Db, Transaction } from '../database/connect.ts';
import { hashPassword } from '../password-hash.ts';
import { insertPerson, issueOwnerLink, type Links } from './invitations.ts';
import { readEmail } from './person-input.ts';

/**
 * Sees to it that there is the operator's organisation and a way to its first owner: the person the environment names, or
 * a link.
 * Returns what the operator is to be told.
 */
export async function prepareFirstOwner(
  db: Db,
  links: Links,
  { firstOwner }: Pick<Config, 'firstOwner'>,
): Promise<{ setUpLink?: string; notice?: string }> {
  return withLock(db, 'first owner', async (transaction) => {
    const organisation =
      (await transaction.organisation.findFirst({ where: { isOperator: true } })) ??
      (await transaction.organisation.create({ data: { name: 'Llavero', isOperator: true } }));
    const organisationId = organisation.id;
    if (await transaction.membership.findFirst({ where: { organisationId, role: 'OWNER' } })) {
      return firstOwner
        ? { notice: 'There is an owner already; LLAVERO_ADMIN_EMAIL and LLAVERO_ADMIN_PASSWORD are ignored.' }
        : {};
    }
    if (!firstOwner) return { setUpLink: await issueOwnerLink(transaction, links, organisationId) };
    const read = readEmail(firstOwner.email);
    const email = 'email' in read ? read.email : firstOwner.email;
    const known = await transaction.user.findUnique({ where: { email } });
    const userId = known?.id ?? (await insertFirstOwner(transaction, email, firstOwner.password));
    const { user } = await transaction.membership.upsert({
      where: { userId_organisationId: { userId, organisationId } },
      create: { userId, organisationId, role: 'OWNER' },
      update: { role: 'OWNER' },
      include: { user: true },
    });
    await record(
      transaction,
      { ...nobody, organisationId },
      {
        action: 'administrator.added',
        subject: { type: 'administrator', id: userId, name: user.name },
        before: null,
        after: { role: 'OWNER', email },
      },
    );
    return { notice: `${email} is the first owner and can sign in.` };
  });
}

/** The slow hash is made for the start that needs it, and for no later one. */
async function insertFirstOwner(transaction: Transaction, email: string, password: string): Promise<string> {
  return insertPerson(transaction, {
    email,
    name: nameFrom(email),
    passwordHash: await hashPassword(password),
  });
}

/** Something to call a person of whom only the address is known: `ana.lopez@example.com` is Ana Lopez. */
function nameFrom(email: string): string {
  const words = (email.split('@')[0] ?? '').split(/[._+-]+/).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || email;
}
