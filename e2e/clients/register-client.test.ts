import type { Page } from '@playwright/test';
import { askToken, cardOf, copy, enterClients, owner, registerClient } from '../kit/story.ts';
import { anySecret, expect, test } from '../kit/test.ts';

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

    test('F-1 F-6 F-10 V-3 N-2 N-3 N-4 N-11 N-14 N-15 N-16 N-17 N-18 N-19 N-21 N-22 N-29 N-32 N-33 N-34 N-35 N-37 N-38 N-39: an administrator registers a client and copies its one-time secret', async ({
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
      await page
        .getByRole('main')
        .getByRole('link', { name: /^API (Registra|Register)/ })
        .click();
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

test('F-9 N-1 N-7 N-12 N-14 N-15 N-18 N-20 N-74 N-76: the list explains itself and each client has its own credentials', async ({
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
