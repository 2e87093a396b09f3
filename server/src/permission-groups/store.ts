import type { Db, Transaction } from '../database/connect.ts';
import { refusingDoubles } from '../database/unique-violation.ts';
import { scopeOrder } from '../apis/scope-order.ts';
import { mostNamed, type Use } from '../apis/use.ts';
import { NameTakenError } from '../errors.ts';
import type { PermissionGroup, Prisma } from '../generated/prisma/client.ts';
import { identityKey, isUuid, sortKey } from '../text.ts';
import { nextVersion } from '../versions.ts';
import type { GroupDefinition } from './group-input.ts';

/** A group with its scopes by name. */
export type GroupWithScopes = PermissionGroup & { scopes: { scope: { name: string } }[] };

/** The scopes of a group, in the order in which scopes are shown. */
export const groupScopes = {
  scopes: {
    select: { scope: { select: { name: true } } },
    orderBy: scopeOrder.map((scope) => ({ scope })),
  },
} satisfies Prisma.PermissionGroupSelect;

export const groupOrder = [{ nameSort: 'asc' }, { id: 'asc' }] as const;

/** Which of these groups the organisation has. */
export async function findGroupIds(
  db: Db | Transaction,
  organisationId: string,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db.permissionGroup.findMany({
    where: { organisationId, id: { in: ids.filter(isUuid) } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** What these groups are called, in the alphabet's order. */
export async function findGroupNames(db: Db | Transaction, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db.permissionGroup.findMany({
    where: { id: { in: [...ids] } },
    select: { name: true },
    orderBy: [...groupOrder],
  });
  return rows.map(({ name }) => name);
}

/** Which of these the organisation has; nobody deletes them until the transaction is over. */
export async function holdGroups(
  transaction: Transaction,
  organisationId: string,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  await transaction.$queryRaw`
    SELECT 1 FROM "PermissionGroup"
    WHERE "organisationId" = ${organisationId}::uuid AND id = ANY (${ids.filter(isUuid)}::uuid[])
    ORDER BY id FOR KEY SHARE`;
  return findGroupIds(transaction, organisationId, ids);
}

/** A group of this organisation, which nobody else changes until the transaction is over. */
export async function lockGroup(
  transaction: Transaction,
  organisationId: string,
  id: string,
): Promise<GroupWithScopes | null> {
  if (!isUuid(id)) return null;
  await transaction.$queryRaw`
    SELECT 1 FROM "PermissionGroup" WHERE id = ${id}::uuid AND "organisationId" = ${organisationId}::uuid FOR UPDATE`;
  return transaction.permissionGroup.findUnique({
    where: { id, organisationId },
    include: groupScopes,
  });
}

/** @throws NameTakenError */
export async function insertGroup(
  transaction: Transaction,
  organisationId: string,
  { scopes, ...columns }: GroupDefinition,
): Promise<PermissionGroup> {
  const group = await refusingTakenNames(
    transaction.permissionGroup.create({
      data: { ...columns, ...derivedColumns(columns), organisationId },
    }),
  );
  await writeScopes(transaction, group, scopes);
  return group;
}

/** The group is like this from now on. @throws NameTakenError */
export async function updateGroupRow(
  transaction: Transaction,
  current: PermissionGroup,
  { scopes, ...columns }: GroupDefinition,
): Promise<PermissionGroup> {
  const group = await refusingTakenNames(
    transaction.permissionGroup.update({
      where: { id: current.id },
      data: { ...columns, ...derivedColumns(columns), updatedAt: nextVersion(current) },
    }),
  );
  await writeScopes(transaction, group, scopes);
  return group;
}

/** Its clients lose it. */
export async function deleteGroupRow(transaction: Transaction, { id }: PermissionGroup): Promise<void> {
  await transaction.permissionGroup.delete({ where: { id }, select: { id: true } });
}

/** Which clients have the group. */
export async function findGroupUse(transaction: Transaction, { id }: PermissionGroup): Promise<Use> {
  const where = { permissionGroups: { some: { groupId: id } } };
  return {
    clientCount: await transaction.client.count({ where }),
    clients: await transaction.client.findMany({
      where,
      orderBy: [{ nameSort: 'asc' }, { id: 'asc' }],
      take: mostNamed,
    }),
    permissionGroups: [],
  };
}

async function writeScopes(
  transaction: Transaction,
  { id: groupId, organisationId }: PermissionGroup,
  names: readonly string[],
): Promise<void> {
  const scopes = await transaction.apiScope.findMany({
    where: { organisationId, name: { in: [...names] } },
    select: { id: true },
  });
  const ids = scopes.map(({ id }) => id);
  await transaction.permissionGroupScope.deleteMany({ where: { groupId, scopeId: { notIn: ids } } });
  await transaction.permissionGroupScope.createMany({
    data: ids.map((scopeId) => ({ groupId, scopeId, organisationId })),
    skipDuplicates: true,
  });
}

function derivedColumns({ name }: { name: string }) {
  return { nameKey: identityKey(name), nameSort: sortKey(name) };
}

function refusingTakenNames<T>(write: Promise<T>): Promise<T> {
  return refusingDoubles(write, {
    PermissionGroup_organisationId_nameKey_key: () => new NameTakenError('permission group'),
  });
}
