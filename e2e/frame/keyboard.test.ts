import { cardOf, copy, enter, enterClients } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

test('a client is registered by the keyboard alone, and the focus is never lost', async ({ page }, {
  testId,
}) => {
  await enterClients(page);
  await page.getByRole('button', { name: 'Crear Cliente' }).first().focus();
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'Nuevo Cliente OAuth2' });
  await expect(form.getByLabel('Nombre del Cliente')).toBeFocused();
  await page.keyboard.type(`Por teclado ${testId}`);
  await page.keyboard.press('Tab');
  await expect(form.getByRole('checkbox', { name: 'Consultar' })).toBeFocused();
  await page.keyboard.press('Space');
  for (let step = 0; step < 4; step++) await page.keyboard.press('Tab');
  await expect(form.getByLabel('Descripción')).toBeFocused();
  await page.keyboard.type('Sin tocar el ratón');
  await form.getByLabel('Nombre del Cliente').press('Enter');

  const dialog = page.getByRole('dialog', { name: 'Cliente OAuth2 Creado Exitosamente' });
  await expect(dialog).toBeVisible();
  for (let step = 0; step < 30; step++) {
    await page.keyboard.press('Tab');
    expect(await dialog.evaluate((node) => node.contains(document.activeElement))).toBe(true);
  }
  await dialog.getByRole('button', { name: 'Copiar el Client Secret' }).focus();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Entendido, ya copié las credenciales' }).press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false);

  const card = cardOf(page, `Por teclado ${testId}`);
  const rotate = card.getByRole('button', { name: 'Regenerar el Client Secret' });
  await rotate.press('Enter');
  await expect(page.getByRole('dialog', { name: '¿Regenerar el Client Secret?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rotate).toBeFocused();
  expect(await copy(card.getByRole('button', { name: 'Copiar el Client ID' }))).toMatch(/^cli_/);
});

test('the first key leads past the top bar', async ({ page }) => {
  await enter(page);
  await page.goto('/settings');
  await expect(page.getByRole('link', { name: /^API Registra/ })).toBeVisible();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Ir al contenido' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: /^API Registra/ })).toBeFocused();
});
