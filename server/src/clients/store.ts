import type { Db, Transaction } from '../database/connect.ts';
import { refusingDoubles } from '../database/unique-violation.ts';
import { NameTakenError, NotFoundError } from '../errors.ts';
import { Prisma, type Client } from '../generated/prisma/client.ts';
import { nextVersion } from '../versions.ts';
import { openAllowedAddresses } from './allowed-addresses.ts';
import { loadAccess } from './api-access.ts';
import { ClientIdTakenError } from './client-errors.ts';
import type { ClientKeySet } from './client-keys.ts';
import { couldBeClientId } from './credentials.ts';
import type { KnownClient } from './registry.ts';

/** Writes a client with its secret and its groups. @throws NameTakenError */
export async function insertClient(
  transaction: Transaction,
  data: Prisma.ClientUncheckedCreateInput,
): Promise<Client> {
  return refusingTakenNames(transaction.client.create({ data }));
}

/** With which the client IDs begin that this organisation chooses. */
export async function findSlug(db: Db, organisationId: string): Promise<string> {
  const where = { id: organisationId };
  return (await db.organisation.findUniqueOrThrow({ where, select: { slug: true } })).slug;
}

/** Sees to it that nobody is ever given this client ID again. @throws ClientIdTakenError where somebody was */
export async function takeClientId(
  transaction: Transaction,
  organisationId: string,
  clientId: string,
): Promise<void> {
  const data = [{ clientId, organisationId }];
  const { count } = await transaction.chosenClientId.createMany({ data, skipDuplicates: true });
  if (count === 0) throw new ClientIdTakenError();
}

/** The keys of a client as they are written; none is the SQL null. */
export function jwksColumn(jwks: ClientKeySet | null): Prisma.InputJsonValue | typeof Prisma.DbNull {
  return (jwks as Prisma.InputJsonValue | null) ?? Prisma.DbNull;
}

/** A client of this organisation; `query` says what is loaded with it. */
export async function findClient(
  db: Db,
  organisationId: string,
  clientId: string,
  query: object = {},
): Promise<Client | null> {
  return couldBeClientId(clientId)
    ? db.client.findUnique({ ...query, where: { clientId, organisationId } })
    : null;
}

/**
 * Runs `change` on a client of this organisation while nobody else can change it, in one transaction.
 * @throws NotFoundError
 */
export async function changeClient<Result>(
  db: Db,
  organisationId: string,
  clientId: string,
  change: (transaction: Transaction, current: Client) => Promise<Result>,
): Promise<Result> {
  if (!couldBeClientId(clientId)) throw new NotFoundError('client');
  return db.$transaction(async (transaction) => {
    await transaction.$queryRaw`
      SELECT 1 FROM "Client" WHERE "clientId" = ${clientId} AND "organisationId" = ${organisationId}::uuid FOR UPDATE`;
    const current = await transaction.client.findUnique({ where: { clientId, organisationId } });
    if (!current) throw new NotFoundError('client');
    return change(transaction, current);
  });
}

/** The client is like this from now on. @throws NameTakenError */
export async function updateClientRow(
  transaction: Transaction,
  current: Client,
  data: Prisma.ClientUncheckedUpdateInput,
): Promise<Client> {
  return refusingTakenNames(
    transaction.client.update({
      where: { id: current.id },
      data: { ...data, updatedAt: nextVersion(current) },
    }),
  );
}

/** The permission groups of a client, in a fixed order. */
export async function findGroupIds(transaction: Transaction, clientRowId: string): Promise<string[]> {
  const rows = await transaction.clientPermissionGroup.findMany({
    where: { clientId: clientRowId },
    select: { groupId: true },
  });
  return rows.map(({ groupId }) => groupId).toSorted();
}

/** The client has these groups and no longer those. */
export async function replaceGroups(
  transaction: Transaction,
  { id: clientId, organisationId }: Client,
  those: string[],
  these: string[],
): Promise<void> {
  const gone = those.filter((id) => !these.includes(id));
  const added = these.filter((id) => !those.includes(id));
  if (gone.length > 0)
    await transaction.clientPermissionGroup.deleteMany({ where: { clientId, groupId: { in: gone } } });
  if (added.length > 0)
    await transaction.clientPermissionGroup.createMany({
      data: added.map((groupId) => ({ clientId, groupId, organisationId })),
    });
}

/** Voids the tokens that are out: they carry a lower generation. It is no new version of what can be updated. */
export async function raiseTokenGeneration(
  transaction: Transaction,
  { id, updatedAt }: Client,
): Promise<Client> {
  return transaction.client.update({
    where: { id },
    data: { tokenGeneration: { increment: 1 }, updatedAt },
  });
}

/** Removes a client, for good; its secrets go with it. */
export async function deleteClientRow(transaction: Transaction, { id }: Client): Promise<void> {
  await transaction.client.delete({ where: { id }, select: { id: true } });
}

function refusingTakenNames<T>(write: Promise<T>): Promise<T> {
  return refusingDoubles(write, {
    Client_organisationId_nameKey_key: () => new NameTakenError('client'),
  });
}

/** What the registry holds of a client; of whatever organisation. */
export async function loadKnownClient(db: Db, clientId: string): Promise<KnownClient | null> {
  const [client, access] = await Promise.all([loadClient(db, clientId), loadAccess(db, clientId)]);
  if (!client) return null;
  return {
    ...client,
    access,
    allowedAddresses: openAllowedAddresses(client.allowedAddresses),
    jwks: client.jwks as ClientKeySet | null,
    secrets: client.secrets.map(({ createdAt, startsAt, ...secret }) => ({
      ...secret,
      startsAt: startsAt <= createdAt ? null : startsAt,
    })),
  };
}

function loadClient(db: Db, clientId: string) {
  return db.client.findUnique({
    where: { clientId },
    select: {
      id: true,
      organisationId: true,
      clientId: true,
      grantTypes: true,
      enabled: true,
      allowedAddresses: true,
      tokenGeneration: true,
      mayIntrospect: true,
      authenticationMethod: true,
      jwks: true,
      secrets: { select: { id: true, hash: true, startsAt: true, expiresAt: true, createdAt: true } },
    },
  });
}
