import type { Page } from '@playwright/test';
import { expectAccessible } from '../kit/axe.ts';
import { askToken, askVerify, cardOf, enterClients, registerClient } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

/** The form of a client, with what is folded away. */
async function openForm(page: Page, name: string) {
  await cardOf(page, name)
    .getByRole('link', { name: `Editar ${name}` })
    .click();
  const form = page.getByRole('dialog', { name: 'Editar Cliente OAuth2' });
  const fold = form.getByRole('button', { name: 'Opciones avanzadas' });
  await expect(fold).toBeVisible();
  if ((await fold.getAttribute('aria-expanded')) === 'false') await fold.click();
  return {
    form,
    save: async () => {
      await form.getByRole('button', { name: 'Actualizar Cliente' }).click();
      await expect(form).toBeHidden();
    },
  };
}

/** Refusals are written down in batches. */
async function waitForRefusal(page: Page, cause: string): Promise<void> {
  await expect(async () => {
    await page.getByRole('button', { name: 'Actualizar' }).click();
    await expect(page.getByText(cause)).toBeVisible({ timeout: 1000 });
  }).toPass();
}

test('a client is disabled: its token is refused at the next request, and enabling it revives none', async ({
  page,
  llavero,
}, { testId }) => {
  await enterClients(page);
  const client = await registerClient(page, { name: `Portal ${testId}` });
  const { access_token: token } = (await askToken(llavero.url, client)).answer;
  expect(await askVerify(llavero.url, token)).toBe(204);
  await page.goto(`/settings/api?search=${testId}`);

  const disabling = await openForm(page, client.name);
  await disabling.form.getByRole('checkbox', { name: 'Habilitado' }).uncheck();
  await expect(disabling.form.getByText('dejan de valer para siempre')).toBeVisible();
  await disabling.save();
  await expect(cardOf(page, client.name).getByText('Deshabilitado')).toBeVisible();
  expect(await askVerify(llavero.url, token)).toBe(401);
  expect((await askToken(llavero.url, client)).status).toBe(401);
  await expectAccessible(page, 'a disabled client');

  await cardOf(page, client.name).getByRole('link', { name: 'Problemas de acceso' }).click();
  await waitForRefusal(page, 'El cliente está deshabilitado');
  await page.goto(`/settings/api?search=${testId}`);

  const enabling = await openForm(page, client.name);
  await enabling.form.getByRole('checkbox', { name: 'Habilitado' }).check();
  await enabling.save();
  await expect(cardOf(page, client.name).getByText('Deshabilitado')).toBeHidden();
  expect(await askVerify(llavero.url, token)).toBe(401);
  const again = (await askToken(llavero.url, client)).answer.access_token;
  expect(await askVerify(llavero.url, again)).toBe(204);
});

test('V-15 X-8: a lifetime of 10 minutes shows in expires_in', async ({ page, llavero }, { testId }) => {
  await enterClients(page);
  const client = await registerClient(page, { name: `App ${testId}` });
  expect((await askToken(llavero.url, client)).answer.expires_in).toBe(3600);
  await page.goto(`/settings/api?search=${testId}`);
  const { form, save } = await openForm(page, client.name);
  const lifetime = form.getByLabel('Vida de los tokens (minutos)');
  await expect(lifetime).toHaveAccessibleDescription(/cuanto más corta/);
  await lifetime.fill('1441');
  await form.getByRole('button', { name: 'Actualizar Cliente' }).click();
  await expect(form.getByRole('alert')).toHaveText(/Elige de 1 a 1440 minutos/);
  await lifetime.fill('10');
  await save();
  expect((await askToken(llavero.url, client)).answer.expires_in).toBe(600);
});

test('a client that may ask from other addresses alone gets no token here, and its administrator reads why', async ({
  page,
  llavero,
}, { testId }) => {
  await enterClients(page);
  const client = await registerClient(page, { name: `ERP ${testId}` });
  await page.goto(`/settings/api?search=${testId}`);
  const { form, save } = await openForm(page, client.name);
  const addresses = form.getByLabel('Direcciones permitidas');
  await addresses.fill('203.0.113.0/24\n10.0.0.1/8');
  await form.getByRole('button', { name: 'Actualizar Cliente' }).click();
  await expect(form.getByRole('alert')).toHaveText(/no es una dirección ni un rango/);
  await expect(addresses).toBeFocused();
  await expectAccessible(page, 'the advanced options, with an address that is none');
  await addresses.fill('203.0.113.0/24\n2001:DB8::/32');
  await form.getByRole('group', { name: 'Responsable' }).getByLabel('Nombre').fill('Ana Núñez');
  await form.getByLabel('Etiquetas').fill(`norte\nfase ${testId}`);
  await save();
  const card = cardOf(page, client.name);
  await expect(card.getByText('203.0.113.0/24, 2001:db8::/32')).toBeVisible();
  await expect(card.getByText('Ana Núñez')).toBeVisible();
  await expect(card.getByRole('list', { name: 'Etiquetas' }).getByText('norte')).toBeVisible();
  await expectAccessible(page, 'a card with everything');
  expect((await askToken(llavero.url, client)).status).toBe(401);

  await card.getByRole('link', { name: 'Problemas de acceso' }).click();
  await waitForRefusal(page, 'Esta dirección no está entre las permitidas del cliente');
  await expect(page.getByText('127.0.0.1').first()).toBeVisible();

  await page.goto(`/settings/api?search=${encodeURIComponent(`fase ${testId}`)}`);
  const again = await openForm(page, client.name);
  await again.form.getByLabel('Direcciones permitidas').fill('');
  await again.save();
  expect((await askToken(llavero.url, client)).status).toBe(200);
});
