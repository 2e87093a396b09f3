import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../administrators/caller.ts';
import type { Db } from '../database/connect.ts';
import { NotFoundError } from '../errors.ts';
import type { Client } from '../generated/prisma/client.ts';
import { hashPassword } from '../password-hash.ts';
import { AuthenticationMethodError, ConflictError } from './client-errors.ts';
import { derivedColumns, readClientChange, readNewClient, type ClientInput } from './client-input.ts';
import type { ClientKeySet } from './client-keys.ts';
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
  const client = await store.insertClient(db, {
    ...definition,
    ...derivedColumns(definition),
    jwks: store.jwksColumn(definition.jwks),
    organisationId: caller.organisationId,
    clientId,
    grantTypes: ['client_credentials'],
    ...(issued ? { secrets: { create: issued.row } } : {}),
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
    const authentication = {
      authenticationMethod: current.authenticationMethod,
      jwks: current.jwks as ClientKeySet | null,
    };
    const change = readClientChange(input, authentication);
    if (input.expectedUpdatedAt && input.expectedUpdatedAt.getTime() !== current.updatedAt.getTime()) {
      throw new ConflictError(current);
    }
    const { name, description, scopes, mayIntrospect } = current;
    const before = { name, description, scopes, mayIntrospect, ...authentication };
    const after = { ...before, ...change };
    if (isDeepStrictEqual(before, after)) return current;
    if (after.authenticationMethod !== 'CLIENT_SECRET') await store.removeSecrets(transaction, current.id);
    return store.updateClientRow(transaction, current, {
      ...after,
      ...derivedColumns(after),
      jwks: store.jwksColumn(after.jwks),
    });
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
      await store.replaceSecrets(transaction, current.id, row);
      return revokeTokens ? store.raiseTokenGeneration(transaction, current) : current;
    },
  );
  return { client, clientSecret: secret };
}

/** Voids every token that the client has been given; it may ask for new ones. @throws NotFoundError */
export async function revokeTokens(db: Db, caller: Caller, clientId: string): Promise<Client> {
  return store.changeClient(db, caller.organisationId, clientId, store.raiseTokenGeneration);
}

/** Deletes a client with its secrets, for good; its tokens are void with it. @throws NotFoundError */
export async function deleteClient(db: Db, caller: Caller, clientId: string): Promise<void> {
  if (!(await store.deleteClient(db, caller.organisationId, clientId))) throw new NotFoundError('client');
}

async function newSecret(): Promise<{ secret: string; row: { id: string; hash: string } }> {
  const { id, secret } = generateSecret();
  return { secret, row: { id, hash: await hashPassword(secret) } };
}
