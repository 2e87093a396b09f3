import type { Page } from '@playwright/test';
import { cardOf, enter, enterClients, registerClient, removePerson, send, welcome } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

const createClient = `mutation ($input: CreateClientInput!) { createClient(input: $input) { __typename } }`;
const aClient = { name: 'Intruso', description: 'No debe existir', scopes: ['read'] };

test('N-9 N-77: a viewer sees the clients and can change nothing, not even past the console', async ({
  page,
  openBrowser,
}, { testId }) => {
  await enter(page);
  const client = await registerClient(page, { name: `Portal ${testId}` });
  const viewer = await openBrowser();
  await enterClients(viewer, await welcome(page, 'Valentina', 'VIEWER'));
  await viewer.goto(`/settings/api?search=${testId}`);

  const card = cardOf(viewer, client.name);
  await expect(card.getByText(client.clientId)).toBeVisible();
  await expect(card.getByRole('button')).toHaveCount(1);
  await expect(card.getByRole('button', { name: 'Copiar el Client ID' })).toBeVisible();
  await expect(card.getByRole('link', { name: /^Editar/ })).toHaveCount(0);
  await expect(viewer.getByRole('button', { name: 'Crear Cliente' })).toHaveCount(0);
  for (const address of ['new', `${client.clientId}/edit`]) {
    await viewer.goto(`/settings/api/${address}`);
    await expect(viewer.getByRole('heading', { name: /^Clientes OAuth2/ })).toBeVisible();
    await expect(viewer.getByRole('dialog')).toHaveCount(0);
  }
  await viewer.goto('/settings/people');
  await expect(viewer.getByRole('heading', { name: 'Configuraciones' })).toBeVisible();
  await expect(viewer.getByRole('link', { name: /^Personas/ })).toHaveCount(0);

  const { clientId } = client;
  const changes = {
    [createClient]: aClient,
    'mutation ($input: UpdateClientInput!) { updateClient(input: $input) { __typename } }': {
      clientId,
      name: 'Otro',
    },
    'mutation ($input: RotateSecretInput!) { rotateSecret(input: $input) { __typename } }': { clientId },
    'mutation ($input: DeleteClientInput!) { deleteClient(input: $input) { __typename } }': { clientId },
  };
  for (const [document, input] of Object.entries(changes)) {
    const { data, errors } = await send(viewer, document, input);
    expect(data ?? null, document).toBeNull();
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  }
});

test('N-10 N-67 N-77: somebody without a role sees no API card, and GraphQL refuses', async ({
  page,
  openBrowser,
}) => {
  await enter(page);
  const person = await welcome(page, 'Ramiro', 'ADMIN');
  await removePerson(page, person.email);
  const stranger = await openBrowser();
  await enter(stranger, person);

  await stranger.goto('/settings');
  await expect(stranger.getByText('Aún no tienes acceso a ningún módulo')).toBeVisible();
  await expect(stranger.getByText(`Entraste como ${person.email}.`)).toBeVisible();
  await expect(stranger.getByRole('link', { name: /^API/ })).toHaveCount(0);
  await stranger.goto('/settings/api');
  await expect(stranger.getByRole('heading', { name: 'Configuraciones' })).toBeVisible();
  await expectRefused(stranger);
});

test('N-77: without a session nothing is answered', async ({ page, openBrowser }) => {
  await expectRefused(await openBrowser());
  expect((await page.request.get('/graphql', { headers: { accept: 'text/html' } })).status()).toBe(404);
});

async function expectRefused(browser: Page): Promise<void> {
  for (const answer of [
    await send(browser, '{ clients(first: 1) { totalCount nodes { clientId } } }'),
    await send(browser, '{ scopes { name } }'),
    await send(browser, createClient, aClient),
  ]) {
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual([
      expect.stringMatching(/^(FORBIDDEN|UNAUTHENTICATED)$/),
    ]);
  }
}
