import type { Page } from '@playwright/test';
import { enter, enterClients, owner, registerClient, send, signIn } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

test('the language is the one chosen, also next time, and every message speaks it', async ({
  page,
  watched,
}) => {
  watched.expectComplaint(/status of 401/);
  await page.goto('/sign-in');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await page.getByRole('group', { name: 'Idioma' }).getByRole('button', { name: 'EN, English' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page).toHaveTitle(/^Sign in/);

  await page.getByLabel('E-mail').fill('nobody@example.com');
  await page.getByLabel('Password', { exact: true }).fill('whatever it is');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toHaveText('The e-mail or the password is not right.');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();

  await enter(page);
  await page.goto('/settings/api/new');
  const form = page.getByRole('dialog', { name: 'New OAuth2 client' });
  await form.getByLabel('Client name').fill('a\u0007b');
  await form.getByRole('checkbox', { name: 'Read' }).check();
  await form.getByLabel('Description').fill('From the server');
  await form.getByRole('button', { name: 'Create client' }).click();
  await expect(form.getByRole('alert')).toHaveText(/invisible characters that are not allowed/);
});

test('the theme is the system’s until another is chosen, and stays', async ({ page }) => {
  const isDark = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await page.emulateMedia({ colorScheme: 'dark' });
  await signIn(page, owner);
  await expect.poll(isDark).toBe('dark');
  await page.getByRole('button', { name: 'Tema: el del sistema' }).click();
  await expect.poll(isDark).toBe('light');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Tema: claro' })).toBeVisible();
  await expect.poll(isDark).toBe('light');
  await page.getByRole('button', { name: 'Tema: claro' }).click();
  await expect.poll(isDark).toBe('dark');
});

for (const width of [360, 768]) {
  test(`nothing has to be scrolled sideways at ${width} pixels`, async ({ page }, { testId }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const address of [
      '/sign-in',
      '/setup',
      '/docs',
      '/docs/integrators',
      '/docs/administrators',
      '/nowhere',
    ]) {
      await expectNoSidewaysScroll(page, address);
    }
    await enter(page);
    const client = await registerClient(page, {
      name: `${'Interminable'.repeat(15)} ${testId}`,
      description: `https://ejemplo.com/${'sin-espacios'.repeat(30)}`,
      scopes: ['read', 'create', 'update', 'delete'],
    });
    const { errors } = await send(
      page,
      'mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) { __typename } }',
      { email: `${'larga'.repeat(12)}@${'ejemplo'.repeat(6)}.com`, role: 'VIEWER' },
    );
    expect(errors).toBeUndefined();
    for (const address of [
      '/settings',
      '/account',
      '/settings/people',
      '/settings/signing-keys',
      `/settings/api/${client.clientId}/refusals`,
      `/settings/api?search=${testId}`,
      '/settings/api?search=nada',
      `/settings/api/${client.clientId}/edit`,
      '/settings/api/new',
    ]) {
      await expectNoSidewaysScroll(page, address);
    }
    await page.getByRole('dialog').getByLabel('Nombre del Cliente').fill(`Estrecho ${testId}`);
    await page.getByRole('dialog').getByRole('checkbox', { name: 'Eliminar' }).check();
    await page.getByRole('dialog').getByLabel('Descripción').fill('Una pantalla estrecha');
    await page.getByRole('dialog').getByRole('button', { name: 'Crear Cliente' }).click();
    const dialog = page.getByRole('dialog', { name: 'Cliente OAuth2 Creado Exitosamente' });
    await dialog.getByRole('button', { name: 'Probar ahora' }).click();
    await expect(dialog.getByRole('region', { name: 'Contenido del token' })).toBeVisible();
    expect(await sidewaysOverflow(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Guardar como JSON' }).click();
    await dialog.getByRole('button', { name: 'Entendido, ya copié las credenciales' }).click();
  });
}

test('N-75: on a narrow screen the help is folded, and opens', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await enterClients(page);
  const question = page.getByRole('heading', { name: '¿Qué es un Cliente OAuth2?' });
  await expect(question).toBeHidden();
  await page.getByRole('button', { name: 'Qué es un cliente y cómo se usa' }).click();
  await expect(question).toBeVisible();
  await page.getByRole('button', { name: 'Qué es un cliente y cómo se usa' }).click();
  await expect(question).toBeHidden();
});

async function expectNoSidewaysScroll(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole('main').or(page.getByRole('dialog')).last()).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(await sidewaysOverflow(page), address).toEqual([]);
}

/** What is wider than the window, and what hides part of a text that nothing says is cut. */
function sidewaysOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll<HTMLElement>('[role=dialog]')]
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => `${element.tagName}: ${element.scrollWidth} in ${element.clientWidth}`),
  );
}
