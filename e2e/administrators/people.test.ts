import {
  cardOf,
  copy,
  enter,
  enterClients,
  owner,
  registerClient,
  send,
  signIn,
  welcome,
} from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

test('an owner invites a person by a one-time link, changes the role and takes it away', async ({
  page,
  openBrowser,
}, { testId }) => {
  await signIn(page, owner);
  await page.getByRole('link', { name: /^Personas/ }).click();
  await page.getByRole('button', { name: 'Invitar a una persona' }).click();
  const form = page.getByRole('dialog', { name: 'Invitar a una persona' });
  await expect(form.getByText('No se envía ningún correo')).toBeVisible();
  await form.getByLabel('Correo electrónico').fill('marta');
  await form.getByRole('button', { name: 'Crear invitación' }).click();
  await expect(form.getByRole('alert')).toHaveText(/Escribe un correo completo/);
  await form.getByLabel('Correo electrónico').fill('marta@ejemplo.com');
  await form.getByRole('radio', { name: 'Lector' }).check();
  await form.getByRole('button', { name: 'Crear invitación' }).click();

  const issued = page.getByRole('dialog', { name: 'Entrega este enlace a marta@ejemplo.com' });
  const link = await copy(issued.getByRole('button', { name: 'Copiar el enlace' }));
  await page.keyboard.press('Escape');
  await issued.getByRole('button', { name: 'Listo' }).click();
  await expect(page.getByText(link)).toHaveCount(0);
  const pending = page.getByRole('listitem').filter({ hasText: 'marta@ejemplo.com' });
  await expect(pending.getByText('Lector')).toBeVisible();

  const marta = await openBrowser();
  await marta.goto(link);
  await expect(marta.getByRole('heading', { name: 'Te invitaron a Llavero' })).toBeVisible();
  await expect(marta.getByText('Entrarás con el rol Lector.')).toBeVisible();
  await expect(marta).not.toHaveURL(/#/);
  await expect(marta.getByLabel('Correo electrónico')).toHaveValue('marta@ejemplo.com');
  await expect(marta.getByLabel('Correo electrónico')).not.toBeEditable();
  await marta.getByLabel('Nombre').fill('Marta Ruiz');
  await marta.getByLabel('Contraseña', { exact: true }).fill('la llave está bajo la maceta');
  await marta.getByRole('button', { name: 'Crear mi cuenta' }).click();
  await expect(marta.getByRole('heading', { name: 'Configuraciones' })).toBeVisible();
  const client = await registerClient(page, { name: `Portal ${testId}` });
  await marta.goto(`/settings/api?search=${testId}`);
  await expect(cardOf(marta, client.name)).toBeVisible();
  await expect(marta.getByRole('button', { name: 'Crear Cliente' })).toHaveCount(0);

  await page.reload();
  const row = page.getByRole('listitem').filter({ hasText: 'marta@ejemplo.com' });
  await row.getByRole('combobox', { name: 'Rol de Marta Ruiz' }).selectOption('Administrador');
  await expect(page.getByText('Marta Ruiz ahora tiene el rol Administrador.')).toBeVisible();
  await expect(row.getByRole('combobox')).toHaveValue('ADMIN');
  await marta.reload();
  await expect(marta.getByRole('button', { name: 'Crear Cliente' })).toBeVisible();

  await row.getByRole('button', { name: 'Quitar a Marta Ruiz' }).click();
  const question = page.getByRole('dialog', { name: '¿Quitar a Marta Ruiz?' });
  await question.getByRole('button', { name: 'Quitar a Marta Ruiz' }).click();
  await expect(page.getByText('Marta Ruiz ya no tiene acceso.')).toBeVisible();
  await expect(row).toHaveCount(0);
  await marta.getByRole('button', { name: 'Crear Cliente' }).click();
  await marta.reload();
  await expect(marta.getByRole('heading', { name: 'Iniciar sesión' })).toBeVisible();
  const { errors } = await send(marta, '{ clients(first: 1) { totalCount } }');
  expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');

  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Este enlace no sirve' })).toBeVisible();
});

test('an invitation that was taken back does not work any more', async ({ page, openBrowser }) => {
  await enter(page);
  await page.goto('/settings/people');
  await page.getByRole('button', { name: 'Invitar a una persona' }).click();
  await page.getByRole('dialog').getByLabel('Correo electrónico').fill('luis@ejemplo.com');
  await page.getByRole('dialog').getByRole('button', { name: 'Crear invitación' }).click();
  const link = await copy(page.getByRole('dialog').getByRole('button', { name: 'Copiar el enlace' }));
  await page.getByRole('dialog').getByRole('button', { name: 'Listo' }).click();

  await page.getByRole('button', { name: 'Anular la invitación de luis@ejemplo.com' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Anular la invitación' }).click();
  await expect(page.getByText('La invitación de luis@ejemplo.com quedó anulada.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'luis@ejemplo.com' })).toHaveCount(0);
  const luis = await openBrowser();
  await luis.goto(link);
  await expect(luis.getByRole('heading', { name: 'Este enlace no sirve' })).toBeVisible();
});

test('the last owner stays one', async ({ page }) => {
  await enter(page);
  await welcome(page, 'Olga', 'ADMIN');
  await page.goto('/settings/people');
  const row = page.getByRole('listitem').filter({ hasText: owner.email });
  await expect(row.getByText('tú', { exact: true })).toBeVisible();
  await row.getByRole('combobox').selectOption('Administrador');
  const refusal = page.getByText('Es la única persona propietaria. Da antes ese rol a otra persona.');
  await expect(refusal).toBeVisible();
  await expect(row.getByRole('combobox')).toHaveValue('OWNER');

  await page.reload();
  await row.getByRole('button', { name: /^Quitar a/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Quitar a/ })
    .click();
  await expect(refusal).toBeVisible();
  await expect(row).toBeVisible();
});

test('an owner who gives up the role leaves the page of people, and another owner takes over', async ({
  page,
  openBrowser,
}) => {
  await enter(page);
  const second = await openBrowser();
  await enter(second, await welcome(page, 'Beatriz', 'OWNER'));
  await second.goto('/settings/people');
  await second.getByRole('combobox', { name: 'Rol de Beatriz' }).selectOption('Lector');
  await expect(second.getByRole('heading', { name: 'Configuraciones' })).toBeVisible();
  await expect(second.getByRole('link', { name: /^Personas/ })).toHaveCount(0);
  await enterClients(second, { email: 'beatriz@ejemplo.com', password: 'la frase larga de Beatriz' });
  await expect(second.getByRole('button', { name: 'Crear Cliente' })).toHaveCount(0);
});
