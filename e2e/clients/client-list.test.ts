import type { Page } from '@playwright/test';
import { askToken, cardOf, enter, enterClients, owner, registerClient, waitForUse } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

// A list that nobody else writes to.
const person = { ...owner, email: 'lista@ejemplo.com' };
test.use({ installation: { firstOwner: person } });
test.describe.configure({ mode: 'default' });

const names = [
  'App Móvil Clientes',
  'Integración ERP Contable',
  'Portal Web Corporativo',
  'Portal Web Mi Inmobiliaria',
  'Sistema Contable XYZ',
  ...Array.from({ length: 25 }, (_, index) => `Tercero ${String(index + 1).padStart(2, '0')}`),
];

test.beforeAll(async ({ browser, llavero }) => {
  const page = await browser.newPage({ baseURL: llavero.url });
  await enter(page, person);
  for (const name of names) {
    const backwards = name.split(' ').reverse().join(' ');
    await registerClient(page, { name, description: `Credenciales de ${backwards}` });
  }
  await page.close();
});

test('F-7 N-7 N-13: thirty clients are shown page by page, and the address keeps how far one was', async ({
  page,
}) => {
  await enterClients(page, person);
  await expect(page.getByRole('heading', { name: 'Clientes OAuth2 · 30' })).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(24);
  expect(await shownNames(page)).toEqual(names.slice(0, 24));

  await page.getByRole('button', { name: 'Ver más clientes' }).click();
  await expect(page.getByRole('article')).toHaveCount(30);
  await expect(page.getByRole('button', { name: 'Ver más clientes' })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('article')).toHaveCount(30);
  expect(await shownNames(page)).toEqual(names);
});

test('search pays no heed to case and accents, and the address keeps it on reload and on the way back', async ({
  page,
}) => {
  await enterClients(page, person);
  const search = page.getByRole('search').getByLabel('Buscar clientes');
  await search.fill('integracion CONTABLE');
  await expect(page.getByRole('heading', { name: 'Clientes OAuth2 · 1' })).toBeVisible();
  expect(await shownNames(page)).toEqual(['Integración ERP Contable']);
  await expect(page).toHaveURL(/\?search=/);
  await page.reload();
  await expect(search).toHaveValue('integracion CONTABLE');
  await expect(page.getByRole('article')).toHaveCount(1);

  await page.getByRole('link', { name: 'Editar' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(search).toHaveValue('integracion CONTABLE');
  await expect(page.getByRole('article')).toHaveCount(1);

  const clientId = await page.getByText(/^cli_/).textContent();
  await search.fill(clientId?.slice(4, 14) ?? '');
  await expect(page.getByRole('article')).toHaveCount(1);
  await search.fill('Credenciales XYZ');
  await expect(cardOf(page, 'Sistema Contable XYZ')).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(1);
  await search.fill('nada de nada');
  await expect(page.getByText('Nada coincide con «nada de nada»')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Borrar la búsqueda' }).last().click();
  await expect(page.getByRole('article')).toHaveCount(24);
  await expect(search).toBeFocused();
});

test('the list is ordered by name, age and last use', async ({ page, llavero }) => {
  await enterClients(page, person);
  const newest = await registerClient(page, { name: 'Recién llegado' });
  await askToken(llavero.url, newest);
  await waitForUse(page, newest.clientId);

  const order = page.getByRole('combobox', { name: 'Ordenar' });
  const orders = {
    'Nombre, de la Z a la A': 'Tercero 25',
    'Los más recientes primero': 'Recién llegado',
    'Los más antiguos primero': 'App Móvil Clientes',
    'Los últimos usados primero': 'Recién llegado',
  };
  for (const [label, first] of Object.entries(orders)) {
    await order.selectOption(label);
    await expect(page.getByRole('article').first()).toHaveAccessibleName(first);
  }
  await expect(cardOf(page, 'Recién llegado').getByText(/^Último uso:/)).toBeVisible();
  await page.reload();
  await expect(order).toHaveValue('used-desc');
  await expect(page.getByRole('article').first()).toHaveAccessibleName('Recién llegado');
});

test('a list that cannot be loaded says so and can be tried again', async ({ page, watched }) => {
  watched.expectComplaint(/status of 503/);
  await enterClients(page, person);
  await page.route('**/graphql', (route) => route.fulfill({ status: 503, body: '' }));
  await page.getByLabel('Buscar clientes').fill('portal');
  await expect(page.getByRole('alert')).toHaveText(/La lista no se pudo actualizar\./);
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: 'Reintentar' }).click();
  await expect(page.getByRole('article')).toHaveCount(2);
});

async function shownNames(page: Page): Promise<string[]> {
  const headings = await page.getByRole('article').getByRole('heading').allTextContents();
  return headings.map((text) => text.trim());
}
