import type { Locator } from '@playwright/test';
import { cardOf, enterClients, registerClient } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

let form: Locator;

test.beforeEach(async ({ page }) => {
  await enterClients(page);
  await page.getByRole('button', { name: 'Crear Cliente' }).first().click();
  form = page.getByRole('dialog', { name: 'Nuevo Cliente OAuth2' });
  await expect(form).toBeVisible();
});

test('N-23 N-24 N-28 N-31 N-66: says of every missing field that it is required, beside the field', async () => {
  await form.getByRole('button', { name: 'Crear Cliente' }).click();

  await expect(form.getByRole('alert')).toHaveText([
    'Escribe el nombre del cliente: es un campo obligatorio.',
    'Elige al menos un permiso: es un campo obligatorio.',
    'Escribe una descripción: es un campo obligatorio.',
  ]);
  const name = form.getByLabel('Nombre del Cliente');
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription(/campo obligatorio/);
  await expect(form.getByRole('group', { name: 'Permisos (Scopes)' })).toHaveAccessibleDescription(
    /campo obligatorio/,
  );
  await expect(form.getByLabel('Descripción')).toHaveAccessibleDescription(/campo obligatorio/);

  await name.fill('Sistema Contable XYZ');
  await form.getByRole('checkbox', { name: 'Consultar' }).check();
  await expect(form.getByRole('alert')).toHaveText(['Escribe una descripción: es un campo obligatorio.']);
});

test('N-30 N-65: refuses a name that is taken, whatever its case and the blanks around it', async ({ page }, {
  testId,
}) => {
  const { name } = await registerClient(page, { name: `Sistema Contable ${testId}` });
  await form.getByLabel('Nombre del Cliente').fill(`  ${name.toUpperCase()} `);
  await form.getByRole('checkbox', { name: 'Consultar' }).check();
  await form.getByLabel('Descripción').fill('El mismo sistema otra vez');
  await form.getByRole('button', { name: 'Crear Cliente' }).click();

  await expect(form.getByRole('alert')).toHaveText('Ya hay un cliente con ese nombre. Elige otro.');
  await expect(form.getByLabel('Nombre del Cliente')).toBeFocused();
  await expect(form.getByLabel('Descripción')).toHaveValue('El mismo sistema otra vez');

  await form.getByLabel('Nombre del Cliente').fill(`${name} (2)`);
  await form.getByRole('button', { name: 'Crear Cliente' }).click();
  await expect(page.getByRole('dialog', { name: 'Cliente OAuth2 Creado Exitosamente' })).toBeVisible();
});

test('N-25: several permissions are chosen with Ctrl and a click, and by the keyboard', async ({ page }) => {
  const scopes = form.getByRole('group', { name: 'Permisos (Scopes)' });
  await scopes.getByText('Leer y consultar información').click({ modifiers: ['Control'] });
  await scopes.getByText('Crear nuevos registros').click({ modifiers: ['Meta'] });
  await scopes.getByRole('checkbox', { name: 'Actualizar' }).click({ modifiers: ['Control'] });
  await expect(scopes.getByRole('checkbox', { checked: true })).toHaveCount(3);
  await scopes.getByText('Crear nuevos registros').click({ modifiers: ['Control'] });
  await expect(scopes.getByRole('checkbox', { name: 'Crear' })).not.toBeChecked();

  await scopes.getByRole('checkbox', { name: 'Actualizar' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(scopes.getByRole('checkbox', { name: 'Actualizar' })).not.toBeChecked();
  await expect(scopes.getByRole('checkbox', { name: 'Eliminar' })).toBeChecked();
});

test('N-26 N-27: explains each permission and warns softly about Eliminar', async () => {
  const scopes = form.getByRole('group', { name: 'Permisos (Scopes)' });
  const meanings = {
    Consultar:
      'Leer y consultar información (propiedades, contratos, terceros, facturas, etc.) a través de la API.',
    Crear: 'Crear nuevos registros a través de la API.',
    Actualizar: 'Modificar registros existentes a través de la API.',
    Eliminar: 'Eliminar registros a través de la API.',
  };
  for (const [title, meaning] of Object.entries(meanings)) {
    await expect(scopes.getByRole('checkbox', { name: title })).toHaveAccessibleDescription(
      new RegExp(`^${meaning.replace(/[().]/g, '\\$&')}`),
    );
  }
  await expect(
    scopes.getByText('Si la aplicación solo consulta, elige únicamente «Consultar».'),
  ).toBeVisible();

  const warning = scopes.getByRole('status');
  await expect(warning).toBeEmpty();
  await scopes.getByRole('checkbox', { name: 'Eliminar' }).check();
  await expect(warning).toHaveText(/la aplicación podrá borrar registros/);
  await scopes.getByRole('checkbox', { name: 'Eliminar' }).uncheck();
  await expect(warning).toBeEmpty();
});

test('N-23 N-28: counts characters as people do, up to 255 and 500', async ({ page }, { testId }) => {
  const name = form.getByLabel('Nombre del Cliente');
  const description = form.getByLabel('Descripción');
  await name.fill('n'.repeat(256));
  await description.fill('d'.repeat(501));
  await expect(form.getByText('256 de 255 caracteres')).toBeVisible();
  await expect(form.getByText('501 de 500 caracteres')).toBeVisible();
  await form.getByRole('checkbox', { name: 'Consultar' }).check();
  await form.getByRole('button', { name: 'Crear Cliente' }).click();
  await expect(form.getByRole('alert')).toHaveText([
    'El nombre es demasiado largo: como máximo, 255 caracteres.',
    'La descripción es demasiado larga: como máximo, 500 caracteres.',
  ]);

  const longest = `${testId} ${'🗝'.repeat(255 - testId.length - 1)}`;
  await name.fill(longest);
  await description.fill('ñ'.repeat(500));
  await expect(form.getByText('255 de 255 caracteres')).toBeVisible();
  await form.getByRole('button', { name: 'Crear Cliente' }).click();
  await expect(page.getByRole('dialog', { name: 'Cliente OAuth2 Creado Exitosamente' })).toBeVisible();
});

test('shows HTML, emoji and right-to-left text as the text they are', async ({ page }, { testId }) => {
  const name = `<img src=x onerror=alert(1)> 🗝 مفتاح ${testId}`;
  const description = 'Primera línea\n<script>alert(2)</script>\n{{ 6 * 7 }}';
  await form.getByLabel('Nombre del Cliente').fill(name);
  await form.getByRole('checkbox', { name: 'Consultar' }).check();
  await form.getByLabel('Descripción').fill(description);
  await form.getByRole('button', { name: 'Crear Cliente' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cliente OAuth2 Creado Exitosamente' });
  await dialog.getByRole('button', { name: 'Guardar como JSON' }).click();
  await dialog.getByRole('button', { name: 'Entendido, ya copié las credenciales' }).click();

  const card = cardOf(page, name);
  await expect(card.getByRole('heading')).toHaveText(name);
  await expect(card.getByText('<script>alert(2)</script>')).toBeVisible();
  await expect(card.getByText('{{ 6 * 7 }}')).toBeAttached();
  await expect(card.getByRole('img')).toHaveCount(0);
});

test('keeps what was written when somebody leaves by mistake, and when the server is away', async ({
  page,
  watched,
}) => {
  await form.getByLabel('Nombre del Cliente').fill('Integración ERP Contable');
  await page.keyboard.press('Escape');
  const question = page.getByRole('dialog', { name: '¿Salir sin guardar?' });
  await question.getByRole('button', { name: 'Seguir editando' }).click();
  await expect(form.getByLabel('Nombre del Cliente')).toHaveValue('Integración ERP Contable');

  watched.expectComplaint(/net::ERR_INTERNET_DISCONNECTED/);
  await page.context().setOffline(true);
  await form.getByRole('checkbox', { name: 'Consultar' }).check();
  await form.getByLabel('Descripción').fill('Sin conexión por un momento');
  await form.getByRole('button', { name: 'Crear Cliente' }).click();
  await expect(form.getByRole('alert')).toHaveText(/No hay conexión con el servidor/);
  await page.context().setOffline(false);
  await expect(form.getByLabel('Descripción')).toHaveValue('Sin conexión por un momento');

  await form.getByRole('button', { name: 'Cancelar' }).click();
  await question.getByRole('button', { name: 'Salir sin guardar' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
