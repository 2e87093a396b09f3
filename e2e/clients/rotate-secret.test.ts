import { askToken, cardOf, copyCredentials, enterClients, readClient, registerClient } from '../kit/story.ts';
import { anySecret, expect, test } from '../kit/test.ts';

test('N-48 N-49 N-50 N-51 N-52 N-68: a new secret is shown once, and the old one is refused at once', async ({
  page,
  llavero,
}, { testId }) => {
  await enterClients(page);
  const client = await registerClient(page, {
    name: `Sistema Contable ${testId}`,
    scopes: ['read', 'update'],
  });
  const before = await readClient(page, client.clientId);
  await page.goto(`/settings/api?search=${testId}`);
  const card = cardOf(page, client.name);
  await card.getByRole('button', { name: 'Regenerar el Client Secret' }).click();

  const question = page.getByRole('dialog', { name: '¿Regenerar el Client Secret?' });
  await expect(question.getByText('El Client Secret anterior queda inválido inmediatamente.')).toBeVisible();
  const revocation = question.getByRole('checkbox', { name: 'Anular también los tokens ya emitidos' });
  await expect(revocation).not.toBeChecked();
  await expect(question.getByText('Los tokens ya emitidos siguen vigentes hasta que expiren.')).toBeVisible();
  await revocation.check();
  await expect(question.getByText('Los tokens ya emitidos también dejan de valer.')).toBeVisible();
  await question.getByRole('button', { name: 'Cancelar' }).click();
  expect((await askToken(llavero.url, client)).status).toBe(200);

  await card.getByRole('button', { name: 'Regenerar el Client Secret' }).click();
  await question.getByRole('button', { name: 'Regenerar', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Nueva Contraseña Generada' });
  await expect(dialog.getByText('Actualiza ahora la aplicación que usaba este cliente.')).toBeVisible();
  const renewed = await copyCredentials(dialog);
  expect(renewed.clientId).toBe(client.clientId);
  expect(renewed.clientSecret).not.toBe(client.clientSecret);
  expect(await askToken(llavero.url, client)).toMatchObject({
    status: 401,
    answer: { error: 'invalid_client' },
  });
  expect(await askToken(llavero.url, renewed)).toMatchObject({
    status: 200,
    answer: { scope: 'read update' },
  });

  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Entendido, ya copié las credenciales' }).click();
  await expect(page.getByText(`Client Secret regenerado: ${client.name}`)).toBeVisible();
  await expect(card.getByText(`${renewed.clientSecret.slice(0, 12)}…`, { exact: true })).toBeVisible();
  expect(await page.content()).not.toMatch(anySecret);
  const { lastUsedAt: _, ...kept } = before ?? {};
  expect(await readClient(page, client.clientId)).toMatchObject(kept);
});
