import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../administrators/caller.ts';
import { changedFields } from '../audit/changed-fields.ts';
import { record } from '../audit/record.ts';
import type { Db } from '../database/connect.ts';
import type { Client } from '../generated/prisma/client.ts';
import { isOtherVersion } from '../versions.ts';
import { ConflictError } from './client-errors.ts';
import type { ChosenClientId } from './client-id-input.ts';
import {
  derivedColumns,
  readClientChange,
  readNewClient,
  type ClientInput,
  type NewClientInput,
} from './client-input.ts';
import {
  definitionOf,
  recordedDefinition,
  recordedSecrets,
  recordRevokedTokens,
  subjectOf,
} from './client-record.ts';
import { generateClientId } from './credentials.ts';
import { holdOffer, loadOffer } from './offer.ts';
import { removeSecrets } from './secret-store.ts';
import { issueSecret } from './secrets.ts';
import * as store from './store.ts';

/** A new client, with its secret, which exists in plain text in this answer alone; null where it authenticates by its keys. */
export type NewClient = { client: Client; clientSecret: string | null };

/**
 * Registers a client and gives it its credentials: a client ID, and a secret unless it authenticates by its keys.
 * @throws ValidationError for bad fields, all at once; NameTakenError and ClientIdTakenError, also when two requests race.
 */
export async function createClient(db: Db, caller: Caller, input: NewClientInput): Promise<NewClient> {
  const { organisationId } = caller;
  const chosen = await findChosenClientId(db, organisationId, input);
  // Before the slow hash; and once more while nobody can take away what is given.
  const offer = await loadOffer(db, organisationId, input);
  const { secretExpiresAt, ...definition } = readNewClient(input, offer, chosen);
  const clientId = chosen?.clientId ?? generateClientId();
  const issued = definition.authenticationMethod === 'CLIENT_SECRET' ? await issueSecret() : undefined;
  const { permissionGroupIds, ...columns } = definition;
  const after = {
    ...(await recordedDefinition(db, definition)),
    ...recordedSecrets(issued ? [issued.row.id] : []),
    ...(secretExpiresAt ? { secretExpiresAt: secretExpiresAt.toISOString() } : {}),
  };
  const client = await db.$transaction(async (transaction) => {
    readNewClient(input, await holdOffer(transaction, organisationId, input), chosen);
    if (chosen) await store.takeClientId(transaction, organisationId, clientId);
    const inserted = await store.insertClient(transaction, {
      ...columns,
      ...derivedColumns(columns),
      jwks: store.jwksColumn(columns.jwks),
      organisationId,
      clientId,
      ...(issued ? { secrets: { create: { ...issued.row, expiresAt: secretExpiresAt } } } : {}),
    });
    await store.replaceGroups(transaction, inserted, [], permissionGroupIds);
    await record(transaction, caller, {
      action: 'client.created',
      subject: subjectOf(inserted),
      before: null,
      after,
    });
    return inserted;
  });
  return { client, clientSecret: issued?.secret ?? null };
}

async function findChosenClientId(
  db: Db,
  organisationId: string,
  { clientId }: NewClientInput,
): Promise<ChosenClientId | null> {
  if (clientId === undefined || clientId === null) return null;
  return { clientId: String(clientId), slug: await store.findSlug(db, organisationId) };
}

/**
 * Changes the fields that are given. New scopes hold for tokens issued from now on, new keys and another way of
 * authenticating from the next request on: one that takes to keys loses its secrets in the same commit, and one that takes
 * to a secret has none until `rotateSecret` gives it one. Disabling voids the tokens that are out, for good.
 * @throws NotFoundError; ValidationError; NameTakenError; ConflictError when the client is no longer as it was at
 * `expectedUpdatedAt`.
 */
export async function updateClient(
  db: Db,
  caller: Caller,
  input: ClientInput & { clientId: string; expectedUpdatedAt?: Date | null },
): Promise<Client> {
  return store.changeClient(db, caller.organisationId, input.clientId, async (transaction, current) => {
    const before = definitionOf(current, await store.findGroupIds(transaction, current.id));
    const offer = await holdOffer(transaction, caller.organisationId, input);
    const change = readClientChange(input, before, offer);
    if (isOtherVersion(current, input.expectedUpdatedAt)) {
      throw new ConflictError(current);
    }
    const after = { ...before, ...change };
    if (isDeepStrictEqual(before, after)) return current;
    const isDisabled = before.enabled && !after.enabled;
    const takesToKeys = after.authenticationMethod !== 'CLIENT_SECRET';
    const removed = takesToKeys ? await removeSecrets(transaction, current.id) : [];
    const { permissionGroupIds, ...columns } = after;
    await store.replaceGroups(transaction, current, before.permissionGroupIds, permissionGroupIds);
    const updated = await store.updateClientRow(transaction, current, {
      ...columns,
      ...derivedColumns(columns),
      jwks: store.jwksColumn(columns.jwks),
      ...(isDisabled ? { tokenGeneration: { increment: 1 } } : {}),
    });
    const changed = changedFields(
      { ...(await recordedDefinition(transaction, before)), ...recordedSecrets(removed) },
      { ...(await recordedDefinition(transaction, after)), ...recordedSecrets([]) },
    );
    const subject = subjectOf(updated);
    if (changed) await record(transaction, caller, { action: 'client.updated', subject, ...changed });
    if (isDisabled) await recordRevokedTokens(transaction, caller, current, updated);
    return updated;
  });
}

/** Voids every token that the client has been given; it may ask for new ones. @throws NotFoundError */
export async function revokeTokens(db: Db, caller: Caller, clientId: string): Promise<Client> {
  return store.changeClient(db, caller.organisationId, clientId, async (transaction, current) => {
    const raised = await store.raiseTokenGeneration(transaction, current);
    await recordRevokedTokens(transaction, caller, current, raised);
    return raised;
  });
}

/** Deletes a client with its secrets, for good; its tokens are void with it. @throws NotFoundError */
export async function deleteClient(db: Db, caller: Caller, clientId: string): Promise<void> {
  await store.changeClient(db, caller.organisationId, clientId, async (transaction, current) => {
    const groupIds = await store.findGroupIds(transaction, current.id);
    const before = {
      ...(await recordedDefinition(transaction, definitionOf(current, groupIds))),
      ...recordedSecrets(await removeSecrets(transaction, current.id)),
    };
    await store.deleteClientRow(transaction, current);
    await record(transaction, caller, {
      action: 'client.deleted',
      subject: subjectOf(current),
      before,
      after: null,
    });
    return current;
  });
}
