import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../kit/axe.ts';
import { copy, enter, owner, signIn, welcome } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

/** A server of its own: it may send to this machine. */
const person = { ...owner, email: 'vigia@ejemplo.com' };
test.use({ installation: { firstOwner: person, allowsPrivateWebhooks: true } });

let receiver: Server;
let url: string;
let status: number;
let arrived: string[];

test.beforeEach(async () => {
  [status, arrived] = [204, []];
  receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      arrived.push(body);
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;
});
test.afterEach(() => new Promise((resolve) => receiver.close(resolve)));

test('an owner says where notifications go, keeps the signing secret, and sees whether a test arrives', async ({
  page,
  openBrowser,
}, { testId }) => {
  await signIn(page, person);
  const admin = await welcome(page, `Ines${testId}`, 'ADMIN');
  const viewer = await welcome(page, `Leo${testId}`, 'VIEWER');
  await page.goto('/settings');
  await page.getByRole('link', { name: /^Avisos/ }).click();
  await expect(page).toHaveTitle(/^Avisos/);
  await accessibleInBoth(page, 'before there is a webhook');

  await page.getByLabel('Dirección').fill('http://ejemplo.com#aqui');
  await page.getByRole('button', { name: 'Empezar a avisar' }).click();
  await expect(page.getByRole('alert')).toHaveText(/Escribe una dirección completa/);
  await page.getByLabel('Dirección').fill(url);
  await page.getByRole('button', { name: 'Empezar a avisar' }).click();
  const dialog = page.getByRole('dialog', { name: 'Secreto de firma' });
  await expect(dialog.getByText('Es la única vez que lo verás')).toBeVisible();
  await accessibleInBoth(page, 'the signing secret');
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Entendido, ya lo copié' }).click();
  await page
    .getByRole('dialog', { name: '¿Cerrar sin copiarlo?' })
    .getByRole('button', { name: 'Volver' })
    .click();
  const first = await copy(dialog.getByRole('button', { name: 'Copiar el secreto de firma' }));
  expect(first).toMatch(/^whsec_/);
  await dialog.getByRole('button', { name: 'Entendido, ya lo copié' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(first)).toHaveCount(0);

  await sendTest(page, 'El aviso de prueba llegó.');
  expect(JSON.parse(arrived[0] ?? '')).toMatchObject({ type: 'webhook.test' });
  status = 302;
  await sendTest(page, 'El aviso de prueba no llegó. El receptor respondió con una redirección (302)');
  await expect(page.getByRole('main').getByRole('listitem')).toHaveText([/No entregado/, /Entregado/]);
  await accessibleInBoth(page, 'what was sent');

  const ines = await openBrowser();
  await enter(ines, admin);
  await ines.goto('/settings/webhooks');
  await expect(ines.getByText(url)).toBeVisible();
  await expect(ines.getByRole('main').getByRole('listitem')).toHaveCount(2);
  await expect(ines.getByRole('main').getByRole('button')).toHaveCount(0);
  await accessibleInBoth(ines, 'as an admin sees it');
  const leo = await openBrowser();
  await enter(leo, viewer);
  await leo.goto('/settings/webhooks');
  await expect(leo.getByRole('heading', { name: 'Configuraciones' })).toBeVisible();
  await expect(leo.getByRole('link', { name: /^Avisos/ })).toHaveCount(0);

  await page.getByRole('button', { name: 'Regenerar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Regenerar el secreto' }).click();
  const second = await copy(dialog.getByRole('button', { name: 'Copiar el secreto de firma' }));
  expect(second).not.toBe(first);
  await dialog.getByRole('button', { name: 'Entendido, ya lo copié' }).click();
  await expect(page.getByText(/El anterior también firma/)).toBeVisible();

  status = 410;
  await sendTest(page, 'El aviso de prueba no llegó. El receptor respondió 410');
  await expect(page.getByText('El receptor ya no quiere avisos')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Enviar avisos' })).not.toBeChecked();
  await accessibleInBoth(page, 'a receiver that is gone');

  await page.getByRole('button', { name: 'Dejar de avisar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Dejar de avisar' }).click();
  await expect(page.getByText('Ya no se envían avisos.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Empezar a avisar' })).toBeVisible();
  await page.goto('/settings/audit');
  await expect(page.getByText(/regeneró el secreto de firma de los avisos/)).toBeVisible();
});

test('nothing has to be scrolled sideways at 360 pixels, however long the address', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await enter(page, person);
  await page.goto('/settings/webhooks');
  await page.getByLabel('Dirección').fill(`${url}/${'sin-espacios'.repeat(30)}`);
  await page.getByRole('button', { name: 'Empezar a avisar' }).click();
  const dialog = page.getByRole('dialog', { name: 'Secreto de firma' });
  expect(await overflow(page)).toBe(0);
  await copy(dialog.getByRole('button', { name: 'Copiar el secreto de firma' }));
  await dialog.getByRole('button', { name: 'Entendido, ya lo copié' }).click();
  await sendTest(page, 'El aviso de prueba llegó.');
  expect(await overflow(page)).toBe(0);
});

async function sendTest(page: Page, says: string): Promise<void> {
  await page.getByRole('button', { name: 'Enviar uno de prueba' }).click();
  await expect(page.getByRole('status').filter({ hasText: says })).toBeVisible();
}

async function accessibleInBoth(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectAccessible(page, `${what}, ${colorScheme}`);
  }
}

function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}
