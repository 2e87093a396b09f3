import { askToken, askVerify, cardOf, enterClients, registerClient } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

test('F-8: two clients are selected, disabled and enabled again, and their tokens follow at once', async ({
  page,
  llavero,
}, { testId }) => {
  await enterClients(page);
  const names = ['Portal', 'App', 'ERP'].map((name) => `${name} ${testId}`);
  const [portal, app, erp] = [
    await registerClient(page, { name: names[0] ?? '' }),
    await registerClient(page, { name: names[1] ?? '' }),
    await registerClient(page, { name: names[2] ?? '' }),
  ];
  const token = (await askToken(llavero.url, portal)).answer.access_token;
  expect(await askVerify(llavero.url, token)).toBe(204);
  await page.goto(`/settings/api?search=${testId}`);

  for (const { name } of [portal, app]) {
    await page.getByRole('checkbox', { name: `Seleccionar «${name}»` }).check();
  }
  await expect(page.getByText('2 clientes seleccionados')).toBeVisible();
  await page.getByRole('button', { name: 'Deshabilitar', exact: true }).click();
  const question = page.getByRole('dialog', { name: '¿Deshabilitar 2 clientes?' });
  await expect(question.getByRole('list', { name: 'Los que se deshabilitan' })).toContainText(portal.name);
  await question.getByRole('button', { name: 'Deshabilitar' }).click();
  await expect(page.getByText('2 clientes deshabilitados.')).toBeVisible();
  await expect(cardOf(page, portal.name).getByText('Deshabilitado')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Seleccionar todos los de esta página' })).toBeFocused();
  expect((await askToken(llavero.url, portal)).status).toBe(401);
  expect((await askToken(llavero.url, app)).status).toBe(401);
  expect((await askToken(llavero.url, erp)).status).toBe(200);
  expect(await askVerify(llavero.url, token)).toBe(401);

  await page.getByRole('checkbox', { name: 'Seleccionar todos los de esta página' }).check();
  await expect(page.getByText('3 clientes seleccionados')).toBeVisible();
  await page.getByRole('button', { name: 'Habilitar', exact: true }).click();
  await expect(page.getByText('2 clientes habilitados.')).toBeVisible();
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0);
  expect((await askToken(llavero.url, app)).status).toBe(200);
});

test('F-8: the menu of a client opens by the keyboard, leads to what it names, and takes its tokens back', async ({
  page,
  llavero,
}, { testId }) => {
  await enterClients(page);
  const client = await registerClient(page, { name: `Portal ${testId}` });
  const token = (await askToken(llavero.url, client)).answer.access_token;
  await page.goto(`/settings/api?search=${testId}`);
  const more = cardOf(page, client.name).getByRole('button', { name: `Más acciones de ${client.name}` });
  const menu = page.locator(':popover-open');

  await more.press('Enter');
  await page.keyboard.press('Tab');
  await expect(menu.getByRole('link', { name: `Secretos de ${client.name}` })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(more).toBeFocused();

  await more.press('Enter');
  await menu.getByRole('button', { name: 'Anular los tokens emitidos' }).press('Enter');
  const question = page.getByRole('dialog', { name: `¿Anular los tokens de «${client.name}»?` });
  await question.getByRole('button', { name: 'Anular los tokens' }).click();
  await expect(page.getByText(`Tokens anulados: ${client.name}`)).toBeVisible();
  await expect(more).toBeFocused();
  expect(await askVerify(llavero.url, token)).toBe(401);
  expect((await askToken(llavero.url, client)).status).toBe(200);

  await more.click();
  await menu.getByRole('link', { name: `Secretos de ${client.name}` }).click();
  await expect(page.getByRole('dialog', { name: 'Secretos' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
