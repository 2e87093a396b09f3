import type { Caller } from '../administrators/caller.ts';
import type { WebhookDelivery } from '../generated/prisma/client.ts';
import { deliver, type PostOffice } from './deliver.ts';
import { leaseSeconds } from './outbox.ts';
import { findWebhook, thatIsThere } from './webhook-store.ts';

/**
 * Sends a message that tells of nothing (`webhook.test`), once, to a webhook that is enabled or not. Resolves with what came of it, at the
 * latest when the receiver has had its time. @throws NotFoundError
 */
export async function testWebhook(office: PostOffice, { organisationId }: Caller): Promise<WebhookDelivery> {
  const { db } = office;
  const webhook = thatIsThere(await findWebhook(db, organisationId));
  const payload = { type: 'webhook.test', timestamp: new Date().toISOString(), data: { organisationId } };
  // Claimed from the start, so that no clock sends it too.
  const nextAttemptAt = new Date(Date.now() + leaseSeconds * 1000);
  const claimed = await db.webhookDelivery.create({
    data: { organisationId, payload, attempts: 1, nextAttemptAt },
  });
  await deliver(office, { ...claimed, webhook }, new AbortController().signal);
  return db.webhookDelivery.findUniqueOrThrow({ where: { id: claimed.id } });
}
