import { mutate } from './client-story.ts';
import { addSecretTo } from './secret-story.ts';
import type { TestLlavero, TestPerson } from './llavero.ts';
import { makeDueNotices } from '../../src/webhooks/due-notices.ts';
import { sendWaiting } from '../../src/webhooks/webhook-clock.ts';

const webhookFields = 'url isEnabled goneAt previousSecretEndsAt createdAt';

export const deliveryFields = `id type clientId clientName secretHint expiresAt daysBefore state attempts statusCode
  failure createdAt lastAttemptAt nextAttemptAt`;

export const setWebhookDocument = `mutation ($input: SetWebhookInput!) {
  setWebhook(input: $input) {
    __typename
    ... on SetWebhookPayload { webhook { ${webhookFields} } signingSecret }
    ... on Error { message }
    ... on ValidationError { fields { field code message } }
  }
}`;

export const testWebhookDocument = `mutation {
  testWebhook { __typename ... on TestWebhookPayload { delivery { ${deliveryFields} } } ... on Error { message } }
}`;

export const rotateWebhookSecretDocument = `mutation {
  rotateWebhookSecret {
    __typename
    ... on RotateWebhookSecretPayload { webhook { ${webhookFields} } signingSecret }
    ... on Error { message }
  }
}`;

export const removeWebhookDocument = `mutation {
  removeWebhook { __typename ... on RemoveWebhookPayload { url } ... on Error { message } }
}`;

/** Sets the webhook up, or changes it. */
export async function setWebhookTo(
  owner: TestPerson,
  url: string,
  isEnabled = true,
): Promise<{ signingSecret: string; webhook: any }> {
  const answer = await mutate(owner, setWebhookDocument, { url, isEnabled });
  if (answer.__typename !== 'SetWebhookPayload') throw new Error(JSON.stringify(answer));
  return answer;
}

/** The webhook as an administrator sees it, or null. */
export async function webhookOf(person: TestPerson): Promise<any> {
  return (await person.execute(`{ webhook { ${webhookFields} deliveries { ${deliveryFields} } } }`)).webhook;
}

/** What came of a test. */
export async function testOf(owner: TestPerson): Promise<any> {
  return (await owner.execute(testWebhookDocument)).testWebhook.delivery;
}

const dayMilliseconds = 86_400_000;

/** A secret whose end was set long ago and is so many days ahead now. */
export async function secretThatEnds(
  { db }: TestLlavero,
  person: TestPerson,
  client: { clientId: string },
  inDays: number,
): Promise<{ id: string; hint: string; expiresAt: string }> {
  const { secret } = await addSecretTo(person, client, { description: 'Servidor de facturas' });
  await moveEnd({ db }, secret.id, inDays);
  return { ...secret, expiresAt: await endOf({ db }, secret.id) };
}

/** The end is so many days ahead, and has been set long ago. */
export async function moveEnd({ db }: Pick<TestLlavero, 'db'>, id: string, inDays: number): Promise<void> {
  const [now] = await db.$queryRaw<{ now: Date }[]>`SELECT now() AS now`;
  const expiresAt = new Date((now?.now.getTime() ?? 0) + inDays * dayMilliseconds);
  await db.clientSecret.update({ where: { id }, data: { expiresAt } });
  await db.clientSecret.update({ where: { id }, data: { endSetAt: new Date('2020-01-01') } });
}

async function endOf({ db }: Pick<TestLlavero, 'db'>, id: string): Promise<string> {
  return (await db.clientSecret.findUniqueOrThrow({ where: { id } })).expiresAt?.toISOString() ?? '';
}

/** The webhook has been there for long. */
export async function ageWebhook({ db }: TestLlavero): Promise<void> {
  await db.webhook.updateMany({ data: { enabledAt: new Date('2020-01-01') } });
}

/** Time passes until the next attempt of everything that waits. */
export async function passTheWait({ db }: TestLlavero): Promise<void> {
  await db.webhookDelivery.updateMany({
    where: { state: 'PENDING' },
    data: { nextAttemptAt: new Date(Date.now() - 1000) },
  });
}

/** What the clock does when its time has come. */
export async function tick({ db, postOffice }: Pick<TestLlavero, 'db' | 'postOffice'>): Promise<void> {
  await makeDueNotices(db);
  await sendWaiting(postOffice, new AbortController().signal);
}
