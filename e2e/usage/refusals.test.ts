import { expectAccessible } from '../kit/axe.ts';
import { cardOf, enterClients, registerClient, type Credentials } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

test('N-64 N-69 N-72: an administrator sees why an application is refused, by its client and by an error_id', async ({
  page,
  llavero,
}, { testId }) => {
  await enterClients(page);
  const client = await registerClient(page, { name: `Portal ${testId}`, scopes: ['read'] });
  const withBlank = { ...client, clientSecret: `${client.clientSecret} ` };
  const errorId = await askInVain(llavero.url, withBlank, 'read');
  await askInVain(llavero.url, client, 'read create');

  await page.goto(`/settings/api?search=${testId}`);
  await cardOf(page, client.name).getByRole('link', { name: 'Problemas de acceso' }).click();
  await expect(page.getByRole('heading', { name: 'Problemas de acceso' })).toBeVisible();
  const path = page.getByRole('navigation', { name: 'Dónde estás' }).getByRole('listitem');
  await expect(path).toHaveText(['Configuraciones', 'API', 'Problemas de acceso']);
  // What was refused is written down a few seconds later.
  await expect(async () => {
    await page.getByRole('button', { name: 'Actualizar' }).click();
    await expect(page.getByRole('article')).toHaveCount(2, { timeout: 2000 });
  }).toPass();
  const blank = page.getByRole('article', { name: 'El Client Secret termina con un espacio' });
  await expect(blank.getByText('Cópialo otra vez en la aplicación')).toBeVisible();
  await expect(blank.getByText('/token')).toBeVisible();
  await expect(blank.getByText(errorId)).toBeVisible();
  const scope = page.getByRole('article', { name: 'Pidió permisos que el cliente no tiene' });
  await expect(scope.getByText('create', { exact: true })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectAccessible(page, `the access problems, ${colorScheme}`);
  }
  await page.getByRole('link', { name: 'Editar el cliente' }).click();
  await expect(page.getByRole('dialog').getByLabel('Nombre del Cliente')).toHaveValue(client.name);

  await page.goto('/settings/api');
  const search = page.getByRole('textbox', { name: 'Buscar clientes' });
  await search.fill(`{"error":"invalid_client","error_id":"${errorId}"}`);
  const found = page.getByRole('region', { name: 'El rechazo con este error_id' });
  await expect(found.getByRole('article', { name: 'El Client Secret termina con un espacio' })).toBeVisible();
  await expectAccessible(page, 'a refusal that was looked up');
  await found.getByRole('link', { name: `Ver el cliente ${client.name}` }).click();
  await expect(cardOf(page, client.name)).toBeVisible();

  await search.fill('d9f3c2c1-ff72-4dc2-8c94-66dfc4775ae9');
  await expect(page.getByText('No hay ningún rechazo con ese error_id')).toBeVisible();
  await expectAccessible(page, 'an error_id of which nothing is known');
});

/** Asks for a token that there is none for; answers with the `error_id` that an application would write to its log. */
async function askInVain(
  url: string,
  { clientId, clientSecret }: Credentials,
  scope: string,
): Promise<string> {
  const response = await fetch(`${url}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${encodeURIComponent(clientSecret)}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  const answer = (await response.json()) as { error_id: string };
  expect(response.ok).toBe(false);
  return answer.error_id;
}
