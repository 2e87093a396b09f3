import { expect, test } from 'vitest';
import { alerts, control, openConsole, press, shown, write, type Answers } from '../clients/test-console.ts';

type Role = 'OWNER' | 'ADMIN' | 'VIEWER';

const first = { __typename: 'Organisation', id: 'one', name: 'Llavero', isOperator: true };
const second = { __typename: 'Organisation', id: 'two', name: 'Segunda', isOperator: false };

/** Ana in one of her two organisations. */
function anaIn(organisation: typeof first, role: Role): Answers {
  const ana = { id: '1', name: 'Ana', email: 'ana@example.com' };
  const organisations = [
    { __typename: 'AccountOrganisation', role: 'OWNER', organisation: first },
    { __typename: 'AccountOrganisation', role: 'VIEWER', organisation: second },
  ];
  return {
    Viewer: () => ({
      viewer: { __typename: 'Administrator', ...ana, role, organisation },
      account: { __typename: 'Account', ...ana, organisations },
    }),
  };
}

const open = (organisation: typeof first, role: Role, answers: Answers = {}) =>
  openConsole('/settings/organisation', { ...anaIn(organisation, role), ...answers });

test('F-11: an owner gives the organisation another name', async () => {
  const { sent } = await open(first, 'OWNER', {
    RenameOrganisation: ({ input }) => ({
      renameOrganisation: {
        __typename: 'RenameOrganisationPayload',
        organisation: { ...first, name: String(input['name']).trim() },
      },
    }),
  });
  await write('Nombre', ' Otra ');
  await press('Guardar el nombre');
  expect(sent.find(({ operation }) => operation === 'RenameOrganisation')?.variables).toEqual({
    input: { name: ' Otra ' },
  });
  expect(shown()).toContain('La organización se llama ahora Otra.');
});

test('F-11: a name that is refused says why beside it, and keeps what was written', async () => {
  await open(first, 'OWNER', {
    RenameOrganisation: () => ({
      renameOrganisation: {
        __typename: 'ValidationError',
        fields: [{ __typename: 'FieldError', field: 'name', code: 'TOO_LONG' }],
      },
    }),
  });
  await write('Nombre', 'x'.repeat(121));
  await press('Guardar el nombre');
  expect(alerts()).toEqual(['Es demasiado largo.']);
  expect((document.querySelector('input[name=name]') as HTMLInputElement).value).toBe('x'.repeat(121));
});

test.each([
  ['an owner of the operator’s', first, 'OWNER', true, true],
  ['an owner of another', second, 'OWNER', true, false],
  ['an administrator', first, 'ADMIN', false, false],
  ['a viewer', second, 'VIEWER', false, false],
] as const)(
  'V-1: %s is offered what they may do, and may leave',
  async (_, organisation, role, names, makes) => {
    await open(organisation, role);
    expect(shown().includes('Guardar el nombre')).toBe(names);
    expect(shown().includes('Crear organización')).toBe(makes);
    expect(control(`Dejar ${organisation.name}`)).toBeTruthy();
  },
);

test('V-1: a new organisation is told to be ready, and one stays where one is', async () => {
  const { router } = await open(first, 'OWNER', {
    CreateOrganisation: ({ input }) => ({
      createOrganisation: {
        __typename: 'CreateOrganisationPayload',
        organisation: { ...second, id: 'three', name: input['name'] },
      },
    }),
  });
  await write('Nombre de la nueva organización', 'Tercera');
  await press('Crear organización');
  expect(shown()).toContain('La organización Tercera está lista.');
  expect(router.currentRoute.value.path).toBe('/settings/organisation');
});

test('F-11: switching leads to Configuraciones, and every request from there on is for the other one', async () => {
  const { router, sent } = await open(first, 'OWNER');
  await press('Cambiar a Segunda');
  expect(router.currentRoute.value.path).toBe('/settings');
  expect(shown()).toContain('Ahora estás en Segunda.');
  const after = sent.slice(sent.findIndex(({ organisation }) => organisation === 'two'));
  expect(after.map(({ operation }) => operation)).toContain('Viewer');
  expect(new Set(after.map(({ organisation }) => organisation))).toEqual(new Set(['two']));
});

test('V-1: leaving is asked about first, and the last owner is told why it cannot be', async () => {
  let answer = 'LastOwnerError';
  const { router, sent } = await open(second, 'OWNER', {
    LeaveOrganisation: () => ({ leaveOrganisation: { __typename: answer } }),
  });
  const leave = async () => {
    await press('Dejar Segunda');
    expect(shown()).toContain('¿Dejar Segunda?');
    await press('Dejar Segunda');
  };
  await press('Dejar Segunda');
  await press('Cancelar');
  expect(sent.filter(({ operation }) => operation === 'LeaveOrganisation')).toEqual([]);
  await leave();
  expect(shown()).toContain('Eres la única persona propietaria.');
  answer = 'LeaveOrganisationPayload';
  await leave();
  expect(router.currentRoute.value.path).toBe('/settings');
  expect(shown()).toContain('Ya no perteneces a Segunda.');
});
