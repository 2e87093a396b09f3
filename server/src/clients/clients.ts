import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../administrators/caller.ts';
import { changedFields } from '../audit/changed-fields.ts';
import { record } from '../audit/record.ts';
import type { Db, Transaction } from '../database/connect.ts';
import type { Client } from '../generated/prisma/client.ts';
import { hashPassword } from '../password-hash.ts';
import { AuthenticationMethodError, ConflictError } from './client-errors.ts';
import { derivedColumns, readClientChange, readNewClient, type ClientInput } from './client-input.ts';
import { definitionOf, recordedDefinition, recordedSecrets, subjectOf } from './client-record.ts';
import { generateClientId, generateSecret } from './credentials.ts';
import * as store from './store.ts';

/** A client and its new secret, which exists in plain text in this answer alone. */
export type ClientWithSecret = { client: Client; clientSecret: string };

/** A new client; without a secret where it authenticates by its keys. */
export type NewClient = { client: Client; clientSecret: string | null };

/**
 * Registers a client and gives it its credentials: a client ID, and a secret unless it authenticates by its keys.
 * @throws ValidationError for bad fields, all at once; NameTakenError, also when two requests race.
 */
export async function createClient(db: Db, caller: Caller, input: ClientInput): Promise<NewClient> {
  const definition = readNewClient(input);
  const clientId = generateClientId();
  const issued = definition.authenticationMethod === 'CLIENT_SECRET' ? await newSecret() : undefined;
  const after = {
    ...(await recordedDefinition(definition)),
    ...recordedSecrets(issued ? [issued.row.id] : []),
  };
  const client = await db.$transaction(async (transaction) => {
    const inserted = await store.insertClient(transaction, {
      ...definition,
      ...derivedColumns(definition),
      jwks: store.jwksColumn(definition.jwks),
      organisationId: caller.organisationId,
      clientId,
      grantTypes: ['client_credentials'],
      ...(issued ? { secrets: { create: issued.row } } : {}),
    });
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

/**
 * Changes the fields that are given. New scopes hold for tokens issued from now on, new keys and another way of
 * authenticating from the next request on: one that takes to keys loses its secrets in the same commit, and one that takes
 * to a secret has none until `rotateSecret` gives it one.
 * @throws NotFoundError; ValidationError; NameTakenError; ConflictError when the client is no longer as it was at
 * `expectedUpdatedAt`.
 */
export async function updateClient(
  db: Db,
  caller: Caller,
  input: ClientInput & { clientId: string; expectedUpdatedAt?: Date | null },
): Promise<Client> {
  return store.changeClient(db, caller.organisationId, input.clientId, async (transaction, current) => {
    const before = definitionOf(current);
    const change = readClientChange(input, before);
    if (input.expectedUpdatedAt && input.expectedUpdatedAt.getTime() !== current.updatedAt.getTime()) {
      throw new ConflictError(current);
    }
    const after = { ...before, ...change };
    if (isDeepStrictEqual(before, after)) return current;
    const takesToKeys = after.authenticationMethod !== 'CLIENT_SECRET';
    const removed = takesToKeys ? await store.removeSecrets(transaction, current.id) : [];
    const updated = await store.updateClientRow(transaction, current, {
      ...after,
      ...derivedColumns(after),
      jwks: store.jwksColumn(after.jwks),
    });
    const changed = changedFields(
      { ...(await recordedDefinition(before)), ...recordedSecrets(removed) },
      { ...(await recordedDefinition(after)), ...recordedSecrets([]) },
    );
    const subject = subjectOf(updated);
    if (changed) await record(transaction, caller, { action: 'client.updated', subject, ...changed });
    return updated;
  });
}

/**
 * Replaces every secret of the client by a new one; the old ones are void with the same commit. Tokens that are out
 * live on until they expire, unless `revokeTokens` voids them too, again with the same commit.
 * @throws NotFoundError; AuthenticationMethodError where the client authenticates by its keys.
 */
export async function rotateSecret(
  db: Db,
  caller: Caller,
  { clientId, revokeTokens }: { clientId: string; revokeTokens: boolean },
): Promise<ClientWithSecret> {
  const { secret, row } = await newSecret();
  const client = await store.changeClient(
    db,
    caller.organisationId,
    clientId,
    async (transaction, current) => {
      if (current.authenticationMethod !== 'CLIENT_SECRET') throw new AuthenticationMethodError();
      const removed = await store.replaceSecrets(transaction, current.id, row);
      const rotated = revokeTokens ? await store.raiseTokenGeneration(transaction, current) : current;
      await record(transaction, caller, {
        action: 'secret.rotated',
        subject: subjectOf(rotated),
        before: recordedSecrets(removed),
        after: recordedSecrets([row.id]),
      });
      if (revokeTokens) await recordRevokedTokens(transaction, caller, current, rotated);
      return rotated;
    },
  );
  return { client, clientSecret: secret };
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
    const before = {
      ...(await recordedDefinition(definitionOf(current))),
      ...recordedSecrets(await store.removeSecrets(transaction, current.id)),
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

/** By the generation that tokens must carry (`gen`): the lower ones are void. */
async function recordRevokedTokens(
  transaction: Transaction,
  caller: Caller,
  before: Client,
  after: Client,
): Promise<void> {
  await record(transaction, caller, {
    action: 'client.tokens_revoked',
    subject: subjectOf(after),
    before: { tokenGeneration: before.tokenGeneration },
    after: { tokenGeneration: after.tokenGeneration },
  });
}

async function newSecret(): Promise<{ secret: string; row: { id: string; hash: string } }> {
  const { id, secret } = generateSecret();
  return { secret, row: { id, hash: await hashPassword(secret) } };
}
