import { cardOf, copyCredentials, enterClients } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

test('F-12 F-14 F-15 X-3 F-20: what is missing is said under its field, and the form stays open', async ({
  page,
}) => {
  await enterClients(page);
  await page.getByRole('button', { name: 'Crear Cliente' }).first().click();
  const form = page.getByRole('dialog', { name: 'Nuevo Cliente OAuth2' });
  await form.getByRole('button', { name: 'Crear Cliente' }).click();
  await expect(form).toBeVisible();
  for (const [label, message] of [
    ['Nombre del Cliente', 'Escribe el nombre del cliente: es un campo obligatorio.'],
    ['Descripción', 'Escribe una descripción: es un campo obligatorio.'],
  ] as const) {
    const field = form.getByLabel(label);
    await expect(field).toHaveAccessibleDescription(message);
    const [above, below] = [await field.boundingBox(), await form.getByText(message).boundingBox()];
    expect(below?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0));
  }
});

test('F-18 F-19 X-2: client ID and creation date come with saving, and are read-only like the grant type', async ({
  page,
}, { testId }) => {
  await enterClients(page);
  await page.getByRole('button', { name: 'Crear Cliente' }).first().click();
  const form = page.getByRole('dialog', { name: 'Nuevo Cliente OAuth2' });
  const value = (dialog: typeof form, label: string) =>
    dialog.getByRole('term').filter({ hasText: label }).locator('xpath=following-sibling::dd');
  await expect(value(form, 'Client ID')).toHaveText('Se genera al crear el cliente');
  await expect(value(form, 'Fecha de creación')).toHaveText('Al guardarlo');
  await expect(value(form, 'Tipo de Autenticación')).toHaveText('client_credentials');
  const name = `Consumidor ${testId}`;
  await form.getByLabel('Nombre del Cliente').fill(name);
  await form.getByRole('checkbox', { name: 'Consultar' }).check();
  await form.getByLabel('Descripción').fill('Para leer reportes');
  await form.getByRole('button', { name: 'Crear Cliente' }).click();
  const created = page.getByRole('dialog', { name: 'Cliente OAuth2 Creado Exitosamente' });
  const { clientId } = await copyCredentials(created);
  await created.getByRole('button', { name: 'Entendido, ya copié las credenciales' }).click();

  await cardOf(page, name)
    .getByRole('link', { name: `Editar ${name}` })
    .click();
  const editing = page.getByRole('dialog', { name: 'Editar Cliente OAuth2' });
  await expect(value(editing, 'Client ID')).toHaveText(clientId);
  await expect(value(editing, 'Fecha de creación')).toContainText(String(new Date().getFullYear()));
  await expect(editing.locator('dl').getByRole('textbox')).toHaveCount(0);
});

test('F-22: in English every message is English', async ({ page }) => {
  await enterClients(page);
  await page.getByRole('group', { name: 'Idioma' }).getByRole('button', { name: 'EN, English' }).click();
  await expect(page.getByRole('heading', { name: 'OAuth2 clients' })).toBeVisible();
  await page.goto('/settings/api/new');
  const form = page.getByRole('dialog', { name: 'New OAuth2 client' });
  await form.getByRole('button', { name: 'Advanced options' }).click();
  await form.getByLabel('Token lifetime (minutes)').fill('0');
  await form.getByRole('group', { name: 'Owner' }).getByLabel('E-mail address').fill('ana@example.com');
  await form.getByRole('button', { name: 'Create client' }).click();
  await expect(form.getByRole('alert')).toHaveText([
    'Enter the name of the client: this field is required.',
    'Choose at least one permission: this field is required.',
    'Enter a description: this field is required.',
    'Choose 1 to 1440 minutes (24 hours), or leave the field empty.',
    'Write the name too, or delete the e-mail address.',
  ]);
});
