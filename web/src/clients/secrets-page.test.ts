import { expect, it } from 'vitest';
import { alerts, box, openConsole, portal, press, shown, write, type Answers } from './test-console.ts';

const [active] = portal.secrets;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3600_000).toISOString();
const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString();

const replaced = {
  ...active,
  id: '9zYx8Wv7',
  hint: 'llv_9zYx8Wv7',
  description: 'Servidor de Bogotá',
  state: 'BEING_REPLACED',
  expiresAt: inDays(2),
  firstUsedAt: hoursAgo(500),
  lastUsedAt: hoursAgo(0.1),
  lastUsedFrom: '10.0.0.7',
  usesInLastDay: 3,
};
const both: Answers = { ClientSecrets: () => ({ client: { ...portal, secrets: [active, replaced] } }) };
const page = '/settings/api/cli_portal/secrets';

it('shows each secret by its hint, its time and its use, and what that means (V-20, V-26)', async () => {
  await openConsole(page, both);
  for (const said of [
    'llv_3fK9x2Qa…',
    'Sin fecha de fin',
    'Nunca se ha usado',
    'llv_9zYx8Wv7…',
    'Servidor de Bogotá',
    'En reemplazo',
    'desde 10.0.0.7',
    '3 usos en las últimas 24 horas',
    'Todavía se usa: no lo retires aún.',
  ]) {
    expect(shown()).toContain(said);
  }
});

it('says when the one that is being replaced can go', async () => {
  const quiet = { ...replaced, lastUsedAt: hoursAgo(26), usesInLastDay: 0 };
  await openConsole(page, { ClientSecrets: () => ({ client: { ...portal, secrets: [active, quiet] } }) });
  expect(shown()).toContain('Ya no se usa: se puede retirar.');
});

it('makes one more, for six months when nothing else is said, and shows it once (V-23, V-25)', async () => {
  const clientSecret = 'llv_4bC5dE6f_oneMore';
  const { sent } = await openConsole(page, {
    CreateSecret: () => ({ createSecret: { __typename: 'CreateSecretPayload', clientSecret } }),
  });
  await press('Nuevo secreto');
  await write('Descripción (opcional)', 'Servidor de Cali');
  await press('Crear secreto');
  expect(sent.find(({ operation }) => operation === 'CreateSecret')?.variables.input).toEqual({
    clientId: 'cli_portal',
    description: 'Servidor de Cali',
  });
  expect(shown()).toContain(clientSecret);
});

it('warns of one without an end, and says so to the server', async () => {
  const { sent } = await openConsole(page, {
    CreateSecret: () => ({ createSecret: { __typename: 'TooManySecretsError' } }),
  });
  await press('Nuevo secreto');
  const end = [...document.querySelectorAll('select')].find((each) => each.value === 'halfYear')!;
  end.value = 'never';
  end.dispatchEvent(new Event('change'));
  await press('Crear secreto');
  expect(shown()).toContain('no caduca por sí solo');
  expect(sent.find(({ operation }) => operation === 'CreateSecret')?.variables.input).toMatchObject({
    expiresAt: null,
  });
  expect(alerts()).toContain('Este cliente ya tiene cinco secretos. Revoca antes uno que ya no haga falta.');
});

it('revokes the last one that works only for whoever says so', async () => {
  const { sent } = await openConsole(page, {
    RevokeSecret: () => ({ revokeSecret: { __typename: 'RevokeSecretPayload' } }),
  });
  await press('Revocar el secreto llv_3fK9x2Qa');
  await press('Revocar');
  expect(alerts()).toContain('Marca la casilla para dejar el cliente sin secretos, o crea antes otro.');
  expect(sent.map(({ operation }) => operation)).not.toContain('RevokeSecret');
  box('Dejar el cliente sin secretos').click();
  await press('Revocar');
  expect(sent.find(({ operation }) => operation === 'RevokeSecret')?.variables.input).toEqual({
    clientId: 'cli_portal',
    secretId: '3fK9x2Qa',
    evenIfLast: true,
    revokeTokens: false,
  });
});

it('rotates one of them with an overlap, and says who still uses it (X-1)', async () => {
  const inUse = { ...active, lastUsedAt: hoursAgo(0.1), lastUsedFrom: '10.0.0.7' };
  const { sent } = await openConsole(page, {
    SecretsInUse: () => ({ client: { ...portal, secrets: [inUse] } }),
    RotateSecret: () => ({ rotateSecret: { __typename: 'RotateSecretPayload', clientSecret: 'llv_new' } }),
  });
  await press('Regenerar el secreto llv_3fK9x2Qa');
  expect(shown()).toContain('llv_3fK9x2Qa se usó hace 6 minutos desde 10.0.0.7.');
  const overlap = document.querySelector<HTMLSelectElement>('[role=dialog] select')!;
  overlap.value = 'day';
  overlap.dispatchEvent(new Event('change'));
  await press('Regenerar');
  expect(sent.find(({ operation }) => operation === 'RotateSecret')?.variables.input).toEqual({
    clientId: 'cli_portal',
    secretId: '3fK9x2Qa',
    overlapSeconds: 86_400,
    revokeTokens: false,
  });
});

it('tells on the card and over the list of an end that comes near', async () => {
  const ending = { ...active, expiresAt: inDays(5.1) };
  await openConsole('/settings/api', {
    Clients: () => ({
      clients: {
        nodes: [{ ...portal, secrets: [ending] }],
        pageInfo: { hasNextPage: false, endCursor: '1' },
        totalCount: 1,
        totalCountIsExact: true,
      },
    }),
    EndingSecrets: () => ({ endingSecrets: [{ ...ending, client: portal }] }),
  });
  expect(shown()).toContain('Un secreto termina dentro de 5 días');
  await press('1 secreto termina en los próximos 30 días');
  expect(shown()).toContain('Secretos que terminan pronto');
});
