import { decodeJwt } from 'jose';
import type { Page } from '@playwright/test';
import { askToken, cardOf, enterClients, readClient, registerClient } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

test('N-8 N-40 N-41 N-42 N-43 N-44 N-45 N-46: edits name, permissions and description, and never the credentials', async ({
  page,
  llavero,
}, { testId }) => {
  await enterClients(page);
  const client = await registerClient(page, {
    name: `App Móvil ${testId}`,
    description: 'La de los clientes',
  });
  await page.goto(`/settings/api?search=${testId}`);
  await cardOf(page, client.name).getByRole('link', { name: 'Editar' }).click();

  const form = page.getByRole('dialog', { name: 'Editar Cliente OAuth2' });
  await expect(form.getByLabel('Nombre del Cliente')).toHaveValue(client.name);
  await expect(form.getByLabel('Descripción')).toHaveValue('La de los clientes');
  await expect(form.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await expect(form.getByRole('definition').filter({ hasText: client.clientId })).toBeVisible();
  await expect(form.getByRole('definition').filter({ hasText: 'client_credentials' })).toBeVisible();
  await expect(form.getByRole('textbox')).toHaveCount(2);
  await expect(form.getByText('Client Secret')).toHaveCount(0);
  await expect(form.getByText('●●●●●●●●')).toHaveCount(0);
  await expect(form.getByText('Los cambios de permisos se aplican a las nuevas solicitudes.')).toBeVisible();

  const before = await askToken(llavero.url, client);
  expect(before.answer.scope).toBe('read');
  await form.getByLabel('Nombre del Cliente').fill(`App Móvil Clientes ${testId}`);
  await form.getByRole('checkbox', { name: 'Crear' }).check();
  await form.getByRole('button', { name: 'Actualizar Cliente' }).click();
  await expect(page.getByText(`Cliente actualizado: App Móvil Clientes ${testId}`)).toBeVisible();

  const card = cardOf(page, `App Móvil Clientes ${testId}`);
  await expect(card.getByText(client.clientId)).toBeVisible();
  await expect(card.getByText('create', { exact: true })).toBeVisible();
  await expect(card.getByText('La de los clientes')).toBeVisible();
  const after = await askToken(llavero.url, client);
  expect(after).toMatchObject({ status: 200, answer: { scope: 'read create' } });
  expect(decodeJwt(before.answer.access_token ?? '')['scope']).toBe('read');
  expect(decodeJwt(after.answer.access_token ?? '')).toMatchObject({
    client_id: client.clientId,
    scope: 'read create',
  });
});

test('N-47: holds an edit to the rules of a new client', async ({ page }, { testId }) => {
  await enterClients(page);
  const other = await registerClient(page, { name: `Portal ${testId}` });
  const client = await registerClient(page, { name: `Portal dos ${testId}` });
  await page.goto(`/settings/api/${client.clientId}/edit`);
  const form = page.getByRole('dialog', { name: 'Editar Cliente OAuth2' });

  await form.getByLabel('Nombre del Cliente').fill(other.name.toUpperCase());
  await form.getByRole('button', { name: 'Actualizar Cliente' }).click();
  await expect(form.getByRole('alert')).toHaveText('Ya hay un cliente con ese nombre. Elige otro.');

  await form.getByLabel('Nombre del Cliente').fill('n'.repeat(256));
  await form.getByRole('checkbox', { name: 'Consultar' }).uncheck();
  await form.getByLabel('Descripción').fill('');
  await form.getByRole('button', { name: 'Actualizar Cliente' }).click();
  await expect(form.getByRole('alert')).toHaveText([
    'El nombre es demasiado largo: como máximo, 255 caracteres.',
    'Elige al menos un permiso: es un campo obligatorio.',
    'Escribe una descripción: es un campo obligatorio.',
  ]);
  expect(await readClient(page, client.clientId)).toMatchObject({ name: client.name, scopes: ['read'] });
});

test('two people edit one client: the later one sees what changed and decides', async ({
  page,
  openBrowser,
}, { testId }) => {
  await enterClients(page);
  const client = await registerClient(page, { name: `ERP ${testId}`, description: 'Como estaba' });
  const colleague = await openBrowser();
  await enterClients(colleague);
  const edit = (browser: Page) => browser.goto(`/settings/api/${client.clientId}/edit`);
  const formOf = (browser: Page) => browser.getByRole('dialog', { name: 'Editar Cliente OAuth2' });
  const save = (browser: Page) => formOf(browser).getByRole('button', { name: 'Actualizar Cliente' }).click();

  await edit(page);
  await formOf(page).getByLabel('Descripción').fill('Lo mío');
  await edit(colleague);
  await formOf(colleague).getByLabel('Descripción').fill('Lo de mi colega');
  await formOf(colleague).getByRole('checkbox', { name: 'Actualizar' }).check();
  await save(colleague);
  await expect(formOf(colleague)).toHaveCount(0);

  await save(page);
  const conflict = page.getByRole('dialog', { name: 'Alguien cambió este cliente mientras lo editabas' });
  await expect(conflict.getByRole('definition').filter({ hasText: 'Lo de mi colega' })).toBeVisible();
  await expect(conflict.getByRole('definition').filter({ hasText: 'Lo mío' })).toBeVisible();
  await expect(conflict.getByText('update', { exact: true })).toBeVisible();
  expect(await readClient(page, client.clientId)).toMatchObject({ description: 'Lo de mi colega' });
  await conflict.getByRole('button', { name: 'Guardar lo mío encima' }).click();
  await expect(formOf(page)).toHaveCount(0);
  expect(await readClient(page, client.clientId)).toMatchObject({
    description: 'Lo mío',
    scopes: ['read', 'update'],
  });

  await edit(colleague);
  await formOf(colleague).getByLabel('Nombre del Cliente').fill(`ERP nuevo ${testId}`);
  await edit(page);
  await formOf(page).getByLabel('Descripción').fill('Lo último');
  await save(page);
  await expect(formOf(page)).toHaveCount(0);
  await save(colleague);
  await colleague
    .getByRole('dialog', { name: 'Alguien cambió este cliente' })
    .getByRole('button', { name: 'Quedarme con lo suyo' })
    .click();
  await expect(formOf(colleague).getByLabel('Descripción')).toHaveValue('Lo último');
  await expect(formOf(colleague).getByLabel('Nombre del Cliente')).toHaveValue(client.name);
});
