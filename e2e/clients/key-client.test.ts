import { exportJWK, generateKeyPair } from 'jose';
import * as openid from 'openid-client';
import { askVerify, cardOf, copy, enterClients } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

test('N-29 N-58 N-59: a client with a key is registered by its public keys, and an independent OAuth library gets a token for it', async ({
  page,
  llavero,
}, { testId }) => {
  const name = `Sistema con clave ${testId}`;
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const facts = { kid: 'portal-2026', alg: 'ES256', use: 'sig' };
  await enterClients(page);
  await page.getByRole('button', { name: 'Crear Cliente' }).first().click();
  const form = page.getByRole('dialog', { name: 'Nuevo Cliente OAuth2' });
  await form.getByLabel('Nombre del Cliente').fill(name);
  await form.getByRole('checkbox', { name: 'Consultar' }).check();
  await form.getByLabel('Descripción').fill('Firma cada solicitud');
  await form.getByRole('button', { name: 'Opciones avanzadas' }).click();
  await form.getByRole('radio', { name: 'Clave privada (private_key_jwt)' }).check();

  const jwks = form.getByLabel('Claves públicas (JWKS)');
  await jwks.fill(JSON.stringify({ keys: [{ ...(await exportJWK(privateKey)), ...facts }] }));
  await form.getByRole('button', { name: 'Crear Cliente' }).click();
  await expect(form.getByRole('alert')).toHaveText(/Aquí hay una clave privada/);
  await jwks.fill(JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), ...facts }] }));
  await expect(form.getByText('Claves leídas: P-256 · portal-2026')).toBeVisible();
  await form.getByRole('button', { name: 'Crear Cliente' }).click();

  const created = page.getByRole('dialog', { name: 'Cliente creado' });
  await expect(created.getByText('No hay ningún secreto que copiar')).toBeVisible();
  const clientId = await copy(created.getByRole('button', { name: 'Copiar el Client ID' }));
  await created.getByRole('button', { name: 'Entendido' }).click();
  const card = cardOf(page, name);
  await expect(card.getByText('portal-2026')).toBeVisible();
  await expect(card.getByRole('button', { name: 'Regenerar el Client Secret' })).toHaveCount(0);

  const getToken = async (key: CryptoKey) => {
    const method = openid.PrivateKeyJwt({ key, kid: 'portal-2026' });
    const configuration = await openid.discovery(new URL(llavero.url), clientId, undefined, method, {
      algorithm: 'oauth2',
      execute: [openid.allowInsecureRequests],
    });
    return openid.clientCredentialsGrant(configuration);
  };
  const tokens = await getToken(privateKey);
  expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'read' });
  expect(await askVerify(llavero.url, tokens.access_token)).toBe(204);
  const stranger = await generateKeyPair('ES256');
  await expect(getToken(stranger.privateKey)).rejects.toMatchObject({ status: 401 });
});
