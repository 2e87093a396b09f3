import type { Locator } from '@playwright/test';
import {
  askToken,
  askVerify,
  cardOf,
  copyCredentials,
  enterClients,
  readClient,
  registerClient,
  type Credentials,
} from '../kit/story.ts';
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

test('N-49 N-78: issued tokens live on after a new secret, unless the box says that they end too', async ({
  page,
  llavero,
}, { testId }) => {
  await enterClients(page);
  const client = await registerClient(page, { name: `Portal ${testId}` });
  const asking = await registerClient(page, { name: `API ${testId}`, mayIntrospect: true });
  await page.goto(`/settings/api?search=${testId}`);
  const card = cardOf(page, client.name);
  const first = (await askToken(llavero.url, client)).answer.access_token;

  const renewed = await rotate(card, { revokeTokens: false });
  expect(await askVerify(llavero.url, first)).toBe(204);
  expect(await introspect(llavero.url, asking, first)).toMatchObject({ active: true });
  const second = (await askToken(llavero.url, renewed)).answer.access_token;

  const last = await rotate(card, { revokeTokens: true });
  for (const token of [first, second]) {
    expect(await askVerify(llavero.url, token)).toBe(401);
    expect(await introspect(llavero.url, asking, token)).toEqual({ active: false });
  }
  const third = (await askToken(llavero.url, last)).answer.access_token;
  expect(await askVerify(llavero.url, third)).toBe(204);
});

/** Rotates the secret of the client of a card, by hand; answers with the new credentials. */
async function rotate(card: Locator, { revokeTokens }: { revokeTokens: boolean }): Promise<Credentials> {
  const page = card.page();
  await card.getByRole('button', { name: 'Regenerar el Client Secret' }).click();
  const question = page.getByRole('dialog', { name: '¿Regenerar el Client Secret?' });
  if (revokeTokens) await question.getByText('Anular también los tokens ya emitidos').click();
  await question.getByRole('button', { name: 'Regenerar', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Nueva Contraseña Generada' });
  const credentials = await copyCredentials(dialog);
  await dialog.getByRole('button', { name: 'Entendido, ya copié las credenciales' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  return credentials;
}

/** What the server says of a token to an API that may ask (RFC 7662). */
async function introspect(
  url: string,
  { clientId, clientSecret }: Credentials,
  token = '',
): Promise<unknown> {
  const response = await fetch(`${url}/introspect`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ token }),
  });
  return response.json();
}
