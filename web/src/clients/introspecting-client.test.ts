import { describe, expect, it } from 'vitest';
import {
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

const label = 'Puede consultar tokens (introspección)';
const editing = '/settings/api/cli_portal/edit';
const asking = { ...portal, mayIntrospect: true };
const updated: Answers = {
  UpdateClient: () => ({ updateClient: { __typename: 'UpdateClientPayload', client: portal } }),
};

const inputOf = (sent: Sent[], operation: string) =>
  sent.findLast((each) => each.operation === operation)?.variables.input;

async function toggle() {
  box(label).click();
  await settle();
}

describe('a client that may look up tokens', () => {
  it('is created by a box among the advanced options', async () => {
    const { sent } = await openConsole('/settings/api/new', {
      CreateClient: () => ({
        createClient: { __typename: 'CreateClientPayload', client: asking, clientSecret: 'llv_9pQ7rS1t_x' },
      }),
    });
    expect(shown()).not.toContain(label);
    await write('Nombre del Cliente', 'Nuevo');
    await tick('read');
    await write('Descripción', 'Para probar');
    await press('Opciones avanzadas');
    expect(box(label).checked).toBe(false);
    expect(shown()).toContain('Para las API que preguntan a Llavero si un token sigue vigente.');
    await toggle();
    await press('Crear Cliente');
    expect(inputOf(sent, 'CreateClient')).toMatchObject({ name: 'Nuevo', mayIntrospect: true });
  });

  it('shows it from the start, and no longer may once the box is empty', async () => {
    const { sent } = await openConsole(editing, { ...updated, ClientToEdit: () => ({ client: asking }) });
    expect(box(label).checked).toBe(true);
    await toggle();
    await press('Actualizar Cliente');
    expect(inputOf(sent, 'UpdateClient')).toEqual({
      clientId: 'cli_portal',
      expectedUpdatedAt: portal.updatedAt,
      mayIntrospect: false,
    });
  });

  it('is not written to where the box ends as it began', async () => {
    const { sent } = await openConsole(editing, updated);
    await press('Opciones avanzadas');
    await toggle();
    await toggle();
    await press('Actualizar Cliente');
    expect(sent.map(({ operation }) => operation)).not.toContain('UpdateClient');
  });

  it('shows in both versions where somebody else was first, and stays theirs unless changed here', async () => {
    const theirs = { ...asking, updatedAt: '2026-05-06T17:00:00.000Z' };
    const { sent } = await openConsole(editing, {
      UpdateClient: ({ input }) => ({
        updateClient:
          input.expectedUpdatedAt === theirs.updatedAt
            ? { __typename: 'UpdateClientPayload', client: theirs }
            : { __typename: 'ConflictError', client: theirs },
      }),
    });
    await write('Descripción', 'Otra');
    await press('Actualizar Cliente');
    const conflict = [...document.querySelectorAll('section')].find(
      (each) => each.querySelector('h3')?.textContent === label,
    );
    expect([...(conflict?.querySelectorAll('dd') ?? [])].map((each) => each.textContent.trim())).toEqual([
      'Sí',
      'No lo cambiaste',
    ]);

    await press('Guardar lo mío encima');
    expect(inputOf(sent, 'UpdateClient')).toEqual({
      clientId: 'cli_portal',
      expectedUpdatedAt: theirs.updatedAt,
      description: 'Otra',
    });
  });
});
