import { insertDefaultApi } from '../../src/apis/default-api.ts';
import type { Role } from '../../src/generated/prisma/client.ts';
import type { TestLlavero, TestPerson } from './llavero.ts';

/** Another organisation than the operator's, with its default API and no one in it yet. */
export async function foundOrganisation({ db, config }: TestLlavero, name: string): Promise<string> {
  return db.$transaction(async (transaction) => {
    const { id } = await transaction.organisation.create({ data: { name } });
    await insertDefaultApi(transaction, id, config);
    return id;
  });
}

/** Gives a person a role in this organisation. */
export async function giveRole(
  { db }: TestLlavero,
  { userId }: Pick<TestPerson, 'userId'>,
  organisationId: string,
  role: Role,
): Promise<void> {
  await db.membership.create({ data: { userId, organisationId, role } });
}

/** A person with this role there, and nowhere else. */
export async function signInTo(
  llavero: TestLlavero,
  organisationId: string,
  role: Role,
): Promise<TestPerson> {
  const person = await llavero.signIn(null);
  await giveRole(llavero, person, organisationId, role);
  return person;
}
