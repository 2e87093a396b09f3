import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import type { Credentials } from '../kit/story.ts';
import { cardOf, copyCredentials, owner, signIn, waitForUse } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

test('N-29 N-49 N-54 N-58 N-59 N-60 N-61 N-70: an independent OAuth library gets what the console gives, until it is taken away', async ({
  page,
  llavero,
}) => {
  await signIn(page, owner);
  await page.getByRole('link', { name: /^API Registra/ }).click();
  await page.getByRole('button', { name: 'Crear Cliente' }).first().click();
  const form = page.getByRole('dialog', { name: 'Nuevo Cliente OAuth2' });
  await form.getByLabel('Nombre del Cliente').fill('Portal Web Corporativo');
  await form.getByRole('checkbox', { name: 'Consultar' }).check();
  await form.getByLabel('Descripción').fill('Credenciales API para el portal web corporativo');
  await form.getByRole('button', { name: 'Crear Cliente' }).click();
  const created = page.getByRole('dialog', { name: 'Cliente OAuth2 Creado Exitosamente' });
  const credentials = await copyCredentials(created);
  await created.getByRole('button', { name: 'Entendido, ya copié las credenciales' }).click();

  const tokens = await requestToken(llavero.url, credentials);
  expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'read' });
  expect(tokens.refresh_token).toBeUndefined();
  const { payload, protectedHeader } = await verifyByJwks(llavero.url, tokens.access_token);
  expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
  expect(payload).toMatchObject({
    sub: credentials.clientId,
    client_id: credentials.clientId,
    scope: 'read',
  });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
  const inAnHour = new Date(Date.now() + 3_601_000);
  await expect(verifyByJwks(llavero.url, tokens.access_token, inAnHour)).rejects.toThrow(errors.JWTExpired);
  const again = await requestToken(llavero.url, credentials);
  expect(again.access_token).not.toBe(tokens.access_token);
  await verifyByJwks(llavero.url, again.access_token);

  const card = cardOf(page, 'Portal Web Corporativo');
  await card.getByRole('button', { name: 'Regenerar el Client Secret' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Regenerar', exact: true }).click();
  const rotated = page.getByRole('dialog', { name: 'Nueva Contraseña Generada' });
  const renewed = await copyCredentials(rotated);
  await rotated.getByRole('button', { name: 'Entendido, ya copié las credenciales' }).click();
  await expectRefused(llavero.url, credentials);
  const renewedTokens = await requestToken(llavero.url, renewed);
  await verifyByJwks(llavero.url, renewedTokens.access_token);

  await waitForUse(page, credentials.clientId);
  await card.getByRole('button', { name: 'Eliminar' }).click();
  const question = page.getByRole('dialog', { name: '¿Eliminar este cliente?' });
  await question.getByLabel('Escribe el nombre del cliente para confirmar').fill('Portal Web Corporativo');
  await question.getByRole('button', { name: 'Eliminar' }).click();
  await expect(page.getByText('Cliente eliminado: Portal Web Corporativo')).toBeVisible();
  await expect(card).toHaveCount(0);
  await expectRefused(llavero.url, renewed);
});

/** By the address of the issuer alone: where the endpoint is and how to speak to it stands in RFC 8414's metadata. */
async function requestToken(issuer: string, { clientId, clientSecret }: Credentials) {
  const configuration = await openid.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    algorithm: 'oauth2',
    execute: [openid.allowInsecureRequests],
  });
  return openid.clientCredentialsGrant(configuration);
}

/** As a protected API does that knows its issuer and its own name (RFC 9068, section 4). */
function verifyByJwks(issuer: string, accessToken: string, currentDate = new Date()) {
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
  return jwtVerify(accessToken, keys, { issuer, audience: `${issuer}/api`, typ: 'at+jwt', currentDate });
}

/** RFC 6749, section 5.2: 401 with the name of the error, and which scheme the server would accept. */
async function expectRefused(issuer: string, credentials: Credentials): Promise<void> {
  const refusal: unknown = await requestToken(issuer, credentials).catch((error: unknown) => error);
  if (!(refusal instanceof openid.WWWAuthenticateChallengeError)) throw refusal;
  expect(refusal.status).toBe(401);
  expect(refusal.cause).toMatchObject([{ scheme: 'basic' }]);
  expect(await refusal.response.json()).toMatchObject({ error: 'invalid_client' });
}
