import { enter, owner, signIn, welcome } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

test('a person changes the password, which ends the sessions on other devices', async ({
  page,
  openBrowser,
}) => {
  const administrator = await openBrowser();
  await enter(administrator, owner);
  const person = await welcome(administrator, 'Carla', 'ADMIN');
  const phone = await openBrowser({
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
  });
  await enter(phone, person);
  await signIn(page, person);
  await page.getByRole('button', { name: /^Tu cuenta:/ }).click();
  await page.getByRole('link', { name: 'Mi cuenta' }).first().click();
  await expect(page.getByRole('heading', { name: 'Mi cuenta' })).toBeVisible();
  const sessions = page.getByRole('region', { name: 'Sesiones abiertas' }).getByRole('listitem');
  await expect(sessions).toHaveCount(2);
  await expect(sessions.filter({ hasText: 'Esta sesión' })).toHaveCount(1);
  await expect(sessions.filter({ hasText: 'Safari en iPhone' })).toHaveCount(1);

  const form = page.getByRole('region', { name: 'Cambiar la contraseña' });
  await form.getByLabel('Contraseña actual').fill('no es esta');
  await form.getByLabel('Contraseña nueva').fill('otra frase que nadie adivina');
  await form.getByRole('button', { name: 'Cambiar la contraseña' }).click();
  await expect(form.getByRole('alert')).toHaveText('La contraseña no es correcta.');
  await form.getByLabel('Contraseña actual').fill(person.password);
  await form.getByRole('button', { name: 'Cambiar la contraseña' }).click();
  await expect(page.getByText('Contraseña cambiada y una sesión más cerrada.')).toBeVisible();
  await expect(sessions).toHaveCount(1);

  await phone.goto('/settings');
  await expect(phone.getByRole('heading', { name: 'Iniciar sesión' })).toBeVisible();
  const { email } = person;
  const old = await phone.request.post('/api/auth/sign-in/email', {
    data: { email, password: person.password },
  });
  expect(old.status()).toBe(401);
  await signIn(phone, { email, password: 'otra frase que nadie adivina' });
});

test('a person ends a session on another device, and then all of them', async ({ page, openBrowser }) => {
  await enter(page);
  const person = await welcome(page, 'Daniel', 'VIEWER');
  const others = await Promise.all([1, 2, 3].map(() => openBrowser()));
  for (const browser of others) await enter(browser, person);
  await enter(page, person);
  await page.goto('/account');
  const sessions = page.getByRole('region', { name: 'Sesiones abiertas' }).getByRole('listitem');
  await expect(sessions).toHaveCount(4);

  await page
    .getByRole('button', { name: /^Cerrar la sesión de/ })
    .first()
    .click();
  await expect(page.getByText('Sesión cerrada.')).toBeVisible();
  await expect(sessions).toHaveCount(3);
  await page.getByRole('button', { name: 'Cerrar todas las demás' }).click();
  await expect(page.getByText('2 sesiones cerradas.')).toBeVisible();
  await expect(sessions).toHaveCount(1);
  for (const browser of others) {
    await browser.goto('/settings');
    await expect(browser.getByRole('heading', { name: 'Iniciar sesión' })).toBeVisible();
  }
  await page.reload();
  await expect(sessions).toHaveCount(1);
});
