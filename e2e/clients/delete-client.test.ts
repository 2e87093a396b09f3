import { askToken, cardOf, enterClients, readClient, registerClient, waitForUse } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

test('N-53 N-54 N-56 N-57 N-71 X-10: deleting warns, asks, and cannot be taken back', async ({
  page,
  llavero,
}, { testId }) => {
  await enterClients(page);
  const client = await registerClient(page, { name: `Portal Web ${testId}` });
  await page.goto(`/settings/api?search=${testId}`);
  const card = cardOf(page, client.name);
  await card.getByRole('button', { name: 'Eliminar' }).click();

  const question = page.getByRole('dialog', { name: '¿Eliminar este cliente?' });
  for (const consequence of [
    'Se eliminarán permanentemente el cliente, sus credenciales (Client ID y Client Secret) y todos sus tokens de acceso.',
    'Las aplicaciones que las usen perderán el acceso inmediatamente: sus tokens ya emitidos también dejan de valer. Solo una API que únicamente comprueba la firma los acepta hasta que expiren, normalmente una hora.',
    'Asegúrate de que ninguna aplicación activa dependa de este cliente.',
    'Si lo eliminas por error, tendrás que crear un nuevo cliente y actualizar las credenciales',
  ]) {
    await expect(question.getByText(consequence)).toBeVisible();
  }
  await expect(question.getByRole('textbox')).toHaveCount(0);
  await question.getByRole('button', { name: 'Cancelar' }).click();
  await expect(card).toBeVisible();

  await card.getByRole('button', { name: 'Eliminar' }).click();
  await question.getByRole('button', { name: 'Eliminar' }).click();
  await expect(page.getByText(`Cliente eliminado: ${client.name}`)).toBeVisible();
  await expect(card).toHaveCount(0);
  await expect(page.getByText(`Nada coincide con «${testId}»`)).toBeVisible();
  expect(await readClient(page, client.clientId)).toBeNull();
  expect(await askToken(llavero.url, client)).toMatchObject({
    status: 401,
    answer: { error: 'invalid_client' },
  });

  await page.goto(`/settings/api/${client.clientId}/edit`);
  await expect(page.getByText('Un cliente eliminado no se puede recuperar.')).toBeVisible();
});

test('N-57: a client in use is deleted only by whoever writes its name', async ({ page, llavero }, {
  testId,
}) => {
  await enterClients(page);
  const client = await registerClient(page, { name: `Integración ERP ${testId}` });
  await page.goto(`/settings/api?search=${testId}`);
  const card = cardOf(page, client.name);
  expect((await askToken(llavero.url, client)).status).toBe(200);
  await waitForUse(page, client.clientId);

  await card.getByRole('button', { name: 'Eliminar' }).click();
  const question = page.getByRole('dialog', { name: '¿Eliminar este cliente?' });
  await expect(question.getByText('Este cliente se usó en las últimas 24 horas.')).toBeVisible();
  const name = question.getByLabel('Escribe el nombre del cliente para confirmar');
  await question.getByRole('button', { name: 'Eliminar' }).click();
  await expect(question.getByRole('alert')).toHaveText(/No coincide/);
  await expect(name).toBeFocused();
  await name.fill('Integración');
  await question.getByRole('button', { name: 'Eliminar' }).click();
  await expect(question.getByRole('alert')).toHaveText(/No coincide/);
  expect(await readClient(page, client.clientId)).not.toBeNull();

  await name.fill(client.name);
  await name.press('Enter');
  await expect(page.getByText(`Cliente eliminado: ${client.name}`)).toBeVisible();
  expect((await askToken(llavero.url, client)).status).toBe(401);
});
