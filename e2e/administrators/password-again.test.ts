import { askToken, cardOf, copyCredentials, enterClients, owner, registerClient } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

// A server of its own, which is started again with a clock that is ahead.
const person = { ...owner, email: 'sin-prisa@ejemplo.com' };
test.use({ installation: { firstOwner: person } });

test('sixteen minutes and a restart later, what matters asks for the password again', async ({
  page,
  llavero,
}) => {
  await enterClients(page, person);
  const client = await registerClient(page, { name: 'Portal Web Mi Inmobiliaria' });
  await llavero.restart({ minutesAhead: 16 });
  await page.reload();
  const card = cardOf(page, client.name);
  expect((await askToken(llavero.url, client)).status).toBe(200);

  await card.getByRole('button', { name: 'Regenerar el Client Secret' }).click();
  const question = page.getByRole('dialog', { name: '¿Regenerar el Client Secret?' });
  await question.getByRole('button', { name: 'Regenerar', exact: true }).click();
  const again = page.getByRole('dialog', { name: 'Confirma que eres tú' });
  await again.getByRole('button', { name: 'Cancelar' }).click();
  await expect(question).toBeVisible();
  expect((await askToken(llavero.url, client)).status).toBe(200);

  await question.getByRole('button', { name: 'Regenerar', exact: true }).click();
  await again.getByLabel('Contraseña', { exact: true }).fill('no es esta');
  await again.getByRole('button', { name: 'Continuar' }).click();
  await expect(again.getByRole('alert')).toHaveText('La contraseña no es correcta.');
  await again.getByLabel('Contraseña', { exact: true }).fill(person.password);
  await again.getByRole('button', { name: 'Continuar' }).click();
  const dialog = page.getByRole('dialog', { name: 'Nueva Contraseña Generada' });
  const renewed = await copyCredentials(dialog);
  await dialog.getByRole('button', { name: 'Entendido, ya copié las credenciales' }).click();
  expect((await askToken(llavero.url, client)).status).toBe(401);
  expect((await askToken(llavero.url, renewed)).status).toBe(200);

  await llavero.restart({ minutesAhead: 32 });
  await page.goto('/settings/people');
  await page.getByRole('button', { name: 'Invitar a una persona' }).click();
  await page.getByRole('dialog').getByLabel('Correo electrónico').fill('nora@ejemplo.com');
  await page.getByRole('dialog').getByRole('button', { name: 'Crear invitación' }).click();
  await again.getByLabel('Contraseña', { exact: true }).fill(person.password);
  await again.getByRole('button', { name: 'Continuar' }).click();
  await expect(page.getByRole('dialog', { name: 'Entrega este enlace a nora@ejemplo.com' })).toBeVisible();

  await llavero.restart({ minutesAhead: 13 * 60 });
  await page.goto('/settings/api');
  await expect(page.getByRole('heading', { name: 'Iniciar sesión' })).toBeVisible();
});
