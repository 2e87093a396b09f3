import { describe, expect, it } from 'vitest';
import {
  alerts,
  box,
  field,
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
const updated: Answers = {
  UpdateClient: () => ({ updateClient: { __typename: 'UpdateClientPayload', client: portal } }),
};

const changesIn = (sent: Sent[]) => {
  const { clientId, expectedUpdatedAt, ...changes } =
    sent.findLast(({ operation }) => operation === 'UpdateClient')?.variables.input ?? {};
  return changes;
};

describe('a client that is disabled', () => {
  it('is so by a box among the advanced options, which says what that does', async () => {
    const { sent } = await openConsole(editing, updated);
    await press('Opciones avanzadas');
    expect(shown()).not.toContain('dejan de valer para siempre');
    box('Habilitado').click();
    await settle();
    expect(shown()).toContain('dejan de valer para siempre');
    await press('Actualizar Cliente');
    expect(changesIn(sent)).toEqual({ enabled: false });
    expect(alerts()).toEqual([]);
  });

  it('says so on its card and in its form, and is enabled there', async () => {
    const disabled = { ...portal, enabled: false };
    const { sent } = await openConsole(editing, {
      ...updated,
      ClientToEdit: () => ({ client: disabled }),
      ...listing(disabled),
    });
    expect(document.querySelector('article header')?.textContent).toContain('Deshabilitado');
    expect(box('Habilitado').checked).toBe(false);
    box('Habilitado').click();
    await settle();
    await press('Actualizar Cliente');
    expect(changesIn(sent)).toEqual({ enabled: true });
  });

  it('is nothing that a new client can be', async () => {
    await openConsole('/settings/api/new', {});
    await press('Opciones avanzadas');
    expect(() => box('Habilitado')).toThrow('there is no Habilitado');
  });
});

describe('X-8: the lifetime of its tokens', () => {
  const label = 'Vida de los tokens (minutos)';

  it('is written in minutes, and sent in seconds', async () => {
    const { sent } = await openConsole(editing, updated);
    await press('Opciones avanzadas');
    expect(shown()).toContain('cuanto más corta, antes surte efecto anular, deshabilitar o eliminar');
    await write(label, '90');
    expect(shown()).toContain('Equivale a 1 hora 30 minutos.');
    await write(label, '10');
    await press('Actualizar Cliente');
    expect(changesIn(sent)).toEqual({ accessTokenLifetimeSeconds: 600 });
  });

  it('is that of the API once the field is empty', async () => {
    const short = { ...portal, accessTokenLifetimeSeconds: 90 };
    const { sent } = await openConsole(editing, { ...updated, ClientToEdit: () => ({ client: short }) });
    expect(field(label).value).toBe('1.5');
    await write(label, '');
    await press('Actualizar Cliente');
    expect(changesIn(sent)).toEqual({ accessTokenLifetimeSeconds: null });
  });

  it.each(['0', '-5', '1441'])('F-20: is refused under the field when it is %s', async (minutes) => {
    const { sent } = await openConsole(editing, updated);
    await press('Opciones avanzadas');
    await write(label, minutes);
    await press('Actualizar Cliente');
    expect(alerts()).toEqual(['Elige de 1 a 1440 minutos (24 horas), o deja el campo vacío.']);
    expect(changesIn(sent)).toEqual({});
  });
});

describe('X-2 F-13: its grant type', () => {
  it('is shown and cannot be chosen while there is one alone', async () => {
    const { sent } = await openConsole(editing, updated);
    const term = [...document.querySelectorAll('form dt')].find(
      (each) => each.textContent === 'Tipo de Autenticación',
    );
    expect(term?.nextElementSibling?.querySelector('code')?.textContent).toBe('client_credentials');
    expect(term?.parentElement?.querySelector('input, select')).toBeNull();
    await write('Descripción', 'Otra');
    await press('Actualizar Cliente');
    expect(changesIn(sent)).toEqual({ description: 'Otra' });
  });
});

describe('the addresses it may ask from', () => {
  const label = 'Direcciones permitidas';

  it('are written one a line, and sent as a list', async () => {
    const { sent } = await openConsole(editing, updated);
    await press('Opciones avanzadas');
    await write(label, ' 203.0.113.7\n\n10.0.0.0/8 ');
    await press('Actualizar Cliente');
    expect(changesIn(sent)).toEqual({ allowedAddresses: ['203.0.113.7', '10.0.0.0/8'] });
  });

  it('are on its card and in its form, and can be taken away', async () => {
    const bound = { ...portal, allowedAddresses: ['203.0.113.7', '10.0.0.0/8'] };
    const { sent } = await openConsole(editing, {
      ...updated,
      ...listing(bound),
      ClientToEdit: () => ({ client: bound }),
    });
    expect(document.querySelector('article')?.textContent).toContain('203.0.113.7, 10.0.0.0/8');
    expect(field(label).value).toBe('203.0.113.7\n10.0.0.0/8');
    await write(label, '');
    await press('Actualizar Cliente');
    expect(changesIn(sent)).toEqual({ allowedAddresses: [] });
  });

  it('F-20: are refused under the field, also where it was folded away', async () => {
    await openConsole('/settings/api/new', {
      CreateClient: () => ({
        createClient: {
          __typename: 'ValidationError',
          fields: [{ field: 'allowedAddresses', code: 'INVALID_ADDRESS' }],
        },
      }),
    });
    await write('Nombre del Cliente', 'Nuevo');
    await tick('read');
    await write('Descripción', 'Para probar');
    await press('Crear Cliente');
    expect(alerts()).toEqual([expect.stringContaining('no es una dirección ni un rango en CIDR')]);
    expect(field(label).getAttribute('aria-invalid')).toBe('true');
  });
});

describe('its owner, technical contact and labels', () => {
  it('are written, sent, and taken away again', async () => {
    const { sent } = await openConsole(editing, updated);
    await press('Opciones avanzadas');
    await write('Nombre', 'Ana');
    await write('Etiquetas', ' norte \n\nproducción');
    await press('Actualizar Cliente');
    expect(changesIn(sent)).toEqual({
      technicalContact: { name: 'Ana', email: null },
      labels: ['norte', 'producción'],
    });
  });

  it('stand on the card', async () => {
    const described = {
      ...portal,
      owner: { __typename: 'Contact' as const, name: 'Ana', email: 'ana@example.com' },
      technicalContact: { __typename: 'Contact' as const, name: 'Guardia', email: null },
      labels: ['norte'],
    };
    await openConsole('/settings/api', listing(described));
    const card = document.querySelector('article')?.textContent;
    expect(card).toContain('Ana, ana@example.com');
    expect(card).toContain('Guardia');
    expect(document.querySelector('article [aria-label=Etiquetas]')?.textContent).toContain('norte');
  });

  it('F-20: an address without a name is refused under the contact', async () => {
    const { sent } = await openConsole(editing, updated);
    await press('Opciones avanzadas');
    await write('Correo electrónico', 'ana@example.com');
    await press('Actualizar Cliente');
    expect(alerts()).toEqual(['Escribe también el nombre, o borra el correo.']);
    expect(changesIn(sent)).toEqual({});
  });

  it('are compared in words where somebody else was first', async () => {
    const theirs = {
      ...portal,
      owner: { __typename: 'Contact' as const, name: 'Ana', email: null },
      accessTokenLifetimeSeconds: 600,
      updatedAt: '2026-05-06T17:00:00.000Z',
    };
    await openConsole(editing, {
      UpdateClient: () => ({ updateClient: { __typename: 'ConflictError', client: theirs } }),
    });
    await press('Opciones avanzadas');
    await write('Etiquetas', 'norte');
    await press('Actualizar Cliente');
    const sections = [...document.querySelectorAll('[role=dialog] section:has(h3)')].map((section) => [
      section.querySelector('h3')?.textContent,
      ...[...section.querySelectorAll('dd')].map((each) => each.textContent.trim()),
    ]);
    expect(sections).toEqual([
      ['Vida de los tokens (minutos)', '10', 'No lo cambiaste'],
      ['Responsable', 'Ana', 'No lo cambiaste'],
      ['Etiquetas', '—', 'norte'],
    ]);
  });
});

/** The list with this client in it. */
function listing(client: typeof portal): Answers {
  const pageInfo = { hasNextPage: false, endCursor: '1' };
  return {
    Clients: () => ({ clients: { nodes: [client], pageInfo, totalCount: 1, totalCountIsExact: true } }),
  };
}
