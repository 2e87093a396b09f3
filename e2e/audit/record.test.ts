import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../kit/axe.ts';
import { cardOf, enter, registerClient } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

test('N-6 F-2: from a client to its history, what changed, a file of it, and whether the record is whole', async ({
  page,
}, { testId }) => {
  await enter(page);
  const client = await registerClient(page, { name: `Contabilidad ${testId}`, scopes: ['read'] });
  await page.goto(`/settings/api/${client.clientId}/edit?search=${testId}`);
  const form = page.getByRole('dialog');
  await form.getByRole('checkbox', { name: 'Crear' }).check();
  await form.getByRole('button', { name: 'Actualizar Cliente' }).click();
  await expect(form).toBeHidden();

  const card = cardOf(page, client.name);
  await card.getByRole('button', { name: `Más acciones de ${client.name}` }).click();
  await card.getByRole('link', { name: `Historial de ${client.name}` }).click();
  await expect(page.getByRole('heading', { name: 'Registro', level: 1 })).toBeVisible();
  const entries = page.getByRole('region', { name: 'Registro' }).getByRole('listitem');
  await expect(entries).toHaveCount(2);
  await expect(entries.first()).toContainText(`cambió el cliente ${client.name}`);
  await entries
    .first()
    .getByRole('button', { name: /^Detalles/ })
    .click();
  await expect(entries.first()).toContainText(/Permisos.*read.*→.*read, create/s);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Exportar JSON' }).click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).action)).toEqual(['client.created', 'client.updated']);

  await page.getByRole('textbox', { name: /^Comparar/ }).fill(download.suggestedFilename());
  await page.getByRole('button', { name: 'Verificar ahora' }).click();
  await expect(page.getByText(/^Íntegro: .* entradas, ninguna falta ni cambió\.$/)).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `the record in the ${colorScheme} theme`);
  }
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

  await page.getByRole('button', { name: /^Quitar el filtro/ }).click();
  await page.getByLabel('Qué').selectOption('Sesiones y contraseñas');
  await expect(entries.first()).toContainText('inició sesión');
});
