import type { Db, Transaction } from '../database/connect.ts';
import { takeLock } from '../database/locks.ts';
import { NotFoundError } from '../errors.ts';
import type { Webhook, WebhookDelivery } from '../generated/prisma/client.ts';

/** Where an organisation wants to be told, if anywhere. */
export function findWebhook(db: Db | Transaction, organisationId: string): Promise<Webhook | null> {
  return db.webhook.findUnique({ where: { organisationId } });
}

/** The latest messages of an organisation, the newest first. */
export function listDeliveries(db: Db, organisationId: string, most: number): Promise<WebhookDelivery[]> {
  return db.webhookDelivery.findMany({
    where: { organisationId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: most,
  });
}

/** Runs `change` on the organisation's webhook, or the lack of one, while nobody else can change it. */
export function changeWebhook<T>(
  db: Db,
  organisationId: string,
  change: (transaction: Transaction, current: Webhook | null) => Promise<T>,
): Promise<T> {
  return db.$transaction(async (transaction) => {
    await takeLock(transaction, `webhook ${organisationId}`);
    return change(transaction, await findWebhook(transaction, organisationId));
  });
}

/** @throws NotFoundError */
export function thatIsThere(webhook: Webhook | null): Webhook {
  if (!webhook) throw new NotFoundError('webhook');
  return webhook;
}
