import { randomInt } from 'node:crypto';
import { derivedColumns } from '../../src/clients/client-input.ts';
import { generateSecret } from '../../src/clients/credentials.ts';
import { hashPassword } from '../../src/password-hash.ts';
import type { TestLlavero } from './llavero.ts';

export type ClientRow = {
  id?: string;
  name: string;
  description?: string;
  createdAt?: Date;
  lastUsedAt?: Date;
};

/** Many clients at once, without secrets; answers with their client IDs in the same order. */
export async function insertClients(
  { db, organisationId }: Pick<TestLlavero, 'db' | 'organisationId'>,
  rows: readonly ClientRow[],
): Promise<string[]> {
  const data = rows.map(({ id, name, description = 'One of many', createdAt }) => {
    const definition = { name, description, scopes: ['read'] };
    const clientId = `cli_${digits(22)}`;
    return {
      ...definition,
      ...derivedColumns(definition),
      ...(id ? { id } : {}),
      ...(createdAt ? { createdAt } : {}),
      organisationId,
      clientId,
      grantTypes: ['client_credentials'],
    };
  });
  const inserted = await db.client.createManyAndReturn({ data, select: { id: true, clientId: true } });
  const idOf = new Map(inserted.map(({ id, clientId }) => [clientId, id]));
  for (const [index, { lastUsedAt }] of rows.entries()) {
    if (!lastUsedAt) continue;
    await db.clientUsage.update({
      where: { clientId: idOf.get(data[index]!.clientId)! },
      data: { lastUsedAt },
    });
  }
  return data.map(({ clientId }) => clientId);
}

/** Another secret of this client, as only the database can give it one yet; `hashed` is what its hash is of. */
export async function addSecret(
  db: TestLlavero['db'],
  { clientId }: { clientId: string },
  life: { startsAt?: Date; expiresAt?: Date } = {},
  hashed?: string,
): Promise<string> {
  const { id, secret } = generateSecret();
  const hash = await hashPassword(hashed ?? secret);
  await db.clientSecret.create({ data: { id, hash, ...life, client: { connect: { clientId } } } });
  return secret;
}

/** No letters: the search looks through client IDs too, and would find a short word in one by chance. */
const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');
