import { describe, expect, it } from 'vitest';
import {
  alerts,
  box,
  openConsole,
  portal,
  press,
  settle,
  shown,
  tick,
  write,
  type Answers,
  type Sent,
} from './test-console.ts';

const editing = '/settings/api/cli_portal/edit';
const updated = () => ({ updateClient: { __typename: 'UpdateClientPayload', client: portal } });

describe('the form «Editar Cliente OAuth2» (N-40)', () => {
  it('shows client ID and authentication type as text, and no secret (N-42, N-43)', async () => {
    await openConsole(editing, {});
    const dialog = document.querySelector('[role=dialog]');
    expect(dialog?.textContent).toContain('cli_portal');
    expect(dialog?.textContent).toContain('client_credentials');
    expect(dialog?.textContent).not.toMatch(/Client Secret|●|llv_/);
    expect(dialog?.querySelectorAll('input:not([type=checkbox]), textarea')).toHaveLength(2);
  });

  it('sends what was changed and nothing else (N-45)', async () => {
    const { sent, router } = await openConsole(editing, { UpdateClient: updated });
    await write('Descripción', 'Otra');
    await press('Actualizar Cliente');

    expect(sent.find(({ operation }) => operation === 'UpdateClient')?.variables.input).toEqual({
      clientId: 'cli_portal',
      expectedUpdatedAt: portal.updatedAt,
      description: 'Otra',
    });
    expect(router.currentRoute.value.name).toBe('clients');
    expect(shown()).toContain('Cliente actualizado: Portal Web Corporativo');
  });

  it('shows both versions when somebody else was first, and saves this one on top', async () => {
    const theirs = { ...portal, name: 'Portal Nuevo', updatedAt: '2026-05-06T17:00:00.000Z' };
    const { sent } = await openConsole(editing, {
      UpdateClient: ({ input }) =>
        input.expectedUpdatedAt === theirs.updatedAt
          ? updated()
          : { updateClient: { __typename: 'ConflictError', client: theirs } },
    });
    await tick('create');
    await press('Actualizar Cliente');
    expect(shown()).toContain('Alguien cambió este cliente mientras lo editabas');
    expect(shown()).toContain('Portal Nuevo');

    await press('Guardar lo mío encima');
    expect(sent.findLast(({ operation }) => operation === 'UpdateClient')?.variables.input).toEqual({
      clientId: 'cli_portal',
      expectedUpdatedAt: theirs.updatedAt,
      scopes: ['read', 'create'],
    });
  });

  it('says that the client is gone when it is', async () => {
    await openConsole(editing, { ClientToEdit: () => ({ client: null }) });
    expect(shown()).toContain('Este cliente ya no existe');
  });
});

describe('«Eliminar» (N-53)', () => {
  const lastUsedAt = new Date(Date.now() - 60_000).toISOString();
  const inUse = { ClientLastUse: () => ({ client: { __typename: 'Client', lastUsedAt } }) };
  const deleted = { DeleteClient: () => ({ deleteClient: { __typename: 'DeleteClientPayload' } }) };

  it('says what will happen before it happens (N-54 to N-57, N-71)', async () => {
    const { sent } = await openConsole('/settings/api', deleted);
    await press('Eliminar Portal Web Corporativo');
    for (const said of [
      'permanentemente',
      'todos sus tokens de acceso',
      'perderán el acceso inmediatamente',
      'crear un nuevo cliente',
    ]) {
      expect(shown()).toContain(said);
    }
    expect(sent.map(({ operation }) => operation)).not.toContain('DeleteClient');

    await press('Eliminar');
    expect(sent.map(({ operation }) => operation)).toContain('DeleteClient');
  });

  it('wants the name of a client that was used today, whatever the list still says', async () => {
    const { sent } = await openConsole('/settings/api', { ...inUse, ...deleted });
    await press('Eliminar Portal Web Corporativo');
    await write('Escribe el nombre del cliente para confirmar', 'Portal');
    await press('Eliminar');
    expect(alerts()).toContain('No coincide. Escribe el nombre tal como aparece arriba.');
    expect(sent.map(({ operation }) => operation)).not.toContain('DeleteClient');

    await write('Escribe el nombre del cliente para confirmar', 'Portal Web Corporativo');
    await press('Eliminar');
    expect(sent.map(({ operation }) => operation)).toContain('DeleteClient');
  });
});

describe('the rotation button (N-48)', () => {
  it('says what stops working, shows the new secret once and what to do with it (N-49 to N-52)', async () => {
    const clientSecret = 'llv_4bC5dE6f_theNewOne';
    await openConsole('/settings/api', {
      RotateSecret: () => ({ rotateSecret: { __typename: 'RotateSecretPayload', clientSecret } }),
    });
    await press('Regenerar el Client Secret de Portal Web Corporativo');
    expect(shown()).toContain('El Client Secret anterior queda inválido inmediatamente.');

    await press('Regenerar');
    expect(shown()).toContain('Nueva Contraseña Generada');
    expect(shown()).toContain('Actualiza ahora la aplicación');
    expect(shown()).toContain(clientSecret);

    await press('Copiar el Client Secret');
    await press('Entendido, ya copié las credenciales');
    expect(document.documentElement.outerHTML).not.toContain(clientSecret);
  });

  const rotation: Answers = {
    RotateSecret: () => ({
      rotateSecret: { __typename: 'RotateSecretPayload', clientSecret: 'llv_4bC5dE6f_theNewOne' },
    }),
  };
  const rotated = (sent: Sent[]) =>
    sent.findLast(({ operation }) => operation === 'RotateSecret')?.variables.input;

  it('leaves the tokens that are out alone, and says so', async () => {
    const { sent } = await openConsole('/settings/api', rotation);
    await press('Regenerar el Client Secret de Portal Web Corporativo');
    expect(box('Anular también los tokens ya emitidos').checked).toBe(false);
    expect(shown()).toContain('Los tokens ya emitidos siguen vigentes hasta que expiren.');
    await press('Regenerar');
    expect(rotated(sent)).toEqual({ clientId: 'cli_portal', overlapSeconds: 0, revokeTokens: false });
  });

  it('takes them back where that is wanted, and says so', async () => {
    const { sent } = await openConsole('/settings/api', rotation);
    await press('Regenerar el Client Secret de Portal Web Corporativo');
    expect(shown()).toContain('las API que solo verifican con las claves públicas los aceptan');
    box('Anular también los tokens ya emitidos').click();
    await settle();
    expect(shown()).toContain('Los tokens ya emitidos también dejan de valer.');
    expect(shown()).not.toContain('siguen vigentes');
    await press('Regenerar');
    expect(rotated(sent)).toEqual({ clientId: 'cli_portal', overlapSeconds: 0, revokeTokens: true });
  });

  it('asks for the choice anew the next time', async () => {
    await openConsole('/settings/api', rotation);
    await press('Regenerar el Client Secret de Portal Web Corporativo');
    box('Anular también los tokens ya emitidos').click();
    await press('Cancelar');
    await press('Regenerar el Client Secret de Portal Web Corporativo');
    expect(box('Anular también los tokens ya emitidos').checked).toBe(false);
  });
});

it('shows a viewer the clients and no way to change them (N-9)', async () => {
  const person = {
    __typename: 'Administrator',
    id: '2',
    name: 'Luz',
    email: 'luz@example.com',
    role: 'VIEWER',
  };
  await openConsole('/settings/api/new', {
    Viewer: () => ({ viewer: person, account: { ...person, __typename: 'Account' } }),
  });
  await settle();
  expect(shown()).toContain('Portal Web Corporativo');
  expect(shown()).toContain('●●●●●●●●');
  expect(shown()).not.toMatch(/Crear Cliente|Editar|Eliminar/);
  expect(document.querySelector('[role=dialog]')).toBeNull();
});
