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
} from '../clients/test-console.ts';

const reports = {
  __typename: 'PermissionGroup',
  id: 'g1',
  name: 'Reportes',
  description: '',
  scopes: ['read', 'update'],
  clientCount: 2,
  updatedAt: '2026-05-06T16:00:00.000Z',
};
const withGroup: Answers = { PermissionGroups: () => ({ permissionGroups: [reports] }) };
const created: Answers = {
  CreateClient: () => ({
    createClient: { __typename: 'CreateClientPayload', client: portal, clientSecret: 'llv_9pQ7rS1t_once' },
  }),
};

describe('the form of a client', () => {
  it('is enough with a group, and shows what it comes to with the single permissions (X-4, F-16)', async () => {
    const { sent } = await openConsole('/settings/api/new', { ...withGroup, ...created });
    await write('Nombre del Cliente', 'Nuevo');
    await write('Descripción', 'Para probar');
    box('Reportes').click();
    await settle();
    await tick('create');
    expect(document.querySelector('[role=status] p')?.textContent).toMatch(
      /En total podrá:\s*create\s*read\s*update/,
    );
    await tick('create');
    await press('Crear Cliente');
    const input = sent.find(({ operation }) => operation === 'CreateClient')?.variables.input;
    expect(input).toMatchObject({ scopes: [], permissionGroupIds: ['g1'] });
  });

  it('makes a group on the way, and the client has it (F-21)', async () => {
    let groups: (typeof reports)[] = [];
    const { sent } = await openConsole('/settings/api/new', {
      ...created,
      PermissionGroups: () => ({ permissionGroups: groups }),
      CreatePermissionGroup: () => {
        groups = [reports];
        return {
          createPermissionGroup: { __typename: 'CreatePermissionGroupPayload', permissionGroup: reports },
        };
      },
    });
    expect(shown()).not.toContain('grupo');
    await write('Nombre del Cliente', 'Nuevo');
    await write('Descripción', 'Para probar');
    await press('Opciones avanzadas');
    await press('Crear grupo de permisos');
    await write('Nombre del grupo', 'Reportes');
    await press('Crear grupo');
    expect(box('Reportes').checked).toBe(true);
    await press('Crear Cliente');
    const input = sent.find(({ operation }) => operation === 'CreateClient')?.variables.input;
    expect(input).toMatchObject({ scopes: [], permissionGroupIds: ['g1'] });
  });

  it('puts the permissions of several APIs under the name of each (X-4)', async () => {
    const apiOf = (id: string, name: string, scopes: string[]) => ({
      __typename: 'Api',
      id,
      name,
      scopes: scopes.map((scope) => ({
        __typename: 'Scope',
        name: scope,
        titles: { __typename: 'Translated', en: `To ${scope}`, es: `Para ${scope}` },
        descriptions: { __typename: 'Translated', en: '', es: '' },
      })),
    });
    const [main, invoices] = [
      apiOf('a0', 'Principal', ['read']),
      apiOf('a1', 'Facturación', ['invoices:read', 'invoices:delete']),
    ];
    await openConsole('/settings/api/new', { Scopes: () => ({ apis: [main, invoices] }) });
    const groups = () =>
      [...document.querySelectorAll('fieldset [role=group]')].map((each) => [
        document.getElementById(each.getAttribute('aria-labelledby') ?? '')?.textContent.trim(),
        each.querySelectorAll('input').length,
      ]);
    expect(groups()).toEqual([
      ['Principal', 1],
      ['Facturación', 2],
    ]);
    expect(shown()).toContain('Para invoices:read');
  });
});

describe('the page «Grupos de permisos»', () => {
  it('shows each group with how many clients use it (F-16)', async () => {
    await openConsole('/settings/permission-groups', withGroup);
    expect(shown()).toMatch(/Reportes.*read.*update.*2 clientes/s);
  });

  it('says who uses a group before it goes', async () => {
    let asked = 0;
    const { sent } = await openConsole('/settings/permission-groups', {
      ...withGroup,
      DeletePermissionGroup: () => ({
        deletePermissionGroup:
          asked++ === 0
            ? {
                __typename: 'InUseError',
                clientCount: 2,
                clients: [
                  { __typename: 'Client', name: 'Portal' },
                  { __typename: 'Client', name: 'Móvil' },
                ],
                permissionGroups: [],
              }
            : { __typename: 'DeletePermissionGroupPayload', id: 'g1' },
      }),
    });
    await press('Eliminar el grupo Reportes');
    expect(shown()).toContain('Lo usan 2 clientes: Portal, Móvil.');
    await press('Eliminar el grupo');
    const inputs = sent.filter(({ operation }) => operation === 'DeletePermissionGroup');
    expect(inputs.map(({ variables }) => variables.input)).toEqual([
      { id: 'g1', evenIfInUse: false },
      { id: 'g1', evenIfInUse: true },
    ]);
  });

  it('puts a taken name beside the name (F-20)', async () => {
    await openConsole('/settings/permission-groups', {
      CreatePermissionGroup: () => ({ createPermissionGroup: { __typename: 'NameTakenError' } }),
    });
    await press('Crear grupo');
    await write('Nombre del grupo', 'Reportes');
    await press('Crear grupo');
    expect(alerts()).toEqual(['Ya está en uso. Elige otro.']);
  });
});
