import type { Page } from '@playwright/test';
import { expectAccessible } from '../kit/axe.ts';
import { askToken, askVerify, owner, registerClient, signIn } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

// A server of its own: its keys are taken out, and it is started again with a clock that is ahead.
const person = { ...owner, email: 'cerrajera@ejemplo.com' };
test.use({ installation: { firstOwner: person } });

test('an owner sees the signing keys, hears when the next may sign, and takes one out, with the password again', async ({
  page,
  llavero,
}) => {
  await signIn(page, person);
  const client = await registerClient(page, { name: 'Portal Web Corporativo' });
  await page.getByRole('link', { name: /^Claves de firma/ }).click();
  await expect(page.getByRole('heading', { name: 'Claves de firma' })).toBeVisible();
  await expect(statesOf(page)).toHaveText(['Siguiente', 'Actual']);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectAccessible(page, `the signing keys, ${colorScheme}`);
  }
  await page.getByRole('button', { name: 'Rotar ahora' }).click();
  const rotation = page.getByRole('dialog', { name: '¿Rotar la clave de firma?' });
  await rotation.getByRole('button', { name: 'Rotar la clave' }).click();
  await expect(page.getByText('La clave siguiente aún no puede firmar')).toBeVisible();

  const token = (await askToken(llavero.url, client)).answer.access_token;
  await llavero.restart({ minutesAhead: 16 });
  await page.reload();
  const current = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Firma los tokens.' });
  await current.getByRole('button', { name: 'Revocar' }).click();
  const revocation = page.getByRole('dialog', { name: '¿Revocar la clave' });
  await expect(revocation.getByText('Todos los tokens firmados con ella dejan de valer')).toBeVisible();
  await expectAccessible(page, 'before a key is revoked');
  await revocation.getByRole('button', { name: 'Cancelar' }).click();
  expect(await askVerify(llavero.url, token)).toBe(204);

  await current.getByRole('button', { name: 'Revocar' }).click();
  await revocation.getByRole('button', { name: 'Revocar la clave' }).click();
  const again = page.getByRole('dialog', { name: 'Confirma que eres tú' });
  await again.getByLabel('Contraseña', { exact: true }).fill(person.password);
  await again.getByRole('button', { name: 'Continuar' }).click();
  await expect(page.getByText(/^Clave revocada:/)).toBeVisible();
  await expect(statesOf(page).filter({ hasText: 'Revocada' })).toHaveCount(1);
  await expect(statesOf(page)).toHaveCount(3);
  expect(await askVerify(llavero.url, token)).toBe(401);
  const renewed = (await askToken(llavero.url, client)).answer.access_token;
  expect(await askVerify(llavero.url, renewed)).toBe(204);
});

/** The states of the keys, in the order of the list. */
const statesOf = (page: Page) =>
  page
    .getByRole('main')
    .getByRole('listitem')
    .getByText(/^(Siguiente|Actual|Retirada|Revocada)$/);
