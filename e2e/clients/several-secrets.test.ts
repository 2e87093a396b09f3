import { expectAccessible } from '../kit/axe.ts';
import { askToken, copyCredentials, enterClients, registerClient, waitForUse } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

test('V-19 V-20 V-24 V-26 V-28 X-1 X-5: an application moves to a second secret without a gap, and the first one is retired', async ({
  page,
  llavero,
}, { testId }) => {
  await enterClients(page);
  const client = await registerClient(page, { name: `Facturas ${testId}` });
  expect((await askToken(llavero.url, client)).status).toBe(200);
  await waitForUse(page, client.clientId);
  await page.goto(`/settings/api/${client.clientId}/secrets?search=${testId}`);
  const dialog = page.getByRole('dialog', { name: 'Secretos' });
  const rows = dialog.getByRole('listitem');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(`${client.clientSecret.slice(0, 12)}…`);
  await expect(rows).toContainText('Sin fecha de fin');
  await expect(rows).toContainText('desde 127.0.0.1');
  await expect(rows).toContainText('1 uso en las últimas 24 horas');

  await dialog.getByRole('button', { name: 'Nuevo secreto' }).click();
  const form = page.getByRole('dialog', { name: 'Nuevo secreto' });
  await form.getByLabel('Descripción (opcional)').fill('Servidor de Bogotá');
  await expect(form.getByLabel('Fin', { exact: true })).toHaveValue('halfYear');
  await form.getByRole('button', { name: 'Crear secreto' }).click();
  const second = await copyCredentials(page.getByRole('dialog', { name: 'Nuevo secreto creado' }));
  await page.getByRole('button', { name: 'Entendido, ya copié las credenciales' }).click();
  expect(second.clientId).toBe(client.clientId);
  for (const each of [client, second]) expect((await askToken(llavero.url, each)).status).toBe(200);

  const added = rows.filter({ hasText: 'Servidor de Bogotá' });
  await expect(added).toContainText(`${second.clientSecret.slice(0, 12)}…`);
  await expect(added).toContainText('Vigente');
  await expect(added).toContainText(/Termina (dentro de|en) 6 meses/);
  expect(await page.content()).not.toContain(second.clientSecret);
  await expectAccessible(page, 'two secrets');

  const hint = client.clientSecret.slice(0, 12);
  await dialog.getByRole('button', { name: `Revocar el secreto ${hint}` }).click();
  const question = page.getByRole('dialog', { name: '¿Revocar este secreto?' });
  await expect(question).toContainText(/Se usó .* desde 127\.0\.0\.1/);
  await expect(question).toContainText('Los demás secretos del cliente siguen valiendo.');
  await question.getByRole('button', { name: 'Revocar' }).click();
  await expect(page.getByText(`Secreto revocado: ${hint}`)).toBeVisible();
  expect((await askToken(llavero.url, client)).status).toBe(401);
  expect((await askToken(llavero.url, second)).status).toBe(200);
});

test('X-1: while one secret takes the place of another both work, and the list says which one may go', async ({
  page,
  llavero,
}, { testId }) => {
  await enterClients(page);
  const client = await registerClient(page, { name: `Nómina ${testId}` });
  const hint = client.clientSecret.slice(0, 12);
  await page.goto(`/settings/api/${client.clientId}/secrets?search=${testId}`);
  const dialog = page.getByRole('dialog', { name: 'Secretos' });
  await dialog.getByRole('button', { name: `Regenerar el secreto ${hint}` }).click();
  const question = page.getByRole('dialog', { name: '¿Regenerar el Client Secret?' });
  await expect(question).toContainText(`${hint} no se ha usado nunca.`);
  await question.getByLabel('El secreto anterior deja de valer').selectOption('En un día');
  await question.getByRole('button', { name: 'Regenerar', exact: true }).click();
  const renewed = await copyCredentials(page.getByRole('dialog', { name: 'Nueva Contraseña Generada' }));
  await page.getByRole('button', { name: 'Entendido, ya copié las credenciales' }).click();

  const old = dialog.getByRole('listitem').filter({ hasText: `${hint}…` });
  await expect(old).toContainText('En reemplazo');
  await expect(old).toContainText('Ya no se usa: se puede retirar.');
  for (const each of [client, renewed]) expect((await askToken(llavero.url, each)).status).toBe(200);
  await waitForUse(page, client.clientId);
  await page.reload();
  await expect(old).toContainText('Todavía se usa: no lo retires aún.');
});
