import { decodeJwt } from 'jose';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../kit/axe.ts';
import { askToken, askVerify, copyCredentials, enter, welcome } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

/** Of a Llavero of their own: whoever describes APIs and groups changes the form of every client. */
const owner = { email: 'duena@ejemplo.com', password: 'una frase larga y fácil de recordar' };
test.use({ installation: { firstOwner: owner } });

/** Describes an API as a person does, with the permissions of a template. */
async function describeApi(page: Page, name: string, audience: string, template: string): Promise<void> {
  await page.getByRole('button', { name: 'Crear API' }).click();
  const dialog = page.getByRole('dialog', { name: 'Nueva API' });
  await dialog.getByLabel('Nombre', { exact: true }).fill(name);
  await dialog.getByLabel('Audiencia (aud)').fill(audience);
  await dialog.getByLabel('Añadir los de una plantilla').selectOption({ label: template });
  await expectAccessible(page, 'describing an API');
  await dialog.getByRole('button', { name: 'Crear API' }).click();
  await expect(page.getByText(`API «${name}» creada.`)).toBeVisible();
}

const rowOf = (page: Page, group: string) => page.getByRole('listitem').filter({ hasText: group });

test('F-16 F-21 X-4 P-50: an administrator describes an API and a group, and a client has what both come to', async ({
  page: ownersPage,
  openBrowser,
  llavero,
}, { testId }) => {
  const [api, group, name] = [`Facturación ${testId}`, `Reportes ${testId}`, `Sistema Contable ${testId}`];
  const resource = `https://invoices-${testId}.example.com`;
  await enter(ownersPage, owner);
  const page = await openBrowser();
  await enter(page, await welcome(ownersPage, `Ines${testId}`, 'ADMIN'));

  await page.goto('/settings');
  await page.getByRole('link', { name: /^API protegidas/ }).click();
  await describeApi(page, api, resource, 'Facturas');
  await expect(page.getByRole('article', { name: api }).getByText('invoices:read')).toBeVisible();

  await page.goto('/settings');
  await page.getByRole('link', { name: /^Grupos de permisos/ }).click();
  await page.getByRole('button', { name: 'Crear grupo' }).click();
  const made = page.getByRole('dialog', { name: 'Nuevo grupo de permisos' });
  await made.getByLabel('Nombre del grupo').fill(group);
  await made.getByRole('group', { name: api }).getByRole('checkbox', { name: 'Facturas: consultar' }).check();
  await expectAccessible(page, 'making a group');
  await made.getByRole('button', { name: 'Crear grupo' }).click();
  await expect(page.getByText(`Grupo «${group}» creado.`)).toBeVisible();
  await expect(rowOf(page, group).getByText('Ningún cliente')).toBeVisible();

  await page.goto('/settings/api/new');
  const form = page.getByRole('dialog', { name: 'Nuevo Cliente OAuth2' });
  await form.getByLabel('Nombre del Cliente').fill(name);
  await form
    .getByRole('group', { name: 'API', exact: true })
    .getByRole('checkbox', { name: 'Consultar' })
    .check();
  await form
    .getByRole('group', { name: 'Grupos de permisos' })
    .getByRole('checkbox', { name: group })
    .check();
  await expect(form.getByText('En total podrá:')).toHaveText(/read\s*invoices:read/);
  await form.getByLabel('Descripción').fill('Para cuadrar las facturas');
  await expectAccessible(page, 'a client with a group and several APIs');
  await form.getByRole('button', { name: 'Crear Cliente' }).click();
  const shown = page.getByRole('dialog', { name: 'Cliente OAuth2 Creado Exitosamente' });
  const client = await copyCredentials(shown);
  await shown.getByRole('button', { name: 'Entendido, ya copié las credenciales' }).click();

  expect((await askToken(llavero.url, client)).answer.scope).toBe('read');
  const first = (await askToken(llavero.url, client, { resource })).answer;
  expect(first.scope).toBe('invoices:read');
  expect(decodeJwt(first.access_token ?? '')).toMatchObject({ aud: resource, scope: 'invoices:read' });
  const demand = { resource, scope: 'invoices:read' };
  expect(await askVerify(llavero.url, first.access_token, demand)).toBe(204);
  expect(await askVerify(llavero.url, first.access_token)).toBe(401);

  await page.goto('/settings/permission-groups');
  await expect(rowOf(page, group).getByText('1 cliente')).toBeVisible();
  await page.getByRole('button', { name: `Editar el grupo ${group}` }).click();
  const edited = page.getByRole('dialog', { name: 'Editar grupo de permisos' });
  await edited.getByRole('checkbox', { name: 'Facturas: crear' }).check();
  await edited.getByRole('button', { name: 'Guardar cambios' }).click();
  await expect(page.getByText(`Grupo «${group}» actualizado.`)).toBeVisible();
  const next = (await askToken(llavero.url, client, { resource })).answer;
  expect(next.scope).toBe('invoices:read invoices:create');
  expect(await askVerify(llavero.url, first.access_token, { resource, scope: 'invoices:create' })).toBe(403);

  await page.getByRole('button', { name: `Eliminar el grupo ${group}` }).click();
  const question = page.getByRole('dialog', { name: `¿Eliminar el grupo «${group}»?` });
  await expect(question.getByText(`Lo usa 1 cliente: ${name}.`)).toBeVisible();
  await expectAccessible(page, 'who uses a group');
  await question.getByRole('button', { name: 'Cancelar' }).click();
  expect((await askToken(llavero.url, client, { resource })).status).toBe(200);
  await page.getByRole('button', { name: `Eliminar el grupo ${group}` }).click();
  await question.getByRole('button', { name: 'Eliminar el grupo' }).click();
  await expect(page.getByText(`Grupo «${group}» eliminado.`)).toBeVisible();
  expect(await askToken(llavero.url, client, { resource })).toMatchObject({
    status: 400,
    answer: { error: 'invalid_target' },
  });
});

/** One each: a permission belongs to one API of the organisation. */
const templates = {
  light: { 360: 'Contabilidad', 1280: 'Propiedades' },
  dark: { 360: 'Contratos', 1280: 'Asesores' },
};

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    for (const width of [360, 1280] as const) {
      test(`APIs and groups fit and are readable at ${width} pixels`, async ({ page }, testInfo) => {
        const show = async (what: string) => {
          await expectAccessible(page, what);
          await testInfo.attach(what, { body: await page.screenshot(), contentType: 'image/png' });
          const scrolls = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
          expect.soft(await page.evaluate(scrolls), what).toBe(false);
        };
        const name = `Contabilidad y Facturación del Sur ${testInfo.testId}`;
        await page.setViewportSize({ width, height: 900 });
        await enter(page, owner);
        await page.goto('/settings/apis');
        await describeApi(
          page,
          name,
          `https://accounting-${testInfo.testId}.example.com/v2`,
          templates[colorScheme][width],
        );
        await show('the APIs');
        await page.getByRole('button', { name: `Editar la API ${name}` }).click();
        await show('an API');
        await page.getByRole('button', { name: 'Cancelar' }).click();
        await page.getByRole('button', { name: `Eliminar la API ${name}` }).click();
        await show('deleting an API');
        await page.getByRole('button', { name: 'Cancelar' }).click();
        await page.goto('/settings/permission-groups');
        await page.getByRole('button', { name: 'Crear grupo' }).click();
        await page.getByLabel('Nombre del grupo').fill(`Reportes ${testInfo.testId}`);
        await show('a group');
        await page.getByRole('checkbox', { name: 'Consultar' }).first().check();
        await page.getByRole('dialog').getByRole('button', { name: 'Crear grupo' }).click();
        await show('the groups');
        await page.goto('/settings/api/new');
        await show('the form of a client');
      });
    }
  });
}
