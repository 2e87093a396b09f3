import type { Caller } from '../administrators/caller.ts';
import { holdScopes } from '../apis/chosen-scopes.ts';
import { refuseIfInUse } from '../apis/use.ts';
import { changedFields } from '../audit/changed-fields.ts';
import { record, type AuditSubject } from '../audit/record.ts';
import type { Db, Transaction } from '../database/connect.ts';
import { ChangedMeanwhileError, NotFoundError, ValidationError } from '../errors.ts';
import type { PermissionGroup } from '../generated/prisma/client.ts';
import { isOtherVersion } from '../versions.ts';
import { readGroup, type GroupDefinition, type GroupInput } from './group-input.ts';
import * as store from './store.ts';
import type { GroupWithScopes } from './store.ts';

/** How many groups an organisation may have: lists show them all. */
const mostGroups = 500;

/**
 * Makes a named set of scopes.
 * @throws ValidationError for bad fields, all at once; NameTakenError
 */
export async function createPermissionGroup(
  db: Db,
  caller: Caller,
  input: GroupInput,
): Promise<PermissionGroup> {
  const { organisationId } = caller;
  return db.$transaction(async (transaction) => {
    const whole = {
      name: input.name ?? null,
      description: input.description ?? '',
      scopes: input.scopes ?? null,
    };
    const offered = await holdScopes(transaction, organisationId, input.scopes ?? []);
    const definition = readGroup(whole, offered) as GroupDefinition;
    await refuseTooMany(transaction, caller);
    const group = await store.insertGroup(transaction, organisationId, definition);
    await record(transaction, caller, {
      action: 'permission_group.created',
      subject: subjectOf(group),
      before: null,
      after: definition,
    });
    return group;
  });
}

/**
 * Changes the fields that are given; `scopes` as a whole. What tokens may hold changes for those issued from now on.
 * @throws NotFoundError; ValidationError; NameTakenError; ChangedMeanwhileError when the group is no longer as it was at
 * `expectedUpdatedAt`
 */
export async function updatePermissionGroup(
  db: Db,
  caller: Caller,
  input: GroupInput & { id: string; expectedUpdatedAt?: Date | null | undefined },
): Promise<PermissionGroup> {
  return db.$transaction(async (transaction) => {
    const offered = await holdScopes(transaction, caller.organisationId, input.scopes ?? []);
    const current = await store.lockGroup(transaction, caller.organisationId, input.id);
    if (!current) throw new NotFoundError('permission group');
    const change = readGroup(input, offered);
    if (isOtherVersion(current, input.expectedUpdatedAt)) throw new ChangedMeanwhileError('permission group');
    const before = definitionOf(current);
    const after = { ...before, ...change };
    const changed = changedFields(before, after);
    if (!changed) return current;
    const group = await store.updateGroupRow(transaction, current, after);
    const subject = subjectOf(group);
    await record(transaction, caller, { action: 'permission_group.updated', subject, ...changed });
    return group;
  });
}

/**
 * Deletes a group; clients that have it lose it, which needs `evenIfInUse`.
 * @throws NotFoundError; InUseError
 */
export async function deletePermissionGroup(
  db: Db,
  caller: Caller,
  { id, evenIfInUse }: { id: string; evenIfInUse?: boolean | null | undefined },
): Promise<void> {
  await db.$transaction(async (transaction) => {
    const group = await store.lockGroup(transaction, caller.organisationId, id);
    if (!group) throw new NotFoundError('permission group');
    const use = await store.findGroupUse(transaction, group);
    refuseIfInUse(use, evenIfInUse);
    await store.deleteGroupRow(transaction, group);
    await record(transaction, caller, {
      action: 'permission_group.deleted',
      subject: subjectOf(group),
      before: { ...definitionOf(group), clientCount: use.clientCount },
      after: null,
    });
  });
}

async function refuseTooMany(transaction: Transaction, { organisationId }: Caller): Promise<void> {
  if ((await transaction.permissionGroup.count({ where: { organisationId } })) < mostGroups) return;
  const message = `An organisation has at most ${mostGroups} permission groups. Delete one that is not needed any more.`;
  throw new ValidationError([{ field: 'name', code: 'TOO_MANY', message }]);
}

function definitionOf({ name, description, scopes }: GroupWithScopes): GroupDefinition {
  return { name, description, scopes: scopes.map(({ scope }) => scope.name) };
}

function subjectOf({ id, name }: PermissionGroup): AuditSubject {
  return { type: 'permission_group', id, name };
}
