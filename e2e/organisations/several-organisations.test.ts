import type { Page } from '@playwright/test';
import { expectAccessible } from '../kit/axe.ts';
import { cardOf, copy, enter, registerClient, welcome } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

/** Of a Llavero of their own: who belongs to several organisations reads so on every page. */
const operator = { email: 'operadora@ejemplo.com', password: 'una frase larga y fácil de recordar' };
test.use({ installation: { firstOwner: operator } });

/** Opens the menu of organisations in the top bar, with the keyboard alone, and chooses one. */
async function switchTo(page: Page, from: string, to: string): Promise<void> {
  await page.getByRole('button', { name: `Estás en la organización: ${from}` }).press('Enter');
  await page.getByRole('banner').getByRole('listitem').getByRole('button', { name: to }).press('Enter');
  await expect(page.getByText(`Ahora estás en ${to}.`)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Configuraciones' })).toBeVisible();
}

test('V-1 F-11: a person of two organisations works in each, and finds nothing of the other', async ({
  page,
  openBrowser,
}, { testId }) => {
  const name = `Inmobiliaria ${testId}`;
  await enter(page, operator);
  const here = await registerClient(page, { name: `Portal ${testId}` });
  const person = await welcome(page, `Nora${testId}`, 'VIEWER');

  await page.goto('/settings');
  await expect(page.getByRole('banner').getByText('Estás en la organización: Llavero')).toBeAttached();
  await page.getByRole('link', { name: /^Organización/ }).click();
  await page.getByLabel('Nombre de la nueva organización').fill(name);
  await page.getByRole('button', { name: 'Crear organización' }).click();
  await expect(page.getByText(`La organización ${name} está lista.`)).toBeVisible();
  await expectAccessible(page, 'the page of the organisation');

  await switchTo(page, 'Llavero', name);
  await expect(page).toHaveTitle(`Configuraciones · ${name} · Llavero`);
  await page.getByRole('link', { name: /^Personas/ }).click();
  await expect(page.getByText(`Quienes pueden entrar a ${name}`)).toBeVisible();
  await page.getByRole('button', { name: 'Invitar a una persona' }).click();
  await page.getByRole('dialog').getByLabel('Correo electrónico').fill(person.email);
  await page.getByRole('dialog').getByRole('radio', { name: 'Administrador' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Crear invitación' }).click();
  const link = await copy(page.getByRole('dialog').getByRole('button', { name: 'Copiar el enlace' }));
  await page.getByRole('dialog').getByRole('button', { name: 'Listo' }).click();

  const nora = await openBrowser();
  await enter(nora, person);
  await nora.goto(link);
  await expect(nora.getByRole('heading', { name: `Te invitaron a ${name}` })).toBeVisible();
  await expectAccessible(nora, 'joining as who is signed in');
  await nora.getByRole('button', { name: `Unirme a ${name}` }).click();
  await expect(nora.getByRole('button', { name: `Estás en la organización: ${name}` })).toBeVisible();

  await nora.goto('/settings/api');
  await expect(nora.getByRole('button', { name: 'Crear Cliente' }).first()).toBeVisible();
  await expect(cardOf(nora, here.name)).toHaveCount(0);

  const otherTab = await nora.context().newPage();
  await otherTab.goto('/settings/api');
  await switchTo(otherTab, name, 'Llavero');
  await otherTab.goto(`/settings/api?search=${testId}`);
  await expect(cardOf(otherTab, here.name)).toBeVisible();
  await expect(otherTab.getByRole('button', { name: 'Crear Cliente' })).toHaveCount(0);
  await nora.reload();
  await expect(nora.getByRole('button', { name: `Estás en la organización: ${name}` })).toBeVisible();
  await expect(cardOf(nora, here.name)).toHaveCount(0);

  await nora.goto('/settings/organisation');
  await nora.getByRole('button', { name: `Dejar ${name}` }).click();
  await nora
    .getByRole('dialog')
    .getByRole('button', { name: `Dejar ${name}` })
    .click();
  await expect(nora.getByText(`Ya no perteneces a ${name}.`)).toBeVisible();
  await expect(nora.getByRole('banner').getByText('Estás en la organización: Llavero')).toBeAttached();

  await page.goto('/settings/organisation');
  await page.getByRole('button', { name: `Dejar ${name}` }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Dejar ${name}` })
    .click();
  await expect(page.getByText('Eres la única persona propietaria.')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    for (const width of [360, 1280]) {
      test(`the way between organisations fits and is readable at ${width} pixels`, async ({
        page,
      }, testInfo) => {
        const name = `Inmobiliaria y Administradora del Sur ${testInfo.testId}`;
        await page.setViewportSize({ width, height: 900 });
        await enter(page, operator);
        await page.goto('/settings/organisation');
        await page.getByLabel('Nombre de la nueva organización').fill(name);
        await page.getByRole('button', { name: 'Crear organización' }).click();
        await expect(page.getByText('está lista.')).toBeVisible();
        await switchTo(page, 'Llavero', name);
        await page.getByRole('link', { name: /^Organización/ }).click();
        await expect(page.getByRole('heading', { name: 'Organización', exact: true })).toBeVisible();
        await page.getByRole('button', { name: `Estás en la organización: ${name}` }).click();
        await expectAccessible(page, 'the menu of organisations');
        await testInfo.attach('menu', { body: await page.screenshot(), contentType: 'image/png' });
        const scrolls = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
        expect(await page.evaluate(scrolls)).toBe(false);
        const menu = await page.locator(':popover-open').boundingBox();
        expect(menu && menu.x >= 0 && menu.x + menu.width <= width).toBe(true);
      });
    }
  });
}
