import { describe, expect, it } from 'vitest';
import {
  alerts,
  control,
  openConsole,
  portal,
  press,
  settle,
  shown,
  type Answers,
  type Sent,
} from './test-console.ts';

type Listed = typeof portal;
const app: Listed = {
  ...portal,
  clientId: 'cli_app',
  name: 'App Móvil',
  updatedAt: '2026-05-07T16:00:00.000Z',
};
const erp: Listed = { ...portal, clientId: 'cli_erp', name: 'ERP', updatedAt: '2026-05-08T16:00:00.000Z' };

/** A server that keeps these clients, and changes them as it is told; `refuse` says what it answers instead. */
function serverWith(start: Listed[], refuse: (clientId: unknown) => object | undefined = () => undefined) {
  const clients = new Map(start.map((client) => [client.clientId, client]));
  const answers: Answers = {
    Clients: () => ({
      clients: {
        nodes: [...clients.values()],
        pageInfo: { hasNextPage: false, endCursor: null },
        totalCount: clients.size,
        totalCountIsExact: true,
      },
    }),
    UpdateClient: ({ input: { clientId, enabled } }) => {
      const refused = refuse(clientId);
      if (refused) return { updateClient: refused };
      const client = { ...(clients.get(String(clientId)) ?? portal), enabled: enabled === true };
      clients.set(client.clientId, client);
      return { updateClient: { __typename: 'UpdateClientPayload', client } };
    },
  };
  return { answers, clients };
}

const boxOf = (label: string) =>
  document.querySelector<HTMLInputElement>(`input[type=checkbox][aria-label="${label}"]`);
async function select(...names: string[]) {
  for (const name of names) boxOf(`Seleccionar «${name}»`)?.click();
  await settle();
}
const selected = () =>
  [...document.querySelectorAll<HTMLInputElement>('article input[type=checkbox]')]
    .filter(({ checked }) => checked)
    .map((each) => each.getAttribute('aria-label'));
const said = () => [...document.querySelectorAll('[role=status]')].map((each) => each.textContent.trim());
const bar = (act: string) =>
  [...document.querySelectorAll<HTMLElement>('button')].find((each) => each.textContent.trim() === act);
async function pressInBar(act: string) {
  bar(act)?.click();
  await settle();
}
const changes = (sent: Sent[]) =>
  sent.filter(({ operation }) => operation === 'UpdateClient').map(({ variables }) => variables.input);

describe('F-8: the selection of clients', () => {
  it('F-8: has a labelled box on each card, and says how many are selected', async () => {
    await openConsole('/settings/api', serverWith([portal, app, erp]).answers);
    expect(bar('Quitar la selección')).toBeUndefined();
    await select('ERP', 'App Móvil');
    expect(said()).toContain('2 clientes seleccionados');
    expect(boxOf('Seleccionar todos los de esta página')?.indeterminate).toBe(true);
    await select('ERP');
    expect(said()).toContain('1 cliente seleccionado');
    await pressInBar('Quitar la selección');
    expect(selected()).toEqual([]);
    expect(document.activeElement).toBe(boxOf('Seleccionar todos los de esta página'));
  });

  it('F-8: takes every client of the page at once, and lets all of them go', async () => {
    await openConsole('/settings/api', serverWith([portal, app, erp]).answers);
    boxOf('Seleccionar todos los de esta página')?.click();
    await settle();
    expect(said()).toContain('3 clientes seleccionados');
    boxOf('Seleccionar todos los de esta página')?.click();
    await settle();
    expect(selected()).toEqual([]);
  });

  it('F-8: survives more of the same list, and is dropped with another search or order', async () => {
    const { router } = await openConsole('/settings/api', serverWith([portal, app, erp]).answers);
    await select('ERP');
    await router.replace({ query: { shown: 48 } });
    await settle();
    expect(selected()).toEqual(['Seleccionar «ERP»']);
    await router.replace({ query: { order: 'created' } });
    await settle();
    expect(selected()).toEqual([]);
    await select('ERP');
    await router.replace({ query: { order: 'created', search: 'e' } });
    await settle();
    expect(selected()).toEqual([]);
  });

  it('F-8: is not offered to whoever may not change clients, and neither is the menu', async () => {
    const person = { __typename: 'Administrator', id: '2', name: 'Luz', email: 'luz@example.com' };
    await openConsole('/settings/api', {
      Viewer: () => ({ viewer: { ...person, role: 'VIEWER' }, account: { ...person } }),
    });
    expect(document.querySelectorAll('input[type=checkbox]')).toHaveLength(0);
    expect(document.querySelectorAll('article [popovertarget]')).toHaveLength(0);
    expect(control('Historial de Portal Web Corporativo').getAttribute('href')).toContain('cli_portal');
    expect(shown()).not.toMatch(/Deshabilitar|Anular los tokens/);
  });
});

describe('F-8: disabling what is selected', () => {
  const lastUsedAt = new Date(Date.now() - 60_000).toISOString();

  it('F-8: says first which clients stop, how many of them are in use, and what that means', async () => {
    const { answers, clients } = serverWith([portal, app, erp]);
    const { sent } = await openConsole('/settings/api', answers);
    await select('ERP', 'App Móvil');
    clients.set('cli_erp', { ...erp, lastUsedAt });
    await pressInBar('Deshabilitar');
    const dialog = document.querySelector('[role=dialog]')?.textContent ?? '';
    expect(dialog).toContain('¿Deshabilitar 2 clientes?');
    expect(dialog).toMatch(/ERP.*App Móvil/s);
    expect(dialog).not.toContain('Portal Web');
    expect(dialog).toContain('1 se usó en las últimas 24 horas');
    expect(dialog).toContain('los ya emitidos dejan de valer para siempre');
    await press('Cancelar');
    expect(changes(sent)).toEqual([]);
    expect(selected()).toHaveLength(2);
  });

  it('F-8: disables one after another from the version shown, says so, and lets the selection go', async () => {
    const { answers } = serverWith([portal, app, erp]);
    const { sent } = await openConsole('/settings/api', answers);
    await select('ERP', 'App Móvil');
    await pressInBar('Deshabilitar');
    await press('Deshabilitar');
    expect(changes(sent)).toEqual([
      { clientId: 'cli_app', expectedUpdatedAt: app.updatedAt, enabled: false },
      { clientId: 'cli_erp', expectedUpdatedAt: erp.updatedAt, enabled: false },
    ]);
    expect(shown()).toContain('2 clientes deshabilitados.');
    expect(selected()).toEqual([]);
    expect(document.querySelector('#client-cli_erp')?.textContent).toContain('Deshabilitado');
    expect(document.activeElement).toBe(boxOf('Seleccionar todos los de esta página'));
  });

  it('F-8: enables without asking, and only those that are not', async () => {
    const { answers } = serverWith([portal, { ...app, enabled: false }]);
    const { sent } = await openConsole('/settings/api', answers);
    await select('App Móvil', 'Portal Web Corporativo');
    await pressInBar('Habilitar');
    expect(changes(sent)).toEqual([{ clientId: 'cli_app', expectedUpdatedAt: app.updatedAt, enabled: true }]);
    expect(shown()).toContain('1 cliente habilitado.');
    await select('App Móvil', 'Portal Web Corporativo');
    await pressInBar('Habilitar');
    expect(shown()).toContain('Ya estaban habilitados los 2.');
    expect(changes(sent)).toHaveLength(1);
  });

  it('F-8: keeps what failed selected, with the reason in plain words', async () => {
    const { answers } = serverWith([portal, app, erp], (clientId) => {
      if (clientId === 'cli_app') return { __typename: 'ConflictError', client: app };
      return clientId === 'cli_portal' ? { __typename: 'NotFoundError' } : undefined;
    });
    await openConsole('/settings/api', answers);
    boxOf('Seleccionar todos los de esta página')?.click();
    await settle();
    await pressInBar('Deshabilitar');
    await press('Deshabilitar');
    expect(shown()).toContain('1 cliente deshabilitado.');
    expect(selected()).toEqual(['Seleccionar «Portal Web Corporativo»', 'Seleccionar «App Móvil»']);
    const [alert] = alerts();
    expect(alert).toContain('No se pudieron deshabilitar 2 clientes:');
    expect(alert).toContain('App Móvil: alguien lo cambió mientras tanto.');
    expect(alert).toContain('Portal Web Corporativo: ya no existe.');
    await pressInBar('Quitar la selección');
    expect(alerts()).toEqual([]);
  });

  it('F-8: asks nothing where somebody else has disabled all of them meanwhile', async () => {
    const { answers, clients } = serverWith([app]);
    const { sent } = await openConsole('/settings/api', answers);
    await select('App Móvil');
    clients.set('cli_app', { ...app, enabled: false });
    await pressInBar('Deshabilitar');
    expect(document.querySelector('[role=dialog]')).toBeNull();
    expect(shown()).toContain('Ya estaba deshabilitado.');
    expect(changes(sent)).toEqual([]);
  });

  it('F-8: a client that somebody else has disabled meanwhile is as was wished for', async () => {
    const theirs = { ...app, enabled: false, updatedAt: '2026-05-09T16:00:00.000Z' };
    const { answers } = serverWith([app], () => ({ __typename: 'ConflictError', client: theirs }));
    await openConsole('/settings/api', answers);
    await select('App Móvil');
    await pressInBar('Deshabilitar');
    await press('Deshabilitar');
    expect(shown()).toContain('1 cliente deshabilitado.');
    expect(alerts()).toEqual([]);
  });

  it('F-8: tries no more once the server does not answer, and says of each what became of it', async () => {
    const { answers } = serverWith([portal, app, erp], (clientId) => {
      if (clientId === 'cli_app') throw new TypeError('offline');
      return undefined;
    });
    const { sent } = await openConsole('/settings/api', answers);
    boxOf('Seleccionar todos los de esta página')?.click();
    await settle();
    await pressInBar('Deshabilitar');
    await press('Deshabilitar');
    expect(changes(sent)).toHaveLength(2);
    expect(alerts()[0]).toContain('App Móvil: el servidor no respondió.');
    expect(alerts()[0]).toContain('ERP: no se llegó a intentar, y no ha cambiado.');
    expect(selected()).toEqual(['Seleccionar «App Móvil»', 'Seleccionar «ERP»']);
  });

  it('F-8: shows how far it is, and asks before one leaves it undone', async () => {
    const { answers } = serverWith([portal, app]);
    const { router, sent } = await openConsole('/settings/api', answers);
    boxOf('Seleccionar todos los de esta página')?.click();
    await settle();
    await pressInBar('Deshabilitar');
    control('Deshabilitar').click();
    const leaving = router.push('/settings/apis');
    await settle();
    expect(shown()).toContain('¿Salir antes de terminar?');
    await press('Esperar');
    await leaving;
    expect(router.currentRoute.value.path).toBe('/settings/api');
    expect(changes(sent)).toHaveLength(2);
    expect(shown()).toContain('2 clientes deshabilitados.');
  });
});

describe('F-8: the menu of a client', () => {
  it('F-8: gathers what can be looked at and done, and leaves on the card what stands there', async () => {
    await openConsole('/settings/api', serverWith([portal]).answers);
    const menu = document.getElementById(
      control('Más acciones de Portal Web Corporativo').getAttribute('popovertarget') ?? '',
    );
    const items = [...(menu?.querySelectorAll('a, button') ?? [])].map(({ textContent }) =>
      textContent.trim(),
    );
    expect(items).toEqual([
      'Secretos',
      'Problemas de acceso',
      'Historial',
      'Anular los tokens emitidos',
      'Deshabilitar',
    ]);
    for (const act of ['Editar', 'Eliminar', 'Regenerar el Client Secret de', 'Copiar el Client ID de']) {
      expect(menu?.contains(control(`${act} Portal Web Corporativo`))).toBe(false);
    }
  });

  it('F-8: disables that client once it is confirmed, and enables it again', async () => {
    const { answers } = serverWith([portal, app]);
    const { sent } = await openConsole('/settings/api', answers);
    await press('Deshabilitar App Móvil');
    expect(shown()).toContain('¿Deshabilitar 1 cliente?');
    await press('Deshabilitar');
    await press('Habilitar App Móvil');
    expect(changes(sent).map(({ clientId, enabled }) => [clientId, enabled])).toEqual([
      ['cli_app', false],
      ['cli_app', true],
    ]);
    expect(selected()).toEqual([]);
  });

  it('F-8: voids the tokens of that client once it is confirmed', async () => {
    const { sent } = await openConsole('/settings/api', {
      ...serverWith([portal]).answers,
      RevokeTokens: () => ({ revokeTokens: { __typename: 'RevokeTokensPayload' } }),
    });
    await press('Anular los tokens emitidos de Portal Web Corporativo');
    expect(shown()).toContain('Su Client Secret no cambia');
    expect(sent.map(({ operation }) => operation)).not.toContain('RevokeTokens');
    await press('Anular los tokens');
    expect(sent.find(({ operation }) => operation === 'RevokeTokens')?.variables.input).toEqual({
      clientId: 'cli_portal',
    });
    expect(shown()).toContain('Tokens anulados: Portal Web Corporativo');
  });
});
