import type { Db, Transaction } from '../database/connect.ts';
import type { Client, ClientSecret } from '../generated/prisma/client.ts';
import type { SecretDefinition } from './secret-input.ts';

/** A new secret as it is stored: its public name and its hash. */
export type SecretRow = { id: string; hash: string };

/** So many that have ended are kept of a client, for whoever asks what became of them. */
const endedKept = 10;

/** Every secret of a client, the newest first; whoever changes them holds the client's row. */
export function listSecrets(transaction: Transaction, clientRowId: string): Promise<ClientSecret[]> {
  return transaction.clientSecret.findMany({
    where: { clientId: clientRowId },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  });
}

/** Gives a client a secret, and lets go of what ended long ago. */
export async function insertSecret(
  transaction: Transaction,
  clientRowId: string,
  data: SecretRow & SecretDefinition,
): Promise<ClientSecret> {
  const ended = await transaction.clientSecret.findMany({
    where: { clientId: clientRowId, expiresAt: { lte: new Date() } },
    orderBy: { expiresAt: 'desc' },
    skip: endedKept,
    select: { id: true },
  });
  await transaction.clientSecret.deleteMany({ where: { id: { in: ended.map(({ id }) => id) } } });
  return transaction.clientSecret.create({ data: { ...data, clientId: clientRowId } });
}

/** Changes one secret. */
export function updateSecretRow(
  transaction: Transaction,
  id: string,
  data: Partial<SecretDefinition> & { replacedAt?: Date },
): Promise<ClientSecret> {
  return transaction.clientSecret.update({ where: { id }, data });
}

/** Takes these secrets away. */
export async function deleteSecrets(
  transaction: Transaction,
  secrets: readonly ClientSecret[],
): Promise<void> {
  await transaction.clientSecret.deleteMany({ where: { id: { in: secrets.map(({ id }) => id) } } });
}

/** Takes all secrets of a client away. Returns their public names, the oldest first. */
export async function removeSecrets(transaction: Transaction, clientRowId: string): Promise<string[]> {
  const secrets = await listSecrets(transaction, clientRowId);
  await deleteSecrets(transaction, secrets);
  return secrets.map(({ id }) => id).reverse();
}

/** The secrets of an organisation that end between two moments, the soonest first; `query` says what is loaded with each. */
export function findEndingSecrets(
  db: Db,
  organisationId: string,
  { from, to, most }: { from: Date; to: Date; most: number },
  query: object,
): Promise<(ClientSecret & { client: Client })[]> {
  return db.clientSecret.findMany({
    ...query,
    where: { expiresAt: { gt: from, lte: to }, client: { organisationId } },
    orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
    take: most,
  }) as Promise<(ClientSecret & { client: Client })[]>;
}
