import * as openid from 'openid-client';
import {
  askToken,
  cardOf,
  copyCredentials,
  enterClients,
  registerClient,
  waitForUse,
  type Credentials,
} from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

test('N-62 N-78: an API is given a client that may look tokens up, and hears at once that the one who calls was deleted', async ({
  page,
  llavero,
}, { testId }) => {
  await enterClients(page);
  const caller = await registerClient(page, { name: `Portal ${testId}` });
  const token = (await askToken(llavero.url, caller)).answer.access_token ?? '';

  await page.getByRole('button', { name: 'Crear Cliente' }).first().click();
  const form = page.getByRole('dialog', { name: 'Nuevo Cliente OAuth2' });
  await form.getByLabel('Nombre del Cliente').fill(`API de propiedades ${testId}`);
  await form.getByRole('checkbox', { name: 'Consultar' }).check();
  await form.getByLabel('Descripción').fill('Pregunta por los tokens de quienes la llaman');
  await form.getByRole('button', { name: 'Opciones avanzadas' }).click();
  await form.getByRole('checkbox', { name: 'Puede consultar tokens (introspección)' }).check();
  await form.getByRole('button', { name: 'Crear Cliente' }).click();
  const created = page.getByRole('dialog', { name: 'Cliente OAuth2 Creado Exitosamente' });
  const api = await configurationOf(llavero.url, await copyCredentials(created));
  await created.getByRole('button', { name: 'Entendido, ya copié las credenciales' }).click();

  expect(await openid.tokenIntrospection(api, token)).toMatchObject({
    active: true,
    client_id: caller.clientId,
    scope: 'read',
  });
  const stranger = await configurationOf(llavero.url, caller);
  await expect(openid.tokenIntrospection(stranger, token)).rejects.toMatchObject({
    error: 'unauthorized_client',
  });

  await waitForUse(page, caller.clientId);
  await page.goto(`/settings/api?search=${testId}`);
  await cardOf(page, caller.name).getByRole('button', { name: 'Eliminar' }).click();
  const question = page.getByRole('dialog', { name: '¿Eliminar este cliente?' });
  await question.getByLabel('Escribe el nombre del cliente para confirmar').fill(caller.name);
  await question.getByRole('button', { name: 'Eliminar' }).click();
  await expect(page.getByText(`Cliente eliminado: ${caller.name}`)).toBeVisible();
  expect(await openid.tokenIntrospection(api, token)).toEqual({ active: false });
});

/** An OAuth library that knows the address of the issuer and these credentials. */
function configurationOf(issuer: string, { clientId, clientSecret }: Credentials) {
  return openid.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    algorithm: 'oauth2',
    execute: [openid.allowInsecureRequests],
  });
}
