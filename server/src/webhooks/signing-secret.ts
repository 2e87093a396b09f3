import { randomBytes } from 'node:crypto';
import { Webhook as Signer } from 'standardwebhooks';
import type { Transaction } from '../database/connect.ts';
import type { Webhook } from '../generated/prisma/client.ts';
import type { MasterKey } from '../master-key.ts';
import { seal, unseal } from '../sealed.ts';

/** So long messages are signed with the secret before, too, after it was rotated: receivers change without a gap. */
const previousSecretHours = 24;

/** A new secret, `whsec_` and 32 random bytes in base64 (Standard Webhooks: 24 to 64). */
export function generateSigningSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** The key under which the secrets are stored. */
export function webhookKeyOf(masterKey: MasterKey): Buffer {
  return masterKey.derive('webhooks');
}

/** What is stored when this secret takes the place of the one there: the old one signs too, for a while. */
export function afterRotation({ encryptedSecret }: Webhook, encryptedNewSecret: string, now = new Date()) {
  return {
    encryptedSecret: encryptedNewSecret,
    encryptedPreviousSecret: encryptedSecret,
    previousSecretEndsAt: new Date(now.getTime() + previousSecretHours * 3_600_000),
  };
}

/**
 * The headers of a message that is sent at this moment (Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp` and
 * `webhook-signature`, one `v1` signature for each secret). `id` is the same in every attempt. Null where the secret cannot be
 * read: it is stored under another master key.
 */
export async function signedHeaders(
  webhook: Webhook,
  { id, body }: { id: string; body: string },
  key: Buffer,
  now = new Date(),
): Promise<Record<string, string> | null> {
  const { organisationId, encryptedSecret, encryptedPreviousSecret, previousSecretEndsAt } = webhook;
  const current = await readIfPossible(organisationId, encryptedSecret, key);
  if (current === null) return null;
  const isPreviousGood = previousSecretEndsAt !== null && previousSecretEndsAt > now;
  const previous = isPreviousGood ? await readIfPossible(organisationId, encryptedPreviousSecret, key) : null;
  const secrets = previous === null ? [current] : [current, previous];
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Signer(secret).sign(id, now, body)).join(' '),
  };
}

/** Puts the secrets of all webhooks under another master key; what the old one does not open stays as it is, and goes on failing. */
export async function resealWebhooks(
  transaction: Transaction,
  from: MasterKey,
  to: MasterKey,
): Promise<void> {
  const [old, next] = [webhookKeyOf(from), webhookKeyOf(to)];
  for (const { organisationId, ...webhook } of await transaction.webhook.findMany()) {
    const moved = async (sealed: string | null) => {
      const secret = await readIfPossible(organisationId, sealed, old);
      return secret === null ? sealed : seal(organisationId, secret, next);
    };
    const encryptedSecret = (await moved(webhook.encryptedSecret)) ?? webhook.encryptedSecret;
    const encryptedPreviousSecret = await moved(webhook.encryptedPreviousSecret);
    const data = { encryptedSecret, encryptedPreviousSecret };
    await transaction.webhook.update({ where: { organisationId }, data });
  }
}

function readIfPossible(organisationId: string, sealed: string | null, key: Buffer): Promise<string | null> {
  if (sealed === null) return Promise.resolve(null);
  return unseal(organisationId, sealed, key).catch(() => null);
}
