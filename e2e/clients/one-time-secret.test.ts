import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Download, Locator, Page } from '@playwright/test';
import { secretsInMemory } from '../kit/memory.ts';
import { askToken, copy, copyCredentials, enterClients, type TokenAnswer } from '../kit/story.ts';
import { anySecret, expect, test } from '../kit/test.ts';

const run = promisify(execFile);

let dialog: Locator;

test.beforeEach(async ({ page }, { testId }) => {
  await enterClients(page);
  await page.getByRole('button', { name: 'Crear Cliente' }).first().click();
  const form = page.getByRole('dialog', { name: 'Nuevo Cliente OAuth2' });
  await form.getByLabel('Nombre del Cliente').fill(`Integración ERP «Contable» ${testId}`);
  await form.getByRole('checkbox', { name: 'Consultar' }).check();
  await form.getByRole('checkbox', { name: 'Crear' }).check();
  await form.getByLabel('Descripción').fill('Lee y crea facturas');
  await form.getByRole('button', { name: 'Crear Cliente' }).click();
  dialog = page.getByRole('dialog', { name: 'Cliente OAuth2 Creado Exitosamente' });
  await expect(dialog).toBeVisible();
});

test('N-58 N-59 N-61: the screen with the one-time secret shows a curl line that gets a token, again and again', async () => {
  const { clientId, clientSecret } = await copyCredentials(dialog);
  const line = await copy(dialog.getByRole('button', { name: 'Copiar el texto para Linux' }));
  const answer = await runLine(line);
  expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
  expect(answer.access_token).toMatch(/^ey[\w-]+\.ey[\w-]+\.[\w-]+$/);
  expect((await runLine(line)).access_token).not.toBe(answer.access_token);

  await dialog.getByRole('tab', { name: 'Windows' }).click();
  const windowsLine = await copy(dialog.getByRole('button', { name: 'Copiar el texto para Windows' }));
  expect(windowsLine).toBe(line.replace('curl', 'curl.exe').replaceAll("'", '"'));
  await dialog.getByRole('tab', { name: '.env' }).click();
  const env = await copy(dialog.getByRole('button', { name: 'Copiar el texto para .env' }));
  expect(env).toContain(`OAUTH_CLIENT_ID=${clientId}\nOAUTH_CLIENT_SECRET=${clientSecret}\nOAUTH_TOKEN_URL=`);
});

test('N-36 N-39: the screen with the one-time secret saves the credentials to a file and forgets them, also in memory', async ({
  page,
  llavero,
}) => {
  const json = await download(page, dialog.getByRole('button', { name: 'Guardar como JSON' }));
  const env = await download(page, dialog.getByRole('button', { name: 'Guardar como .env' }));
  const saved = JSON.parse(await textOf(json)) as Record<string, string>;
  const { client_id: clientId, client_secret: clientSecret } = saved as {
    client_id: string;
    client_secret: string;
  };
  expect(saved).toEqual({
    client_name: expect.stringContaining('Integración ERP «Contable»'),
    client_id: expect.stringMatching(/^cli_/),
    client_secret: expect.stringMatching(/^llv_/),
    token_endpoint: `${llavero.url}/token`,
  });
  expect(await textOf(env)).toBe(
    `OAUTH_CLIENT_ID=${clientId}\nOAUTH_CLIENT_SECRET=${clientSecret}\nOAUTH_TOKEN_URL=${llavero.url}/token\n`,
  );
  for (const [file, ending] of [
    [json, 'json'],
    [env, 'env'],
  ] as const) {
    expect(file.suggestedFilename()).toMatch(new RegExp(`^integracion-erp-contable-.*\\.${ending}$`));
  }
  expect(await isYellow(dialog.getByRole('definition').filter({ hasText: clientSecret }))).toBe(true);
  expect(await secretsInMemory(page, clientSecret)).toBeGreaterThan(0);

  await dialog.getByRole('button', { name: 'Entendido, ya copié las credenciales' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // Not after copying: Chromium's own clipboard keeps what a page wrote to it until the page is left.
  await expect.poll(() => secretsInMemory(page, clientSecret), { timeout: 120_000 }).toBe(0);
});

test('N-38: the screen with the one-time secret is left neither by Escape, a click outside, the way back nor a reload without a warning', async ({
  page,
}) => {
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await page.mouse.click(5, 5);
  await expect(dialog).toBeVisible();

  await page.evaluate(() => history.back());
  const question = page.getByRole('dialog', { name: '¿Salir de esta pantalla?' });
  await question.getByRole('button', { name: 'Volver y copiarlo' }).click();
  await expect(dialog).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/settings/api/new');

  const asked = page.waitForEvent('dialog');
  await page.evaluate(() => void setTimeout(() => location.reload()));
  const warning = await asked;
  expect(warning.type()).toBe('beforeunload');
  await warning.dismiss();
  await expect(dialog).toBeVisible();

  await page.evaluate(() => history.back());
  await question.getByRole('button', { name: 'Cerrar de todos modos' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Clientes OAuth2' })).toBeVisible();
  expect(await page.content()).not.toMatch(anySecret);
});

/** Runs a line as it was copied; on a machine without curl, what the line means. */
async function runLine(line: string): Promise<TokenAnswer> {
  try {
    return JSON.parse((await run('sh', ['-c', line])).stdout) as TokenAnswer;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 127) throw error;
  }
  const { user, url } = /-u '(?<user>[^']+)' -d grant_type=client_credentials (?<url>\S+)$/.exec(
    line,
  )!.groups!;
  const [clientId = '', clientSecret = ''] = user!.split(':');
  return (await askToken(new URL(url!).origin, { clientId, clientSecret })).answer;
}

async function download(page: Page, button: Locator): Promise<Download> {
  const started = page.waitForEvent('download');
  await button.click();
  return started;
}

const textOf = async (file: Download) => readFile(await file.path(), 'utf8');

/** By the colour that is painted, whatever notation the style sheet has it in. */
function isYellow(element: Locator): Promise<boolean> {
  return element.evaluate((node) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d')!;
    canvas.fillStyle = getComputedStyle(node).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return red > 200 && green > 200 && blue < 0.9 * green;
  });
}
