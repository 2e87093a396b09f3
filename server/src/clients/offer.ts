import { holdScopes, offeredScopes } from '../apis/chosen-scopes.ts';
import type { Db, Transaction } from '../database/connect.ts';
import { findGroupIds, holdGroups } from '../permission-groups/store.ts';
import type { Offer, PermissionsInput } from './permissions-input.ts';

/** What the organisation has to give, as far as it is asked for. */
export async function loadOffer(db: Db, organisationId: string, input: PermissionsInput): Promise<Offer> {
  return {
    scopes: input.scopes?.length ? await offeredScopes(db, organisationId) : [],
    permissionGroupIds: await findGroupIds(db, organisationId, idsIn(input)),
  };
}

/** The same, of which nobody takes away what is asked for until the transaction is over. */
export async function holdOffer(
  transaction: Transaction,
  organisationId: string,
  input: PermissionsInput,
): Promise<Offer> {
  return {
    scopes: input.scopes?.length ? await holdScopes(transaction, organisationId, input.scopes) : [],
    permissionGroupIds: await holdGroups(transaction, organisationId, idsIn(input)),
  };
}

function idsIn({ permissionGroupIds }: PermissionsInput): string[] {
  return (permissionGroupIds ?? []).map(String);
}
