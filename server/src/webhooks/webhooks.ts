import type { Caller } from '../administrators/caller.ts';
import { changedFields, type Recorded } from '../audit/changed-fields.ts';
import { nobody, record, type AuditSubject } from '../audit/record.ts';
import type { Db, Transaction } from '../database/connect.ts';
import type { Webhook } from '../generated/prisma/client.ts';
import { seal } from '../sealed.ts';
import type { PostOffice } from './deliver.ts';
import { callOffAll } from './outbox.ts';
import { afterRotation, generateSigningSecret } from './signing-secret.ts';
import { readWebhookUrl } from './webhook-input.ts';
import { changeWebhook, thatIsThere } from './webhook-store.ts';

/** What changing webhooks takes: where, the key that their secrets are stored under, and whether they may reach private addresses. */
export type WebhookDesk = Pick<PostOffice, 'db' | 'key' | 'allowPrivate'>;

/** A webhook and its new secret, which exists in plain text in this answer alone; null where it kept the one it has. */
export type SetWebhook = { webhook: Webhook; signingSecret: string | null };

/**
 * Says where messages go, and whether. The first time a signing secret is made. What waits goes to the new address; where messages
 * are stopped, what waits is called off, and what comes due meanwhile is not sent later. @throws ValidationError
 */
export async function setWebhook(
  { db, key, allowPrivate }: WebhookDesk,
  caller: Caller,
  input: { url: string; isEnabled: boolean },
): Promise<SetWebhook> {
  const url = readWebhookUrl(input.url, { allowPrivate });
  const { organisationId } = caller;
  return changeWebhook(db, organisationId, async (transaction, current) => {
    const enabledAt = input.isEnabled ? (current?.enabledAt ?? new Date()) : null;
    const data = { url, enabledAt, ...(input.isEnabled ? { goneAt: null } : {}) };
    if (!current) {
      const signingSecret = generateSigningSecret();
      const encryptedSecret = await seal(organisationId, signingSecret, key);
      const webhook = await transaction.webhook.create({
        data: { ...data, organisationId, encryptedSecret },
      });
      await recordWebhook(transaction, caller, 'webhook.created', null, webhook);
      return { webhook, signingSecret };
    }
    const webhook = await transaction.webhook.update({ where: { organisationId }, data });
    if (!enabledAt) await callOffAll(transaction, organisationId);
    if (url !== current.url || input.isEnabled !== (current.enabledAt !== null))
      await recordWebhook(transaction, caller, 'webhook.updated', current, webhook);
    return { webhook, signingSecret: null };
  });
}

/** Gives the webhook another signing secret; for a day messages carry a signature by the old one, too. @throws NotFoundError */
export async function rotateWebhookSecret(
  { db, key }: WebhookDesk,
  caller: Caller,
): Promise<{ webhook: Webhook; signingSecret: string }> {
  const { organisationId } = caller;
  const signingSecret = generateSigningSecret();
  const encryptedSecret = await seal(organisationId, signingSecret, key);
  return changeWebhook(db, organisationId, async (transaction, current) => {
    const data = afterRotation(thatIsThere(current), encryptedSecret);
    const webhook = await transaction.webhook.update({ where: { organisationId }, data });
    await record(transaction, caller, {
      action: 'webhook.secret_rotated',
      subject: subjectOf(webhook),
      before: null,
      after: { previousSecretEndsAt: data.previousSecretEndsAt.toISOString() },
    });
    return { webhook, signingSecret };
  });
}

/** Takes the webhook away, with what waits and what was sent. Returns it. @throws NotFoundError */
export async function removeWebhook({ db }: WebhookDesk, caller: Caller): Promise<Webhook> {
  const { organisationId } = caller;
  return changeWebhook(db, organisationId, async (transaction, current) => {
    const webhook = thatIsThere(current);
    await transaction.webhook.delete({ where: { organisationId } });
    await recordWebhook(transaction, caller, 'webhook.removed', webhook, null);
    return webhook;
  });
}

/** Its receiver has answered that it wants no more (410 Gone), and is left alone; unless its address was changed meanwhile. */
export async function disableGone(db: Db, { organisationId, url }: Webhook): Promise<void> {
  await changeWebhook(db, organisationId, async (transaction, current) => {
    if (!current?.enabledAt || current.url !== url) return;
    const data = { enabledAt: null, goneAt: new Date() };
    const webhook = await transaction.webhook.update({ where: { organisationId }, data });
    await callOffAll(transaction, organisationId);
    await recordWebhook(transaction, { ...nobody, organisationId }, 'webhook.updated', current, webhook);
  });
}

/** What its address is kept as where everyone may read: its path may hold what opens the receiver's door. */
function originOf({ url }: Webhook): string {
  return new URL(url).origin;
}

function subjectOf(webhook: Webhook): AuditSubject {
  return { type: 'webhook', id: webhook.organisationId, name: originOf(webhook) };
}

function recorded(webhook: Webhook): Recorded {
  return { address: originOf(webhook), isEnabled: webhook.enabledAt !== null };
}

/** A change of the path alone shows that there was one, and not what. */
async function recordWebhook(
  transaction: Transaction,
  actor: Parameters<typeof record>[1],
  action: 'webhook.created' | 'webhook.updated' | 'webhook.removed',
  before: Webhook | null,
  after: Webhook | null,
): Promise<void> {
  const subject = subjectOf((after ?? before) as Webhook);
  const [was, is] = [before && recorded(before), after && recorded(after)];
  const changed =
    was && is ? (changedFields(was, is) ?? { before: {}, after: {} }) : { before: was, after: is };
  await record(transaction, actor, { action, subject, ...changed });
}
