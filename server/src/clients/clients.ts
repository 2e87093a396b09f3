import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../administrators/caller.ts';
import type { Db } from '../database/connect.ts';
import { NotFoundError } from '../errors.ts';
import type { Client } from '../generated/prisma/client.ts';
import { hashPassword } from '../password-hash.ts';
import { ConflictError } from './client-errors.ts';
import { derivedColumns, readClientChange, readNewClient, type ClientInput } from './client-input.ts';
import { generateClientId, generateSecret } from './credentials.ts';
import * as store from './store.ts';

/** A client and its new secret, which exists in plain text in this answer alone. */
export type ClientWithSecret = { client: Client; clientSecret: string };

/**
 * Registers a client and gives it its credentials.
 * @throws ValidationError for bad fields, all at once; NameTakenError, also when two requests race.
 */
export async function createClient(db: Db, caller: Caller, input: ClientInput): Promise<ClientWithSecret> {
  const definition = readNewClient(input);
  const clientId = generateClientId();
  const { secret, row } = await newSecret();
  const client = await store.insertClient(db, {
    ...definition,
    ...derivedColumns(definition),
    organisationId: caller.organisationId,
    clientId,
    grantTypes: ['client_credentials'],
    secrets: { create: row },
  });
  return { client, clientSecret: secret };
}

/**
 * Changes the fields that are given, and never the credentials. New scopes hold for tokens issued from now on.
 * @throws NotFoundError; ValidationError; NameTakenError; ConflictError when the client is no longer as it was at
 * `expectedUpdatedAt`.
 */
export async function updateClient(
  db: Db,
  caller: Caller,
  input: ClientInput & { clientId: string; expectedUpdatedAt?: Date | null },
): Promise<Client> {
  const change = readClientChange(input);
  return store.changeClient(db, caller.organisationId, input.clientId, async (transaction, current) => {
    if (input.expectedUpdatedAt && input.expectedUpdatedAt.getTime() !== current.updatedAt.getTime()) {
      throw new ConflictError(current);
    }
    const { name, description, scopes } = current;
    const before = { name, description, scopes };
    const after = { ...before, ...change };
    if (isDeepStrictEqual(before, after)) return current;
    return store.updateClientRow(transaction, current, {
      ...after,
      ...derivedColumns(after),
    });
  });
}

/**
 * Replaces every secret of the client by a new one; the old ones are void with the same commit. Tokens that are out
 * live on until they expire.
 * @throws NotFoundError
 */
export async function rotateSecret(db: Db, caller: Caller, clientId: string): Promise<ClientWithSecret> {
  const { secret, row } = await newSecret();
  const client = await store.changeClient(
    db,
    caller.organisationId,
    clientId,
    async (transaction, current) => {
      await store.replaceSecrets(transaction, current.id, row);
      return current;
    },
  );
  return { client, clientSecret: secret };
}

/** Deletes a client with its secrets, for good. @throws NotFoundError */
export async function deleteClient(db: Db, caller: Caller, clientId: string): Promise<void> {
  if (!(await store.deleteClient(db, caller.organisationId, clientId))) throw new NotFoundError('client');
}

async function newSecret(): Promise<{ secret: string; row: { id: string; hash: string } }> {
  const { id, secret } = generateSecret();
  return { secret, row: { id, hash: await hashPassword(secret) } };
}
