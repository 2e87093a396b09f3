import { describe, expect, it } from 'vitest';
import { alerts, openConsole, portal, press, shown, tick, write, type Answers } from './test-console.ts';

const keys = [{ kty: 'EC', crv: 'P-256', kid: 'portal-2026', x: 'x', y: 'y' }];
const jwks = JSON.stringify({ keys });
const byKey = { ...portal, authenticationMethod: 'PRIVATE_KEY_JWT', jwks, secretHint: null };
const created: Answers = {
  CreateClient: () => ({
    createClient: { __typename: 'CreateClientPayload', client: byKey, clientSecret: null },
  }),
};
/** A list with this client alone. */
const listOf = (client: object): Answers => ({
  Clients: () => ({
    clients: {
      nodes: [client],
      pageInfo: { hasNextPage: false, endCursor: '1' },
      totalCount: 1,
      totalCountIsExact: true,
    },
  }),
});

async function fillIn() {
  await write('Nombre del Cliente', 'Nuevo');
  await tick('read');
  await write('Descripción', 'Para probar');
}

async function chooseKey() {
  await press('Opciones avanzadas');
  await press('Clave privada (private_key_jwt)');
}

const inputOf = (sent: { operation: string; variables: { input: object } }[], operation: string) =>
  sent.findLast((each) => each.operation === operation)?.variables.input;

describe('a new client that authenticates with a secret', () => {
  it('takes no click more, and shows nothing of keys', async () => {
    const { sent } = await openConsole('/settings/api/new', created);
    expect(shown()).not.toMatch(/JWKS|Método de autenticación/);
    await fillIn();
    await press('Crear Cliente');
    expect(inputOf(sent, 'CreateClient')).toEqual({
      name: 'Nuevo',
      scopes: ['read'],
      permissionGroupIds: [],
      description: 'Para probar',
      authenticationMethod: 'CLIENT_SECRET',
      mayIntrospect: false,
      enabled: true,
      accessTokenLifetimeSeconds: null,
      allowedAddresses: [],
      owner: null,
      technicalContact: null,
      labels: [],
    });
  });
});

describe('a new client that authenticates with its private key', () => {
  it('is created by its public keys, and shows what an integrator needs and no secret', async () => {
    const { sent, router } = await openConsole('/settings/api/new', created);
    await fillIn();
    await chooseKey();
    await write('Claves públicas (JWKS)', jwks);
    expect(shown()).toContain('Claves leídas: P-256 · portal-2026');
    await press('Crear Cliente');

    expect(inputOf(sent, 'CreateClient')).toMatchObject({ authenticationMethod: 'PRIVATE_KEY_JWT', jwks });
    expect(shown()).toContain('Cliente creado');
    expect(shown()).toContain('cli_portal');
    expect(shown()).toContain('/token');
    expect(shown()).toContain('client_assertion');
    expect(shown()).not.toMatch(/Copia el Client Secret|Exitosamente/);
    await press('Entendido');
    expect(router.currentRoute.value.name).toBe('clients');
  });

  it('hears beside the field, while it is pasted, that a key is private; it is not sent', async () => {
    const { sent } = await openConsole('/settings/api/new', created);
    await fillIn();
    await chooseKey();
    await write('Claves públicas (JWKS)', JSON.stringify({ keys: [{ ...keys[0], d: 'd' }] }));
    expect(alerts().join()).toContain('Aquí hay una clave privada');
    await press('Crear Cliente');
    expect(sent.map(({ operation }) => operation)).not.toContain('CreateClient');

    await write('Claves públicas (JWKS)', jwks);
    expect(alerts()).toEqual([]);
  });

  it('needs keys', async () => {
    await openConsole('/settings/api/new', created);
    await fillIn();
    await chooseKey();
    await press('Crear Cliente');
    expect(alerts()).toEqual([
      'Pega las claves públicas de la aplicación: con este método son obligatorias.',
    ]);
    expect(document.activeElement?.tagName).toBe('TEXTAREA');
    await press('Client Secret');
    expect(alerts()).toEqual([]);
  });

  it('shows what the server finds wrong with the keys beside them', async () => {
    await openConsole('/settings/api/new', {
      CreateClient: () => ({
        createClient: { __typename: 'ValidationError', fields: [{ field: 'jwks', code: 'INVALID_JWKS' }] },
      }),
    });
    await fillIn();
    await chooseKey();
    await write('Claves públicas (JWKS)', jwks);
    await press('Crear Cliente');
    expect(alerts().join()).toContain('El servidor no admite estas claves');
  });
});

describe('the card of a client without a secret', () => {
  it('shows its keys, and neither mask nor rotation', async () => {
    await openConsole('/settings/api', listOf(byKey));
    expect(shown()).toContain('P-256 · portal-2026');
    expect(shown()).not.toMatch(/●|Client Secret de/);
    expect(document.querySelector('[aria-label^="Regenerar"]')).toBeNull();
  });

  it('says that there is none yet where it is to have one, and lets it be generated', async () => {
    await openConsole('/settings/api', listOf({ ...portal, secretHint: null }));
    expect(shown()).toContain('Aún no tiene');
    await press('Regenerar el Client Secret de Portal Web Corporativo');
    expect(shown()).not.toContain('anterior queda inválido');
  });
});

describe('editing how a client authenticates', () => {
  const editing = '/settings/api/cli_portal/edit';

  it('shows the keys it has, and sends the new ones alone', async () => {
    const { sent } = await openConsole(editing, {
      ClientToEdit: () => ({ client: byKey }),
      UpdateClient: () => ({ updateClient: { __typename: 'UpdateClientPayload', client: byKey } }),
    });
    expect(document.querySelector<HTMLTextAreaElement>('textarea[spellcheck=false]')?.value).toContain(
      '"kid": "portal-2026"',
    );
    const renamed = JSON.stringify({ keys: [{ ...keys[0], kid: 'portal-2027' }] });
    await write('Claves públicas (JWKS)', renamed);
    await press('Actualizar Cliente');
    expect(inputOf(sent, 'UpdateClient')).toEqual({
      clientId: 'cli_portal',
      expectedUpdatedAt: portal.updatedAt,
      jwks: renamed,
    });
  });

  it('says what ends with the change, and what to do after it', async () => {
    const without = { ...portal, secretHint: null };
    const { sent } = await openConsole(editing, {
      ClientToEdit: () => ({ client: byKey }),
      UpdateClient: () => ({ updateClient: { __typename: 'UpdateClientPayload', client: without } }),
    });
    await press('Client Secret');
    expect(shown()).toContain('las claves actuales dejan de ser válidas');
    await press('Actualizar Cliente');
    expect(inputOf(sent, 'UpdateClient')).toEqual({
      clientId: 'cli_portal',
      expectedUpdatedAt: portal.updatedAt,
      authenticationMethod: 'CLIENT_SECRET',
    });
    expect(shown()).toContain('Genera ahora su Client Secret');
  });

  it('says that the secret ends with a change to keys', async () => {
    await openConsole(editing, {});
    await chooseKey();
    expect(shown()).toContain('el Client Secret actual deja de ser válido');
  });
});
