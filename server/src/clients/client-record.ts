import { calculateJwkThumbprint } from 'jose';
import type { Recorded } from '../audit/changed-fields.ts';
import { record, type Actor, type AuditSubject } from '../audit/record.ts';
import type { Db, Transaction } from '../database/connect.ts';
import type { Client } from '../generated/prisma/client.ts';
import { findGroupNames } from '../permission-groups/store.ts';
import type { ClientDefinition } from './client-input.ts';
import type { ClientKeySet } from './client-keys.ts';
import { secretHint } from './credentials.ts';
import { settingsOf } from './settings-input.ts';

/** A client as the subject of an entry of the record. */
export function subjectOf({ clientId, name }: Pick<Client, 'clientId' | 'name'>): AuditSubject {
  return { type: 'client', id: clientId, name };
}

/** What the record says of a client: everything that an administrator decides. Groups by the names they have now. */
export async function recordedDefinition(
  db: Db | Transaction,
  definition: ClientDefinition,
): Promise<Recorded> {
  const { permissionGroupIds, jwks, ...recorded } = definition;
  const permissionGroups = await findGroupNames(db, permissionGroupIds);
  return { ...recorded, permissionGroups, keys: await keyNames(jwks) };
}

/** Secrets by what is public of them: `["llv_3fK9x2Qa"]`. */
export function recordedSecrets(secretIds: string[]): Recorded {
  return { secrets: secretIds.map(secretHint) };
}

/** The definition that a client's row holds, with these groups. */
export function definitionOf(client: Client, permissionGroupIds: string[]): ClientDefinition {
  const { name, description, scopes, mayIntrospect, authenticationMethod } = client;
  const jwks = client.jwks as ClientKeySet | null;
  return {
    ...{ name, description, scopes, permissionGroupIds, mayIntrospect, authenticationMethod, jwks },
    ...settingsOf(client),
  };
}

/** Puts on record that tokens are void, by the generation that they must carry (`gen`). */
export async function recordRevokedTokens(
  transaction: Transaction,
  actor: Actor,
  before: Client,
  after: Client,
): Promise<void> {
  await record(transaction, actor, {
    action: 'client.tokens_revoked',
    subject: subjectOf(after),
    before: { tokenGeneration: before.tokenGeneration },
    after: { tokenGeneration: after.tokenGeneration },
  });
}

/** RFC 7638 thumbprints: two keys of the same `kid` are two keys. */
async function keyNames(jwks: ClientKeySet | null): Promise<string[]> {
  return Promise.all((jwks?.keys ?? []).map((key) => calculateJwkThumbprint(key)));
}
