import { anySecret, expect, test } from '../kit/test.ts';

test.use({ installation: { firstOwner: null } });

test('N-9 N-11 N-12: the set-up link makes the first owner, once, who finds the API without any client yet', async ({
  page,
  openBrowser,
  llavero,
}) => {
  expect(llavero.setUpLink).toMatch(new RegExp(`^${llavero.url}/setup#[\\w-]{20,}$`));
  await page.goto(llavero.setUpLink);
  await expect(page.getByRole('heading', { name: 'Crea tu cuenta' })).toBeVisible();
  await expect(page).toHaveURL(`${llavero.url}/setup`);

  await page.getByLabel('Correo electrónico').fill('ana@ejemplo.com');
  await page.getByLabel('Nombre').fill('Ana Torres');
  const password = page.getByLabel('Contraseña', { exact: true });
  await password.fill('corta');
  await page.getByRole('button', { name: 'Crear mi cuenta' }).click();
  await expect(page.getByRole('alert')).toHaveText('La contraseña debe tener al menos 12 caracteres.');
  await expect(password).toBeFocused();
  await password.fill('una frase que solo Ana conoce');
  await page.getByRole('button', { name: 'Crear mi cuenta' }).click();

  await expect(page.getByRole('heading', { name: 'Configuraciones' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Personas y acceso' }).getByRole('link')).toHaveText([
    /^Personas/,
    /^Organización/,
    /^Mi cuenta/,
  ]);
  await page
    .getByRole('region', { name: 'Integraciones' })
    .getByRole('link', { name: /^API Registra/ })
    .click();
  await expect(page.getByRole('heading', { name: 'Clientes OAuth2 · 0' })).toBeVisible();
  await expect(page.getByText('Aún no hay ningún cliente')).toBeVisible();
  await expect(page.getByRole('heading', { name: '¿Qué es un Cliente OAuth2?' })).toBeVisible();
  await expect(page.getByRole('search')).toHaveCount(0);
  await page.getByRole('button', { name: 'Crear Cliente' }).last().click();
  await expect(page.getByRole('dialog', { name: 'Nuevo Cliente OAuth2' })).toBeVisible();
  expect(await page.content()).not.toMatch(anySecret);

  const latecomer = await openBrowser();
  await latecomer.goto(llavero.setUpLink);
  await expect(latecomer.getByRole('heading', { name: 'Este enlace no sirve' })).toBeVisible();
  await latecomer.getByRole('link', { name: 'Ir a iniciar sesión' }).click();
  await expect(latecomer.getByRole('heading', { name: 'Iniciar sesión' })).toBeVisible();
});
