import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Db, Transaction } from '../database/connect.ts';
import type { AuditCheckpoint } from '../generated/prisma/client.ts';
import type { MasterKey } from '../master-key.ts';
import { canonical } from './chain.ts';

/** Where a record begins whose first entries were taken away: what the last of them was. */
export type CheckpointContent = Omit<AuditCheckpoint, 'seal'>;

/** The key under which checkpoints are sealed. */
export type SealKey = Buffer;

/**
 * A key of the master key's, and no signing key: those are forgotten a day after they retire, and a checkpoint must hold for
 * years. Whoever has the database alone cannot make one. A change of the master key seals anew what held (`resealCheckpoints`).
 */
export function sealKeyOf(masterKey: MasterKey): SealKey {
  return masterKey.derive('audit-checkpoints');
}

/** HMAC-SHA-256 over the canonical JSON (RFC 8785) of the checkpoint, in hexadecimal. */
export function sealOf(key: SealKey, { removedUntil, madeAt, ...content }: CheckpointContent): string {
  const { organisationId, sequence, hash } = content;
  const sealed = {
    organisationId,
    sequence,
    hash,
    removedUntil: removedUntil.toISOString(),
    madeAt: madeAt.toISOString(),
  };
  return createHmac('sha256', key).update(canonical(sealed)).digest('hex');
}

/** Whether Llavero made this checkpoint, as it is. */
export function isGenuine(key: SealKey, checkpoint: AuditCheckpoint): boolean {
  const [expected, found] = [sealOf(key, checkpoint), checkpoint.seal].map((seal) => Buffer.from(seal));
  return expected?.length === found?.length && timingSafeEqual(expected as Buffer, found as Buffer);
}

/** The organisation's checkpoint; null where nothing was ever taken away. */
export function findCheckpoint(
  db: Db | Transaction,
  organisationId: string,
): Promise<AuditCheckpoint | null> {
  return db.auditCheckpoint.findUnique({ where: { organisationId } });
}

/** Seals the genuine checkpoints under another key; a forged one stays as it is, and goes on showing. */
export async function resealCheckpoints(transaction: Transaction, from: SealKey, to: SealKey): Promise<void> {
  for (const checkpoint of await transaction.auditCheckpoint.findMany()) {
    if (!isGenuine(from, checkpoint)) continue;
    const { organisationId } = checkpoint;
    await transaction.auditCheckpoint.update({
      where: { organisationId },
      data: { seal: sealOf(to, checkpoint) },
    });
  }
}
