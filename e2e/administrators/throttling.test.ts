import { enter, owner, signIn, welcome } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

// Tries are counted by address too: the other journeys keep theirs.
const person = { ...owner, email: 'paciente@ejemplo.com' };
test.use({ installation: { firstOwner: person } });

test('wrong passwords are throttled, and the message says for how long', async ({
  page,
  openBrowser,
  watched,
}) => {
  watched.expectComplaint(/status of 401|status of 429/);
  await enter(page, person);
  const forgetful = await welcome(page, 'Olvidadiza', 'VIEWER');
  const browser = await openBrowser();
  for (let attempt = 0; attempt < 10; attempt++) {
    const data = { email: forgetful.email, password: `intento ${attempt}` };
    expect((await browser.request.post('/api/auth/sign-in/email', { data })).status()).toBe(401);
  }
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByLabel('Correo electrónico').fill(forgetful.email);
  await page.getByLabel('Contraseña', { exact: true }).fill(forgetful.password);
  await page.getByRole('button', { name: 'Iniciar sesión' }).click();
  await expect(page.getByRole('alert')).toHaveText(/Demasiados intentos\..* 15 minutos\./);
  await signIn(page, person);
});
