import { quoted, readChosenScopes } from '../apis/chosen-scopes.ts';
import type { FieldError } from '../errors.ts';

/** What a caller says of what a client may do. What is absent stays as it is. */
export type PermissionsInput = {
  scopes?: readonly string[] | null | undefined;
  permissionGroupIds?: readonly (string | number)[] | null | undefined;
};

/** What a client is given: single scopes by name, and permission groups by id. */
export type Permissions = { scopes: string[]; permissionGroupIds: string[] };

/** What an organisation has to give: all of its scopes in their order, where any is asked for, and those of the asked groups that exist. */
export type Offer = Readonly<{ [part in keyof Permissions]: readonly string[] }>;

const nothing = 'Choose at least one scope or permission group.';

/** What the client will have: scopes in their fixed order, nothing twice, and at least one of the two; or all that is wrong. */
export function readPermissions(
  input: PermissionsInput,
  current: Permissions,
  offer: Offer,
): Permissions | FieldError[] {
  const scopes = readScopes(input, current, offer);
  const groups = readGroups(input, current, offer);
  const bad = [scopes, groups].filter((read) => 'code' in read);
  if (bad.length > 0) return bad;
  const permissions = { ...scopes, ...groups } as Permissions;
  const isGiven = input.scopes !== undefined || input.permissionGroupIds !== undefined;
  const isEmpty = permissions.scopes.length + permissions.permissionGroupIds.length === 0;
  // A client that lost all it had (its scopes were taken away) can still be given another name.
  return isGiven && isEmpty ? [{ field: 'scopes', code: 'REQUIRED', message: nothing }] : permissions;
}

function readScopes(
  { scopes: asked }: PermissionsInput,
  { scopes }: Permissions,
  offer: Offer,
): Pick<Permissions, 'scopes'> | FieldError {
  if (asked === undefined) return { scopes };
  if (asked === null) return { field: 'scopes', code: 'REQUIRED', message: nothing };
  return readChosenScopes(asked, offer.scopes);
}

function readGroups(
  { permissionGroupIds: asked }: PermissionsInput,
  { permissionGroupIds }: Permissions,
  offer: Offer,
): Pick<Permissions, 'permissionGroupIds'> | FieldError {
  if (asked === undefined) return { permissionGroupIds };
  const field = 'permissionGroupIds';
  if (asked === null) return { field, code: 'REQUIRED', message: nothing };
  const ids = [...new Set(asked.map((id) => String(id).toLowerCase()))];
  const unknown = ids.filter((id) => !offer.permissionGroupIds.includes(id));
  if (unknown.length === 0) return { permissionGroupIds: ids.toSorted() };
  return { field, code: 'UNKNOWN_GROUP', message: `There is no such permission group: ${quoted(unknown)}.` };
}
