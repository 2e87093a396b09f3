import type { Db } from '../database/connect.ts';
import type { DeliveryState } from '../generated/prisma/client.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../watch/metrics.ts';
import { callOff, putBack, settle, stillHolds, type Claimed } from './outbox.ts';
import { sendMessage, type Outcome } from './send-message.ts';
import { signedHeaders } from './signing-secret.ts';
import { disableGone } from './webhooks.ts';

/** What sends messages. */
export type PostOffice = {
  db: Db;
  log: Log;
  metrics: Pick<Metrics, 'delivered'>;
  /** What the signing secrets are stored under (32 bytes). */
  key: Buffer;
  allowPrivate: boolean;
};

/** The `webhook-id` of a message. */
export function messageId({ id }: { id: string }): string {
  return `msg_${id}`;
}

/**
 * Makes one attempt, and writes down what came of it: a receiver that is gone (410) is sent nothing any more. When `signal` is
 * aborted, the message is put back.
 */
export async function deliver(office: PostOffice, claimed: Claimed, signal: AbortSignal): Promise<void> {
  const { db, metrics } = office;
  if (!(await stillHolds(db, claimed))) {
    await callOff(db, claimed);
    return metrics.delivered('CALLED_OFF');
  }
  try {
    metrics.delivered(await attempt(office, claimed, signal));
  } catch (error) {
    if (!signal.aborted) throw error;
    await putBack(db, claimed);
  }
}

async function attempt(office: PostOffice, claimed: Claimed, signal: AbortSignal): Promise<DeliveryState> {
  const { db, log } = office;
  const { webhook, organisationId } = claimed;
  const outcome = await send(office, claimed, signal);
  const { state } = await settle(db, claimed, outcome);
  if (outcome.failure === 'GONE') await disableGone(db, webhook);
  if (outcome.failure !== null) {
    log.warn({ organisationId, message: messageId(claimed), ...outcome, state }, 'a webhook failed');
  }
  return state;
}

async function send(
  { key, allowPrivate }: PostOffice,
  claimed: Claimed,
  signal: AbortSignal,
): Promise<Outcome> {
  const { webhook } = claimed;
  const [id, body] = [messageId(claimed), JSON.stringify(claimed.payload)];
  const signed = await signedHeaders(webhook, { id, body }, key);
  if (signed === null) {
    return { statusCode: null, failure: 'SECRET_UNREADABLE', retryAfterSeconds: null };
  }
  const headers = {
    ...signed,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Llavero',
  };
  return sendMessage({ url: webhook.url, allowPrivate }, { headers, body }, signal);
}
