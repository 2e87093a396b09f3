import { NotFoundError, ValidationError } from '../errors.ts';
import type { Webhook, WebhookDelivery } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf, requireRecentPassword } from '../graphql/context.ts';
import { WebhookDeliveryType, WebhookType } from './graphql-webhook.ts';
import { testWebhook } from './test-message.ts';
import { longestUrl } from './webhook-input.ts';
import { removeWebhook, rotateWebhookSecret, setWebhook, type SetWebhook } from './webhooks.ts';

const secretWords =
  'What its messages are signed with: `whsec_` and the key in base64, as libraries for Standard Webhooks take it. It is shown here and never again.';

const SetWebhookInput = builder.inputType('SetWebhookInput', {
  description: 'Where messages go.',
  fields: (t) => ({
    url: t.string({
      required: true,
      description: `An https URL of ${longestUrl} characters at most. Private addresses, and http for those, only where the installation allows them.`,
    }),
    isEnabled: t.boolean({
      defaultValue: true,
      description: 'Whether messages are sent. What comes due while they are not is not sent later.',
    }),
  }),
});

const SetWebhookPayload = builder.objectRef<SetWebhook>('SetWebhookPayload').implement({
  description: 'The webhook as it is now.',
  fields: (t) => ({
    webhook: t.expose('webhook', { type: WebhookType, description: 'The webhook.' }),
    signingSecret: t.exposeString('signingSecret', {
      nullable: true,
      description: `${secretWords} Null where the webhook was there before, and keeps its secret.`,
    }),
  }),
});

const RotateWebhookSecretPayload = builder
  .objectRef<{ webhook: Webhook; signingSecret: string }>('RotateWebhookSecretPayload')
  .implement({
    description: 'The webhook with another signing secret.',
    fields: (t) => ({
      webhook: t.expose('webhook', { type: WebhookType, description: 'The webhook.' }),
      signingSecret: t.exposeString('signingSecret', { description: secretWords }),
    }),
  });

const TestWebhookPayload = builder.objectRef<{ delivery: WebhookDelivery }>('TestWebhookPayload').implement({
  description: 'The test was sent, or could not be.',
  fields: (t) => ({
    delivery: t.expose('delivery', { type: WebhookDeliveryType, description: 'What came of it.' }),
  }),
});

const RemoveWebhookPayload = builder.objectRef<Webhook>('RemoveWebhookPayload').implement({
  description: 'The webhook is gone.',
  fields: (t) => ({
    url: t.exposeString('url', { description: 'Where nothing is sent any more.' }),
  }),
});

/** What reaches outside is an owner's. */
builder.mutationFields((t) => ({
  setWebhook: t.field({
    type: SetWebhookPayload,
    authScopes: { owner: true },
    description:
      'Says where Llavero tells of ends of secrets that come near; there is one such address. For owners. Needs the password given within the last 15 minutes.',
    args: { input: t.arg({ type: SetWebhookInput, required: true, description: 'Where.' }) },
    complexity: 10,
    errors: {
      types: [ValidationError],
      union: { name: 'SetWebhookResult', description: 'What comes of `setWebhook`.' },
    },
    resolve: (_, { input }, context) => {
      requireRecentPassword(context);
      const { url, isEnabled } = input;
      return setWebhook(context.postOffice, callerOf(context), { url, isEnabled: isEnabled ?? true });
    },
  }),
  rotateWebhookSecret: t.field({
    type: RotateWebhookSecretPayload,
    authScopes: { owner: true },
    description:
      'Gives the webhook another signing secret. For 24 hours messages carry a signature by the old one, too. For owners. Needs the password given within the last 15 minutes.',
    complexity: 10,
    errors: {
      types: [NotFoundError],
      union: { name: 'RotateWebhookSecretResult', description: 'What comes of `rotateWebhookSecret`.' },
    },
    resolve: (_, __, context) => {
      requireRecentPassword(context);
      return rotateWebhookSecret(context.postOffice, callerOf(context));
    },
  }),
  testWebhook: t.field({
    type: TestWebhookPayload,
    authScopes: { owner: true },
    description:
      'Sends a message of the type `webhook.test` now, once, and answers when the receiver has; after 15 seconds at the latest. For owners.',
    // Several in one request would hammer at the receiver.
    complexity: 2000,
    errors: {
      types: [NotFoundError],
      union: { name: 'TestWebhookResult', description: 'What comes of `testWebhook`.' },
    },
    resolve: async (_, __, context) => ({
      delivery: await testWebhook(context.postOffice, callerOf(context)),
    }),
  }),
  removeWebhook: t.field({
    type: RemoveWebhookPayload,
    authScopes: { owner: true },
    description:
      'Takes the webhook away, with its signing secret and the list of its messages. For owners. Needs the password given within the last 15 minutes.',
    complexity: 10,
    errors: {
      types: [NotFoundError],
      union: { name: 'RemoveWebhookResult', description: 'What comes of `removeWebhook`.' },
    },
    resolve: (_, __, context) => {
      requireRecentPassword(context);
      return removeWebhook(context.postOffice, callerOf(context));
    },
  }),
}));
