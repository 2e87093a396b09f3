import { graphql, type ResultOf } from '../graphql.ts';

/** What the console shows of a message to the webhook. */
export const DeliveryFields = graphql(`
  fragment DeliveryFields on WebhookDelivery @_unmask {
    id
    type
    clientId
    clientName
    secretHint
    daysBefore
    state
    attempts
    statusCode
    failure
    createdAt
    lastAttemptAt
    nextAttemptAt
  }
`);

export type Delivery = ResultOf<typeof DeliveryFields>;

/** What it shows of the webhook itself. Its signing secret is shown when it is made, and never again. */
export const WebhookFields = graphql(`
  fragment WebhookFields on Webhook @_unmask {
    url
    isEnabled
    goneAt
    previousSecretEndsAt
  }
`);

export type Webhook = ResultOf<typeof WebhookFields>;
