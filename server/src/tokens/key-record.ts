import type { AuditAction } from '../audit/actions.ts';
import { nobody, record, type Actor } from '../audit/record.ts';
import type { Recorded } from '../audit/changed-fields.ts';
import type { Transaction } from '../database/connect.ts';
import type { SigningKey as SigningKeyRow } from '../generated/prisma/client.ts';

/** Puts a change of the signing keys on record; it was made by this caller, or by Llavero itself (null). */
export function recordKeyChange(
  transaction: Transaction,
  caller: Actor | null,
  action: AuditAction,
  { id }: SigningKeyRow,
  changed: { before: Recorded | null; after: Recorded | null },
): Promise<void> {
  const entry = { action, subject: { type: 'signing_key', id, name: id } as const, ...changed };
  return caller ? record(transaction, caller, entry) : recordForOperator(transaction, entry);
}

/**
 * Puts on record what Llavero does by itself, or whoever holds the machine: in the operator's organisation, which the first start makes.
 * Before that there is none, and nothing to be told.
 */
export async function recordForOperator(
  transaction: Transaction,
  entry: Parameters<typeof record>[2],
): Promise<void> {
  const organisation = await transaction.organisation.findFirst({ where: { isOperator: true } });
  if (!organisation) return;
  await record(transaction, { ...nobody, organisationId: organisation.id }, entry);
}
