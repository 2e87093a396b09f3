import type { Transaction } from '../database/connect.ts';
import { DomainError } from '../errors.ts';
import type { Client, PermissionGroup } from '../generated/prisma/client.ts';

/** Who has what is to be taken away; of the clients the first by name. */
export type Use = { clientCount: number; clients: Client[]; permissionGroups: PermissionGroup[] };

/** So many clients are named. */
export const mostNamed = 5;

/** What is to be taken away is in use; nothing was changed. */
export class InUseError extends DomainError {
  readonly use: Use;

  constructor(use: Use) {
    const { clientCount, permissionGroups } = use;
    super(
      `In use by ${clientCount} clients and ${permissionGroups.length} permission groups, which would lose it. Send evenIfInUse: true to go on.`,
    );
    this.use = use;
  }
}

/**
 * Who has one of these scopes: clients that have it as a single scope, and groups. Those clients stay as they are until the
 * transaction is over, so that none is changed while the scope goes.
 */
export async function findScopeUse(
  transaction: Transaction,
  organisationId: string,
  names: string[],
): Promise<Use> {
  const ids = await transaction.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Client" WHERE "organisationId" = ${organisationId}::uuid AND "scopes" && ${names}
    ORDER BY "nameSort", id FOR UPDATE`;
  const permissionGroups = await transaction.permissionGroup.findMany({
    where: { organisationId, scopes: { some: { scope: { name: { in: names } } } } },
    orderBy: [{ nameSort: 'asc' }, { id: 'asc' }],
  });
  const named = ids.slice(0, mostNamed).map(({ id }) => id);
  const clients = await transaction.client.findMany({
    where: { id: { in: named } },
    orderBy: [{ nameSort: 'asc' }, { id: 'asc' }],
  });
  return { clientCount: ids.length, clients, permissionGroups };
}

/** @throws InUseError unless nobody has it, or the caller goes on all the same */
export function refuseIfInUse(use: Use, evenIfInUse: boolean | null | undefined): void {
  if (evenIfInUse || use.clientCount + use.permissionGroups.length === 0) return;
  throw new InUseError(use);
}
