import type { Db, Transaction } from '../database/connect.ts';
import type { DeliveryState, Webhook, WebhookDelivery } from '../generated/prisma/client.ts';
import { secondsUntilRetry } from './retry-schedule.ts';
import type { Outcome } from './send-message.ts';

/** A message that this process alone is sending, and where it goes. */
export type Claimed = WebhookDelivery & { webhook: Webhook };

/** For so long a message is its sender's: longer than an attempt takes. Then the sender is dead, and another takes over. */
export const leaseSeconds = 60;

/** They are shown, and stand in the way of a second one, for so long. */
const daysKept = 90;

/** Claims the message that waits longest, of an organisation that is not among these. */
export async function claimNext(db: Db, exceptOf: readonly string[]): Promise<Claimed | null> {
  const claimed = await db.$queryRaw<{ id: string }[]>`
    UPDATE "WebhookDelivery"
    SET attempts = attempts + 1, "nextAttemptAt" = now() + make_interval(secs => ${leaseSeconds})
    WHERE id = (
      SELECT d.id FROM "WebhookDelivery" d JOIN "Webhook" w USING ("organisationId")
      WHERE d.state = 'PENDING' AND d."nextAttemptAt" <= now() AND w."enabledAt" IS NOT NULL
        AND d."organisationId" <> ALL(${exceptOf}::uuid[])
      ORDER BY d."nextAttemptAt", d.id LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
    RETURNING id`;
  const [{ id } = { id: null }] = claimed;
  return id === null ? null : db.webhookDelivery.findUnique({ where: { id }, include: { webhook: true } });
}

/** In how many seconds something is to be done, or may have to be taken over; null where nothing waits. */
export async function secondsUntilNext(db: Db): Promise<number | null> {
  const [next] = await db.$queryRaw<{ seconds: number | null }[]>`
    SELECT extract(epoch FROM min(d."nextAttemptAt") - now())::float AS seconds
    FROM "WebhookDelivery" d JOIN "Webhook" w USING ("organisationId")
    WHERE d.state = 'PENDING' AND w."enabledAt" IS NOT NULL`;
  return next?.seconds ?? null;
}

/** Whether what a message tells of is still so: that secret, that end, ahead, and no newer secret beside it. A test always is. */
export async function stillHolds(db: Db, { secretId, expiresAt }: WebhookDelivery): Promise<boolean> {
  if (secretId === null || expiresAt === null) return true;
  if (expiresAt <= new Date()) return false;
  return (await db.clientSecret.count({ where: { id: secretId, expiresAt, replacedAt: null } })) > 0;
}

/** Writes down what came of an attempt, unless somebody has taken over since. A test is not repeated. */
export async function settle(
  db: Db | Transaction,
  claimed: WebhookDelivery,
  { retryAfterSeconds, ...told }: Outcome,
): Promise<{ state: DeliveryState }> {
  const isTest = claimed.secretId === null;
  const retryIn = isTest ? null : secondsUntilRetry(claimed.attempts, retryAfterSeconds, Math.random());
  const mayRetry = retryIn !== null && told.failure !== 'GONE';
  const state = told.failure === null ? 'DELIVERED' : mayRetry ? 'PENDING' : 'FAILED';
  const nextAttemptAt = new Date(Date.now() + (retryIn ?? 0) * 1000);
  await db.webhookDelivery.updateMany({
    where: asClaimed(claimed),
    data: { ...told, state, lastAttemptAt: new Date(), ...(state === 'PENDING' ? { nextAttemptAt } : {}) },
  });
  return { state };
}

/** It is not sent: what it tells of is over. */
export async function callOff(db: Db, claimed: WebhookDelivery): Promise<void> {
  const data = { state: 'CALLED_OFF', attempts: claimed.attempts - 1 } as const;
  await db.webhookDelivery.updateMany({ where: asClaimed(claimed), data });
}

/** Of an organisation that wants no more: nothing that waits is sent. */
export async function callOffAll(transaction: Transaction, organisationId: string): Promise<void> {
  await transaction.webhookDelivery.updateMany({
    where: { organisationId, state: 'PENDING' },
    data: { state: 'CALLED_OFF' },
  });
}

/** This process ends before it knows: another one sends it, at once. */
export async function putBack(db: Db, claimed: WebhookDelivery): Promise<void> {
  const data = { nextAttemptAt: new Date(), attempts: claimed.attempts - 1 };
  await db.webhookDelivery.updateMany({ where: asClaimed(claimed), data });
}

/** Forgets messages of long ago: longer than the last of the ends that they could tell of. */
export async function forgetOldDeliveries(db: Db): Promise<void> {
  const createdAt = { lt: new Date(Date.now() - daysKept * 86_400_000) };
  await db.webhookDelivery.deleteMany({ where: { createdAt } });
}

/** As long as it is still this process's. */
function asClaimed({ id, attempts }: WebhookDelivery) {
  return { id, attempts, state: 'PENDING' } as const;
}
