import { belongedToForLongest, type Caller, type Person } from '../administrators/caller.ts';
import type { Db } from '../database/connect.ts';
import { ValidationError } from '../errors.ts';
import type { Membership, Organisation } from '../generated/prisma/client.ts';
import { readText } from '../text.ts';

/** An organisation, and what the person may do there. */
export type OwnMembership = Membership & { organisation: Organisation };

/** Where the person has a role, the organisation that they have belonged to for longest first. */
export function listOrganisations(db: Db, { userId }: Person): Promise<OwnMembership[]> {
  return db.membership.findMany({
    where: { userId },
    include: { organisation: true },
    orderBy: belongedToForLongest,
  });
}

/** Makes an organisation that the caller owns, and holds nothing else yet. @throws ValidationError */
export async function createOrganisation(
  db: Db,
  { userId }: Caller,
  input: { name: string },
): Promise<Organisation> {
  const name = readName(input.name);
  return db.organisation.create({
    data: { name, memberships: { create: { userId, role: 'OWNER' } } },
  });
}

/** Gives the caller's organisation another name. @throws ValidationError */
export async function renameOrganisation(
  db: Db,
  { organisationId }: Caller,
  input: { name: string },
): Promise<Organisation> {
  const name = readName(input.name);
  return db.organisation.update({ where: { id: organisationId }, data: { name } });
}

function readName(raw: string): string {
  const read = readText(raw, { field: 'name', maxLength: 120 });
  if ('text' in read) return read.text;
  throw new ValidationError([read]);
}
