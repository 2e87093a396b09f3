import type { Db } from '../database/connect.ts';
import type { Organisation } from '../generated/prisma/client.ts';
import { StartError } from '../start-error.ts';
import { identityKey, isUuid } from '../text.ts';

/**
 * The organisation that whoever holds the machine means, by its id or by its name without regard to case; the operator's
 * where nothing is said. @throws StartError that names those there are
 */
export async function chooseOrganisation(db: Db, asked: string | undefined): Promise<Organisation> {
  const organisations = await db.organisation.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  if (organisations.length === 0)
    throw new StartError('This database holds no organisation yet. Start Llavero once, then ask again.');
  const [found, another] = organisations.filter((organisation) => isMeant(organisation, asked));
  if (found && !another) return found;
  const problem = found
    ? 'Several organisations have this name; give the id'
    : 'There is no such organisation';
  const list = organisations.map(({ id, name }) => `  ${id}  ${name}`).join('\n');
  throw new StartError(`${problem}: --organisation NAME_OR_ID. There are:\n${list}`);
}

function isMeant({ id, name, isOperator }: Organisation, asked: string | undefined): boolean {
  if (asked === undefined) return isOperator;
  return isUuid(asked) ? id === asked.toLowerCase() : identityKey(name) === identityKey(asked);
}
