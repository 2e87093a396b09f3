import { expect, test } from 'vitest';
import { alerts, everyday, openConsole, press, shown, write, type Answers } from '../clients/test-console.ts';

const webhook = {
  __typename: 'Webhook',
  url: 'https://hooks.ejemplo.com/llavero',
  isEnabled: true,
  goneAt: null as string | null,
  previousSecretEndsAt: null as string | null,
  deliveries: [] as object[],
};

const delivery = {
  __typename: 'WebhookDelivery',
  id: 'msg_1',
  type: 'secret.expiring',
  clientId: 'cli_portal',
  clientName: 'Portal',
  secretHint: 'llv_3fK9x2Qa',
  daysBefore: 7,
  state: 'PENDING',
  attempts: 2,
  statusCode: 503 as number | null,
  failure: 'STATUS' as string | null,
  createdAt: '2026-05-06T16:00:00.000Z',
  lastAttemptAt: '2026-05-06T16:00:00.000Z' as string | null,
  nextAttemptAt: '2036-05-06T16:00:00.000Z' as string | null,
};

/** Who looks: an owner, or as every day an admin. */
function seenBy(role: 'OWNER' | 'ADMIN', answers: Answers) {
  const { viewer, account } = everyday['Viewer']?.({ input: {} }) as { viewer: object; account: object };
  const Viewer = () => ({ viewer: { ...viewer, role }, account });
  return openConsole('/settings/webhooks', { Viewer, ...answers });
}

test('an owner sets the webhook up, and the signing secret is forgotten once it was copied', async () => {
  let stored: typeof webhook | null = null;
  const { sent } = await seenBy('OWNER', {
    Webhook: () => ({ webhook: stored }),
    SetWebhook: () => {
      stored = webhook;
      return {
        setWebhook: { __typename: 'SetWebhookPayload', webhook, signingSecret: 'whsec_c2VjcmV0b3NlY3JldG8=' },
      };
    },
  });
  await write('Dirección', webhook.url);
  await press('Empezar a avisar');
  expect(sent.find(({ operation }) => operation === 'SetWebhook')?.variables).toEqual({
    input: { url: webhook.url, isEnabled: true },
  });
  expect(shown()).toContain('whsec_c2VjcmV0b3NlY3JldG8=');
  await press('Entendido, ya lo copié');
  await press('Cerrar de todos modos');
  expect(shown()).not.toContain('whsec_');
  expect(shown()).toContain('Aún no hay ninguno.');
});

test.each([
  ['INVALID_URL', 'Escribe una dirección completa'],
  ['NOT_HTTPS', 'La dirección tiene que empezar por https.'],
  ['PRIVATE_ADDRESS', 'Es una dirección privada o local.'],
])('an address that is refused says why beside it: %s', async (code, words) => {
  await seenBy('OWNER', {
    Webhook: () => ({ webhook: null }),
    SetWebhook: () => ({
      setWebhook: {
        __typename: 'ValidationError',
        fields: [{ __typename: 'FieldError', field: 'url', code }],
      },
    }),
  });
  await write('Dirección', 'http://10.0.0.1');
  await press('Empezar a avisar');
  expect(alerts()).toEqual([expect.stringContaining(words)]);
});

test('a test that did not arrive says why, and the list is read again', async () => {
  const { sent } = await seenBy('OWNER', {
    Webhook: () => ({ webhook }),
    TestWebhook: () => ({
      testWebhook: {
        __typename: 'TestWebhookPayload',
        delivery: { ...delivery, clientName: null, state: 'FAILED', failure: 'TIMEOUT', statusCode: null },
      },
    }),
  });
  await press('Enviar uno de prueba');
  expect(shown()).toContain('El aviso de prueba no llegó. No respondió en 15 segundos.');
  expect(sent.filter(({ operation }) => operation === 'Webhook')).toHaveLength(2);
});

test('an admin sees where notifications go and what became of them, and has no buttons', async () => {
  const deliveries = [
    delivery,
    { ...delivery, id: 'msg_2', daysBefore: 1, state: 'DELIVERED', failure: null, nextAttemptAt: null },
  ];
  await seenBy('ADMIN', { Webhook: () => ({ webhook: { ...webhook, deliveries } }) });
  expect(shown()).toContain(webhook.url);
  expect(shown()).toContain('A un secreto de Portal le quedan 7 días');
  expect(shown()).toContain('A un secreto de Portal le queda 1 día');
  expect(shown()).toContain('El receptor respondió 503.');
  expect(shown()).toContain('Se intenta otra vez');
  expect(document.querySelectorAll('form')).toHaveLength(0);
  expect(shown()).not.toContain('Enviar uno de prueba');
});

test('a receiver that is gone is told of, until notifications are sent again', async () => {
  const gone = { ...webhook, isEnabled: false, goneAt: '2026-05-06T16:00:00.000Z' };
  await seenBy('OWNER', { Webhook: () => ({ webhook: gone }) });
  expect(shown()).toContain('El receptor ya no quiere avisos');
});
