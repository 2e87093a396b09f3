import type { Webhook, WebhookDelivery } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf } from '../graphql/context.ts';
import { messageId } from './deliver.ts';
import type { ExpiringPayload } from './due-notices.ts';
import { findWebhook, listDeliveries } from './webhook-store.ts';

/** How many messages are shown. */
const mostDeliveries = 30;

const DeliveryStateType = builder.enumType('WebhookDeliveryState', {
  description: 'How far a message to a webhook has come.',
  values: {
    PENDING: { description: 'It waits for its first attempt, or for the next one.' },
    DELIVERED: { description: 'The receiver has taken it: it answered with a status from 200 to 299.' },
    FAILED: { description: 'Every attempt failed, and no more are made.' },
    CALLED_OFF: {
      description:
        'It was not sent: what it would have told of was not so any more, or the webhook was disabled.',
    },
  } as const,
});

const DeliveryFailureType = builder.enumType('WebhookFailure', {
  description: 'Why an attempt to send a message to a webhook failed.',
  values: {
    STATUS: { description: 'The receiver answered with a status that is no success, `statusCode`.' },
    REDIRECT: { description: 'The receiver answered with a redirect. Redirects are not followed.' },
    GONE: { description: 'The receiver wants no more messages (410), and the webhook was disabled.' },
    NAME_NOT_FOUND: { description: 'The name of the receiver is not known.' },
    PRIVATE_ADDRESS: {
      description: 'The name leads to a private or local address. Those are not connected to.',
    },
    NOT_HTTPS: { description: 'The address is public and does not begin with https.' },
    CERTIFICATE: { description: 'The certificate of the receiver is not valid, or no TLS was spoken.' },
    UNREACHABLE: { description: 'Nothing accepted the connection.' },
    TIMEOUT: { description: 'There was no answer within 15 seconds.' },
    SECRET_UNREADABLE: {
      description:
        'The signing secret is stored under another master key. Replace it (`rotateWebhookSecret`).',
    },
    CONNECTION_LOST: { description: 'The connection ended before there was an answer.' },
  } as const,
});

export const WebhookDeliveryType = builder.objectRef<WebhookDelivery>('WebhookDelivery').implement({
  description: 'A message to a webhook: it is to be sent, or was.',
  fields: (t) => ({
    id: t.id({ description: 'Its `webhook-id`, the same in every attempt.', resolve: messageId }),
    type: t.string({
      description: 'What it is about: `secret.expiring`, or `webhook.test`.',
      resolve: ({ payload }) => (payload as ExpiringPayload).type,
    }),
    clientId: t.id({
      nullable: true,
      description: 'The client whose secret ends; null in a test.',
      resolve: ({ payload }) => (payload as Partial<ExpiringPayload>).data?.clientId ?? null,
    }),
    clientName: t.string({
      nullable: true,
      description: 'What that client was called then; null in a test.',
      resolve: ({ payload }) => (payload as Partial<ExpiringPayload>).data?.clientName ?? null,
    }),
    secretHint: t.string({
      nullable: true,
      description: 'The public beginning of the secret that ends; null in a test.',
      resolve: ({ payload }) => (payload as Partial<ExpiringPayload>).data?.secretHint ?? null,
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When that secret ends; null in a test.',
    }),
    daysBefore: t.exposeInt('daysBefore', {
      nullable: true,
      description: 'How many days before the end it was due: 30, 7 or 1; null in a test.',
    }),
    state: t.expose('state', { type: DeliveryStateType, description: 'How far it has come.' }),
    attempts: t.exposeInt('attempts', { description: 'How many attempts were begun.' }),
    statusCode: t.exposeInt('statusCode', {
      nullable: true,
      description: 'What the receiver answered to the last attempt; null where there was no answer.',
    }),
    failure: t.expose('failure', {
      type: DeliveryFailureType,
      nullable: true,
      description: 'Why the last attempt failed; null where it did not.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it came into being.' }),
    lastAttemptAt: t.expose('lastAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the last attempt ended; null before the first.',
    }),
    nextAttemptAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it is tried next; null where it is not.',
      resolve: ({ state, nextAttemptAt }) => (state === 'PENDING' ? nextAttemptAt : null),
    }),
  }),
});

export const WebhookType = builder.objectRef<Webhook>('Webhook').implement({
  description:
    'Where Llavero tells of ends of secrets that come near: 30 days, 7 days and 1 day before, with a message signed as Standard Webhooks says. Its signing secret is shown only when it is made.',
  fields: (t) => ({
    url: t.exposeString('url', { description: 'The address that messages are sent to.' }),
    isEnabled: t.boolean({
      description: 'Whether messages are sent.',
      resolve: ({ enabledAt }) => enabledAt !== null,
    }),
    goneAt: t.expose('goneAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the receiver said that it wants no more (410), whereupon it was disabled; null where it did not since it was last enabled.',
    }),
    previousSecretEndsAt: t.expose('previousSecretEndsAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'Until when messages carry a signature by the secret before this one, too; null where there is none.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was set up.' }),
    deliveries: t.field({
      type: [WebhookDeliveryType],
      description: `Its latest messages, the newest first, ${mostDeliveries} at most. They are kept for 90 days.`,
      complexity: { field: 5, multiplier: mostDeliveries / 3 },
      resolve: ({ organisationId }, _, { db }) => listDeliveries(db, organisationId, mostDeliveries),
    }),
  }),
});

builder.queryField('webhook', (t) =>
  t.field({
    type: WebhookType,
    nullable: true,
    authScopes: { clientManager: true },
    description:
      'The webhook of the organisation; null where there is none. For admins and owners: its address may hold what opens the receiver’s door.',
    resolve: (_, __, context) => findWebhook(context.db, callerOf(context).organisationId),
  }),
);
