import { owner } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

test('signing in leads back to where one wanted to go, and signing out ends it', async ({
  page,
  watched,
}) => {
  watched.expectComplaint(/status of 401/);
  await page.goto('/settings/api?search=portal');
  await expect(page.getByRole('heading', { name: 'Iniciar sesión' })).toBeVisible();
  await page.getByRole('button', { name: 'Iniciar sesión' }).click();
  await expect(page.getByRole('alert')).toHaveText([
    'Este campo es obligatorio.',
    'Este campo es obligatorio.',
  ]);

  await page.getByLabel('Correo electrónico').fill(owner.email);
  await page.getByLabel('Contraseña', { exact: true }).fill('otra cosa');
  await page.getByRole('button', { name: 'Iniciar sesión' }).click();
  await expect(page.getByRole('alert')).toHaveText(['El correo o la contraseña no son correctos.']);

  await page.getByLabel('Contraseña', { exact: true }).fill(owner.password);
  await page.getByRole('button', { name: 'Mostrar contraseña' }).click();
  await expect(page.getByLabel('Contraseña', { exact: true })).toHaveAttribute('type', 'text');
  await page.getByLabel('Contraseña', { exact: true }).press('Enter');
  await expect(page.getByRole('heading', { name: /^Clientes OAuth2/ })).toBeVisible();
  await expect(page).toHaveURL(/\/settings\/api\?search=portal$/);

  const [session] = await page.context().cookies();
  expect(session).toMatchObject({
    name: '__Host-llavero',
    httpOnly: true,
    secure: true,
    sameSite: 'Lax',
    path: '/',
  });
  await page.getByRole('button', { name: /^Tu cuenta:/ }).click();
  await page.getByRole('button', { name: 'Cerrar sesión' }).click();
  await expect(page.getByRole('heading', { name: 'Iniciar sesión' })).toBeVisible();
  await page.goto('/settings');
  await expect(page.getByRole('heading', { name: 'Iniciar sesión' })).toBeVisible();
});
