import type { Page } from '@playwright/test';
import { expectAccessible } from '../kit/axe.ts';
import {
  askToken,
  cardOf,
  enter,
  enterClients,
  invite,
  registerClient,
  removePerson,
  waitForUse,
  welcome,
} from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`P-175: in the ${colorScheme} theme axe finds nothing wrong with`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('the doors and the guides', async ({ page, openBrowser, watched }) => {
      watched.expectComplaint(/status of 401/);
      await page.goto('/sign-in');
      await page.getByRole('button', { name: 'Iniciar sesión' }).click();
      await expect(page.getByRole('alert')).toHaveCount(2);
      await expectAccessible(page, 'signing in, with what is missing');
      await page.getByLabel('Correo electrónico').fill('nadie@ejemplo.com');
      await page.getByLabel('Contraseña', { exact: true }).fill('no es esta');
      await page.getByRole('button', { name: 'Iniciar sesión' }).click();
      await expect(page.getByRole('alert')).toHaveText(['El correo o la contraseña no son correctos.']);
      await expectAccessible(page, 'signing in, refused');

      const owner = await openBrowser();
      await enter(owner);
      const link = await invite(owner, `${colorScheme}@ejemplo.com`, 'ADMIN');
      await page.goto(link);
      await page.getByLabel('Contraseña', { exact: true }).fill('corta');
      await page.getByRole('button', { name: 'Crear mi cuenta' }).click();
      await expect(page.getByRole('alert').first()).toBeVisible();
      await expectAccessible(page, 'accepting an invitation');

      for (const address of ['/invitation', '/no-existe']) {
        await page.goto(address);
        await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
        await expectAccessible(page, address);
      }
      for (const guide of ['integrators', 'administrators', 'operators']) {
        await page.goto(`/docs/${guide}`);
        await expect(page.getByRole('article')).toBeVisible();
        await expectAccessible(page, `the guide for ${guide}`);
      }
    });

    test('the clients', async ({ page, llavero }, { testId }) => {
      await enterClients(page);
      const client = await registerClient(page, {
        name: `Portal ${testId}`,
        scopes: ['read', 'create', 'update', 'delete'],
      });
      await askToken(llavero.url, client);
      await waitForUse(page, client.clientId);
      await page.goto(`/settings/api?search=${testId}`);
      await expect(cardOf(page, client.name)).toBeVisible();
      await expectAccessible(page, 'the list');
      await checkSelection(page, client.name);
      await checkCreation(page, testId);
      await checkChanges(page, client);

      await page.goto('/settings/api?search=nada');
      await expect(page.getByText('Nada coincide con «nada»')).toBeVisible();
      await expectAccessible(page, 'a search without a result');
    });

    test('people, the account and the settings', async ({ page, openBrowser }) => {
      await enter(page);
      const person = await welcome(page, `Elena-${colorScheme}`, 'ADMIN');
      const stranger = await openBrowser();
      await enter(stranger, person);
      await page.goto('/settings');
      await expect(page.getByRole('link', { name: /^API Registra/ })).toBeVisible();
      await expectAccessible(page, 'the settings');

      await page.goto('/settings/people');
      await invite(page, `pendiente-${colorScheme}@ejemplo.com`, 'VIEWER');
      await page.reload();
      await expect(page.getByText(`pendiente-${colorScheme}@ejemplo.com`)).toBeVisible();
      await expectAccessible(page, 'people');
      await page.getByRole('button', { name: 'Invitar a una persona' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Crear invitación' }).click();
      await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
      await expectAccessible(page, 'inviting');
      await page.getByRole('dialog').getByLabel('Correo electrónico').fill(`otra-${colorScheme}@ejemplo.com`);
      await page.getByRole('dialog').getByRole('button', { name: 'Crear invitación' }).click();
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Copiar el enlace' })).toBeVisible();
      await expectAccessible(page, 'the link of an invitation');
      await page.getByRole('dialog').getByRole('button', { name: 'Listo' }).click();
      await page.getByRole('button', { name: `Quitar a ${person.name}` }).click();
      await expectAccessible(page, 'taking a role away');
      await page.getByRole('dialog').getByRole('button', { name: 'Cancelar' }).click();

      await stranger.goto('/account');
      await stranger.getByRole('button', { name: 'Cambiar la contraseña' }).click();
      await expect(stranger.getByRole('alert').first()).toBeVisible();
      await stranger.getByRole('button', { name: /^Tu cuenta:/ }).click();
      await expectAccessible(stranger, 'the account, and its menu');
      await removePerson(page, person.email);
      await enter(stranger, person);
      await stranger.goto('/settings');
      await expect(stranger.getByText('Aún no tienes acceso a ningún módulo')).toBeVisible();
      await expectAccessible(stranger, 'the settings of somebody without a role');
    });
  });
}

async function checkSelection(page: Page, name: string): Promise<void> {
  await page.getByRole('checkbox', { name: `Seleccionar «${name}»` }).check();
  await expect(page.getByText('1 cliente seleccionado')).toBeVisible();
  await expectAccessible(page, 'the list with a selection');
  await page.getByRole('button', { name: 'Deshabilitar', exact: true }).click();
  await expect(page.getByRole('dialog', { name: '¿Deshabilitar 1 cliente?' })).toBeVisible();
  await expectAccessible(page, 'before disabling');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Quitar la selección' }).click();
  await page.getByRole('button', { name: `Más acciones de ${name}` }).click();
  await expect(page.getByRole('button', { name: `Deshabilitar ${name}` })).toBeVisible();
  await expectAccessible(page, 'the menu of a client');
  await page.keyboard.press('Escape');
}

async function checkCreation(page: Page, testId: string): Promise<void> {
  await page.getByRole('button', { name: 'Crear Cliente' }).click();
  const form = page.getByRole('dialog', { name: 'Nuevo Cliente OAuth2' });
  await form.getByRole('button', { name: 'Crear Cliente' }).click();
  await expect(form.getByRole('alert')).toHaveCount(3);
  await expectAccessible(page, 'the form, with what is missing');
  await form.getByLabel('Nombre del Cliente').fill(`Accesible ${testId} `.padEnd(240, 'x'));
  await form.getByRole('checkbox', { name: 'Eliminar' }).check();
  await form.getByLabel('Descripción').fill('d'.repeat(501));
  await expectAccessible(page, 'the form, with counters and a warning');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: '¿Salir sin guardar?' })).toBeVisible();
  await expectAccessible(page, 'leaving the form');
  await page.getByRole('button', { name: 'Seguir editando' }).click();
  await form.getByLabel('Descripción').fill('Para mirar cada pantalla');
  await form.getByRole('button', { name: 'Crear Cliente' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cliente OAuth2 Creado Exitosamente' });
  await dialog.getByRole('button', { name: 'Probar ahora' }).click();
  await expect(dialog.getByRole('region', { name: 'Contenido del token' })).toBeVisible();
  await expectAccessible(page, 'the one-time secret');
  await dialog.getByRole('button', { name: 'Entendido, ya copié las credenciales' }).click();
  await expectAccessible(page, 'closing without having copied');
  await page.getByRole('button', { name: 'Cerrar de todos modos' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

async function checkChanges(page: Page, client: { clientId: string; name: string }): Promise<void> {
  const card = cardOf(page, client.name);
  await card.getByRole('link', { name: 'Editar' }).click();
  await expect(page.getByRole('dialog').getByLabel('Nombre del Cliente')).toHaveValue(client.name);
  await expectAccessible(page, 'editing');
  await page.keyboard.press('Escape');
  await card.getByRole('button', { name: 'Regenerar el Client Secret' }).click();
  await expect(page.getByRole('dialog', { name: '¿Regenerar el Client Secret?' })).toBeVisible();
  await expectAccessible(page, 'before rotating');
  await page.getByRole('dialog').getByRole('button', { name: 'Regenerar', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Nueva Contraseña Generada' })).toBeVisible();
  await expectAccessible(page, 'the new secret');
  await page.getByRole('dialog').getByRole('button', { name: 'Guardar como .env' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Entendido' }).click();
  await card.getByRole('button', { name: 'Eliminar' }).click();
  const question = page.getByRole('dialog', { name: '¿Eliminar este cliente?' });
  await expect(question.getByLabel('Escribe el nombre del cliente para confirmar')).toBeVisible();
  await question.getByRole('button', { name: 'Eliminar' }).click();
  await expect(question.getByRole('alert')).toHaveText(/No coincide/);
  await expectAccessible(page, 'deleting a client in use');
  await page.keyboard.press('Escape');
}
