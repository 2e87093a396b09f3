import { beforeEach, describe, expect, it } from 'vitest';
import {
  alerts,
  openConsole,
  portal,
  press,
  settle,
  shown,
  tick,
  write,
  type Answers,
} from './test-console.ts';

const clientSecret = 'llv_9pQ7rS1t_onlySeenOnce';
const created: Answers = {
  CreateClient: () => ({
    createClient: { __typename: 'CreateClientPayload', client: { ...portal, name: 'Nuevo' }, clientSecret },
  }),
};

async function fillIn() {
  await write('Nombre del Cliente', 'Nuevo');
  await tick('read');
  await write('Descripción', 'Para probar');
}

describe('the form «Nuevo Cliente OAuth2» (N-22)', () => {
  it('names every missing field, moves to the first and sends nothing (N-31, N-66)', async () => {
    const { sent } = await openConsole('/settings/api/new', {});
    await press('Crear Cliente');

    expect(alerts()).toEqual([
      'Escribe el nombre del cliente: es un campo obligatorio.',
      'Elige al menos un permiso: es un campo obligatorio.',
      'Escribe una descripción: es un campo obligatorio.',
    ]);
    expect(document.activeElement?.getAttribute('aria-describedby')).toBeTruthy();
    expect(document.activeElement?.tagName).toBe('INPUT');
    expect(sent.map(({ operation }) => operation)).not.toContain('CreateClient');
  });

  it('lets a complaint go with its cause', async () => {
    await openConsole('/settings/api/new', {});
    await press('Crear Cliente');
    await fillIn();
    expect(alerts()).toEqual([]);
  });

  it('puts a taken name beside the name (N-30, N-65)', async () => {
    await openConsole('/settings/api/new', {
      CreateClient: () => ({ createClient: { __typename: 'NameTakenError' } }),
    });
    await fillIn();
    await press('Crear Cliente');
    expect(alerts()).toEqual(['Ya hay un cliente con ese nombre. Elige otro.']);
  });

  it('keeps what was written when the server does not answer, and says so', async () => {
    await openConsole('/settings/api/new', {
      CreateClient() {
        throw new TypeError('offline');
      },
    });
    await fillIn();
    await press('Crear Cliente');
    expect(alerts().join()).toContain('Lo que has escrito sigue aquí');
    expect(document.querySelector('textarea')?.value).toBe('Para probar');
  });

  it('sends once, however often it is pressed', async () => {
    const { sent } = await openConsole('/settings/api/new', created);
    await fillIn();
    const form = document.querySelector('form[novalidate]');
    form?.dispatchEvent(new Event('submit'));
    form?.dispatchEvent(new Event('submit'));
    await settle();
    expect(sent.filter(({ operation }) => operation === 'CreateClient')).toHaveLength(1);
  });

  it('asks before changes are lost', async () => {
    const { router } = await openConsole('/settings/api/new', {});
    await fillIn();
    await press('Cancelar');
    expect(shown()).toContain('¿Salir sin guardar?');
    expect(document.activeElement?.textContent.trim()).toBe('Seguir editando');
    await press('Seguir editando');
    expect(router.currentRoute.value.name).toBe('client-new');
  });
});

describe('the screen «Cliente OAuth2 Creado Exitosamente» (N-34)', () => {
  beforeEach(async () => {
    await openConsole('/settings/api/new', created);
    await fillIn();
    await press('Crear Cliente');
  });

  it('shows both credentials and that they cannot be recovered (N-35 to N-37)', () => {
    expect(shown()).toContain('Cliente OAuth2 Creado Exitosamente');
    expect(shown()).toContain(clientSecret);
    expect(shown()).toContain('cli_portal');
    expect(shown()).toContain('No se almacena en texto plano y no podrá recuperarse');
  });

  it('stays when Escape is pressed', async () => {
    const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(escape);
    await settle();
    expect(shown()).toContain(clientSecret);
  });

  it('asks once when the secret was not copied, and then lets the secret go (N-38, N-39)', async () => {
    await press('Entendido, ya copié las credenciales');
    expect(shown()).toContain('Aún no has copiado el Client Secret');
    await press('Cerrar de todos modos');

    expect(document.documentElement.outerHTML).not.toContain(clientSecret);
    expect(shown()).toContain('Cliente creado: Nuevo');
  });

  it('asks nothing when the secret was copied', async () => {
    await press('Copiar el Client Secret');
    await press('Entendido, ya copié las credenciales');
    expect(shown()).not.toContain('Aún no has copiado');
    expect(document.documentElement.outerHTML).not.toContain(clientSecret);
  });

  it('counts copying the client ID alone for nothing', async () => {
    await press('Copiar el Client ID');
    await press('Entendido, ya copié las credenciales');
    expect(shown()).toContain('Aún no has copiado el Client Secret');
  });
});

it('does not leave the one-time screen by the back button without asking', async () => {
  const { router } = await openConsole('/settings/api/new', created);
  await fillIn();
  await press('Crear Cliente');
  router.back();
  await settle();
  expect(shown()).toContain('¿Salir de esta pantalla?');
  await press('Volver y copiarlo');
  expect(shown()).toContain(clientSecret);
});
