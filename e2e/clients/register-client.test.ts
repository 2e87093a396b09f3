import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Download, Locator, Page } from '@playwright/test';
import { secretsInMemory } from '../kit/memory.ts';
import {
  askToken,
  cardOf,
  copy,
  copyCredentials,
  enterClients,
  owner,
  registerClient,
  type TokenAnswer,
} from '../kit/story.ts';
import { anySecret, expect, test } from '../kit/test.ts';

const run = promisify(execFile);

const spanish = {
  locale: 'es-CO',
  email: 'Correo electrónico',
  password: 'Contraseña',
  signIn: 'Iniciar sesión',
  settings: 'Configuraciones',
  breadcrumb: 'Dónde estás',
  clients: /^Clientes OAuth2/,
  create: 'Crear Cliente',
  form: 'Nuevo Cliente OAuth2',
  name: 'Nombre del Cliente',
  description: 'Descripción',
  scopes: 'Permisos (Scopes)',
  read: 'Consultar',
  advice: 'Otorga solo los permisos estrictamente necesarios.',
  generated: 'Se genera al crear el cliente',
  created: 'Cliente OAuth2 Creado Exitosamente',
  copyId: 'Copiar el Client ID',
  copySecret: 'Copiar el Client Secret',
  onlyOnce: 'No se almacena en texto plano y no podrá recuperarse.',
  tryNow: 'Probar ahora',
  claims: 'Contenido del token',
  done: 'Entendido, ya copié las credenciales',
  notKept: 'Aún no has copiado el Client Secret',
  stay: 'Volver y copiarlo',
  edit: 'Editar',
  notice: 'Cliente creado: ',
};

const english: typeof spanish = {
  locale: 'en-GB',
  email: 'E-mail',
  password: 'Password',
  signIn: 'Sign in',
  settings: 'Settings',
  breadcrumb: 'Where you are',
  clients: /^OAuth2 clients/,
  create: 'Create client',
  form: 'New OAuth2 client',
  name: 'Client name',
  description: 'Description',
  scopes: 'Permissions (scopes)',
  read: 'Read',
  advice: 'Grant only what the application really needs.',
  generated: 'Generated when the client is created',
  created: 'OAuth2 client created',
  copyId: 'Copy the client ID',
  copySecret: 'Copy the client secret',
  onlyOnce: 'It is not stored in plain text and cannot be recovered.',
  tryNow: 'Try it now',
  claims: 'Content of the token',
  done: 'Understood, I have copied the credentials',
  notKept: 'You have not copied the client secret yet',
  stay: 'Go back and copy it',
  edit: 'Edit',
  notice: 'Client created: ',
};

for (const [language, words] of Object.entries({ Spanish: spanish, English: english })) {
  test.describe(`in ${language}`, () => {
    test.use({ locale: words.locale });

    test('N-2 N-3 N-4 N-11 N-14 N-15 N-16 N-17 N-18 N-19 N-21 N-22 N-29 N-32 N-33 N-34 N-35 N-37 N-38 N-39: an administrator registers a client and copies its one-time secret', async ({
      page,
      watched,
      llavero,
    }) => {
      const name = `Portal Web Corporativo (${language})`;
      await page.goto('/');
      await page.getByLabel(words.email).fill(owner.email);
      await page.getByLabel(words.password, { exact: true }).fill(owner.password);
      await page.getByRole('button', { name: words.signIn }).click();

      await page.getByRole('banner').getByRole('link', { name: words.settings, exact: true }).click();
      await expect(page.getByRole('heading', { name: words.settings, level: 1 })).toBeVisible();
      await page.getByRole('main').getByRole('link', { name: /^API/ }).click();
      await expect(page.getByRole('heading', { name: words.clients })).toBeVisible();
      const path = page.getByRole('navigation', { name: words.breadcrumb }).getByRole('listitem');
      await expect(path).toHaveText([words.settings, 'API']);

      await page.getByRole('button', { name: words.create }).first().click();
      const form = page.getByRole('dialog', { name: words.form });
      await form.getByLabel(words.name).fill(name);
      const scopes = form.getByRole('group', { name: words.scopes });
      await expect(scopes.getByRole('checkbox')).toHaveCount(4);
      await scopes.getByRole('checkbox', { name: words.read }).check();
      await expect(form.getByText(words.advice)).toBeVisible();
      await expect(form.getByText(words.generated)).toBeVisible();
      await expect(form.getByText('client_credentials')).toBeVisible();
      await expect(form.getByRole('textbox')).toHaveCount(2);
      await form.getByLabel(words.description).fill('Credenciales API para el portal web corporativo');
      await form.getByRole('button', { name: words.create }).click();

      const dialog = page.getByRole('dialog', { name: words.created });
      await expect(dialog.getByText(words.onlyOnce)).toBeVisible();
      const clientId = await copy(dialog.getByRole('button', { name: words.copyId }));
      expect(clientId).toMatch(/^cli_[A-Za-z0-9]{22}$/);
      await dialog.getByRole('button', { name: words.done }).click();
      const question = page.getByRole('dialog', { name: words.notKept });
      await question.getByRole('button', { name: words.stay }).click();

      const clientSecret = await copy(dialog.getByRole('button', { name: words.copySecret }));
      expect(clientSecret).toMatch(/^llv_[A-Za-z0-9]{8}_[A-Za-z0-9]{49}$/);
      await expect(dialog.getByText(clientSecret, { exact: true })).toBeVisible();
      await dialog.getByRole('button', { name: words.tryNow }).click();
      await expect(dialog.getByText(/200 OK/)).toBeVisible();
      await expect(dialog.getByRole('region', { name: words.claims })).toContainText(
        `"client_id": "${clientId}"`,
      );
      await dialog.getByRole('button', { name: words.done }).click();

      await expect(page.getByText(words.notice + name)).toBeVisible();
      const card = cardOf(page, name);
      await expect(card.getByText(clientId)).toBeVisible();
      await expect(card.getByText('●●●●●●●●')).toBeVisible();
      await expect(card.getByText('read', { exact: true })).toBeVisible();
      await expect(card.getByText('client_credentials')).toBeVisible();
      await expect(card.getByText('Credenciales API para el portal web corporativo')).toBeVisible();
      await expectForgotten(page);

      const seen = (await watched.graphqlAnswers()).filter((answer) => answer.includes(clientSecret));
      expect(seen.map((answer) => answer.includes('CreateClientPayload'))).toEqual([true]);
      await page.reload();
      await expect(card).toBeVisible();
      await card.getByRole('link', { name: words.edit }).click();
      await expect(page.getByRole('dialog').getByLabel(words.name)).toHaveValue(name);
      await expectForgotten(page);
      expect((await watched.graphqlAnswers()).filter((answer) => anySecret.test(answer))).toHaveLength(1);
      expect((await askToken(llavero.url, { clientId, clientSecret })).status).toBe(200);
    });
  });
}

/** N-39: not on the page, not in its address, not in what the browser keeps. */
async function expectForgotten(page: Page): Promise<void> {
  expect(await page.content()).not.toMatch(anySecret);
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]),
  );
  expect(kept).not.toMatch(anySecret);
  expect(page.url()).not.toMatch(anySecret);
}

test.describe('the screen with the one-time secret', () => {
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

  test('N-58 N-59 N-61: shows a curl line that gets a token, again and again', async () => {
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
    expect(env).toContain(
      `OAUTH_CLIENT_ID=${clientId}\nOAUTH_CLIENT_SECRET=${clientSecret}\nOAUTH_TOKEN_URL=`,
    );
  });

  test('N-36 N-39: saves the credentials to a file and forgets them, also in memory', async ({
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
    await expect.poll(() => secretsInMemory(page, clientSecret)).toBe(0);
  });

  test('N-38: is left neither by Escape, a click outside, the way back nor a reload without a warning', async ({
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
});

test('N-1 N-7 N-12 N-14 N-15 N-18 N-20 N-74 N-76: the list explains itself and each client has its own credentials', async ({
  page,
}, { testId }) => {
  await enterClients(page);
  const names = ['App Móvil Clientes', 'Sistema Contable XYZ'].map((name) => `${name} ${testId}`);
  const [one, other] = [
    await registerClient(page, { name: names[0]! }),
    await registerClient(page, { name: names[1]! }),
  ];
  await page.goto(`/settings/api?search=${testId}`);

  const help = page.getByRole('complementary', { name: 'Qué es un cliente y cómo se usa' });
  await expect(help.getByRole('heading', { name: '¿Qué es un Cliente OAuth2?' })).toBeVisible();
  await expect(help.getByRole('heading', { name: '¿Qué es una API?' })).toBeVisible();
  await expect(help.getByRole('listitem').filter({ hasText: 'Authorization: Bearer [token]' })).toBeVisible();
  await expect(help.getByText('Crea un cliente para cada aplicación o integración.')).toBeVisible();
  await expect(help.getByRole('link', { name: 'Guía para integradores' })).toHaveAttribute(
    'href',
    '/docs/integrators',
  );

  await expect(page.getByRole('article')).toHaveCount(2);
  for (const { name, clientId } of [one, other]) {
    const card = cardOf(page, name);
    expect(await copy(card.getByRole('button', { name: 'Copiar el Client ID' }))).toBe(clientId);
    await expect(card.getByText('client_credentials')).toBeVisible();
    await expect(card.getByRole('button', { name: 'Regenerar el Client Secret' })).toBeVisible();
    await expect(card.getByRole('link', { name: 'Editar' })).toBeVisible();
    await expect(card.getByRole('button', { name: 'Eliminar' })).toBeVisible();
  }
  expect(one.clientId).not.toBe(other.clientId);
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
