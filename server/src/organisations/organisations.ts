import { belongedToForLongest, type Caller, type Person } from '../administrators/caller.ts';
import { insertDefaultApi, type NewOrganisationConfig } from '../apis/default-api.ts';
import { record, type AuditSubject } from '../audit/record.ts';
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

/**
 * Makes an organisation that the caller owns, with its default API and nothing else yet. It stands in its own record alone: in another's,
 * people who are nobody there would read of it. @throws ValidationError
 */
export async function createOrganisation(
  db: Db,
  caller: Caller,
  config: NewOrganisationConfig,
  input: { name: string },
): Promise<Organisation> {
  const name = readName(input.name);
  const { userId } = caller;
  return db.$transaction(async (transaction) => {
    const organisation = await transaction.organisation.create({
      data: { name, memberships: { create: { userId, role: 'OWNER' } } },
    });
    await insertDefaultApi(transaction, organisation.id, config);
    await record(
      transaction,
      { ...caller, organisationId: organisation.id },
      { action: 'organisation.created', subject: subjectOf(organisation), before: null, after: { name } },
    );
    return organisation;
  });
}

/** Gives the caller's organisation another name. @throws ValidationError */
export async function renameOrganisation(
  db: Db,
  caller: Caller,
  input: { name: string },
): Promise<Organisation> {
  const name = readName(input.name);
  const { organisationId } = caller;
  return db.$transaction(async (transaction) => {
    await transaction.$queryRaw`SELECT 1 FROM "Organisation" WHERE id = ${organisationId}::uuid FOR UPDATE`;
    const before = await transaction.organisation.findUniqueOrThrow({ where: { id: organisationId } });
    if (before.name === name) return before;
    const renamed = await transaction.organisation.update({
      where: { id: organisationId },
      data: { name },
    });
    await record(transaction, caller, {
      action: 'organisation.renamed',
      subject: subjectOf(renamed),
      before: { name: before.name },
      after: { name },
    });
    return renamed;
  });
}

function subjectOf({ id, name }: Organisation): AuditSubject {
  return { type: 'organisation', id, name };
}

function readName(raw: string): string {
  const read = readText(raw, { field: 'name', maxLength: 120 });
  if ('text' in read) return read.text;
  throw new ValidationError([read]);
}
