import { describe, expect, it } from 'vitest';
import { alerts, openConsole, press, settle, shown, write } from '../clients/test-console.ts';

const scope = (name: string) => ({
  __typename: 'Scope',
  name,
  titles: { __typename: 'Translated', en: `${name} en`, es: `${name} es` },
  descriptions: { __typename: 'Translated', en: '', es: '' },
});
const api = {
  __typename: 'Api',
  id: 'a1',
  name: 'Facturación',
  audience: 'https://invoices.example.com',
  isDefault: false,
  tokenLifetimeSeconds: 3600,
  signingAlgorithm: 'ES256',
  updatedAt: '2026-05-06T16:00:00.000Z',
  scopes: [scope('invoices:read')],
};
const answers = {
  Apis: () => ({ apis: [{ ...api, id: 'a0', name: 'API', isDefault: true }, api] }),
  ApiTemplates: () => ({
    apiTemplates: [
      {
        __typename: 'ApiTemplate',
        id: 'properties',
        names: { __typename: 'Translated', en: 'Properties', es: 'Propiedades' },
        scopes: [scope('properties:read'), scope('properties:create')],
      },
    ],
  }),
};

describe('the page «API protegidas»', () => {
  it('shows each with its audience, its permissions and its tokens; the default one stays', async () => {
    await openConsole('/settings/apis', answers);
    expect(shown()).toMatch(
      /Facturación.*https:\/\/invoices\.example\.com.*invoices:read.*1 hora, firmados con ES256/s,
    );
    const names = [...document.querySelectorAll('[aria-label^="Eliminar la API"]')];
    expect(names.map((button) => button.getAttribute('aria-label'))).toEqual(['Eliminar la API Facturación']);
  });

  it('describes one with the permissions of a template (N-73)', async () => {
    const { sent } = await openConsole('/settings/apis', {
      ...answers,
      CreateApi: () => ({ createApi: { __typename: 'CreateApiPayload' } }),
    });
    await press('Crear API');
    await write('Nombre', 'Propiedades');
    await write('Audiencia (aud)', 'https://properties.example.com');
    const select = [...document.querySelectorAll('select')].at(0) as HTMLSelectElement;
    select.value = 'properties';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    await press('Crear API');
    expect(sent.find(({ operation }) => operation === 'CreateApi')?.variables.input).toMatchObject({
      name: 'Propiedades',
      audience: 'https://properties.example.com',
      tokenLifetimeSeconds: 3600,
      signingAlgorithm: 'ES256',
      scopes: [{ name: 'properties:read' }, { name: 'properties:create' }],
    });
  });

  it('asks before what was written is lost', async () => {
    await openConsole('/settings/apis', answers);
    await press('Crear API');
    await press('Cancelar');
    expect(shown()).not.toContain('Nueva API');
    await press('Crear API');
    await write('Nombre', 'Propiedades');
    await press('Cancelar');
    expect(shown()).toContain('Lo que has escrito se perderá.');
    await press('Seguir editando');
    expect(shown()).toContain('Nueva API');
    await press('Cancelar');
    await press('Salir sin guardar');
    expect(shown()).not.toContain('Nueva API');
  });

  it('puts what is wrong beside its field, down to a single permission (F-20)', async () => {
    await openConsole('/settings/apis', {
      ...answers,
      CreateApi: () => ({
        createApi: {
          __typename: 'ValidationError',
          fields: [
            { __typename: 'FieldError', field: 'audience', code: 'TAKEN' },
            { __typename: 'FieldError', field: 'scopes.0.name', code: 'INVALID_SCOPE' },
          ],
        },
      }),
    });
    await press('Crear API');
    await press('Crear API');
    expect(alerts()).toEqual([
      'Otra API tiene o tuvo esta audiencia. Elige otra.',
      'De 1 a 60 caracteres ASCII, sin espacios, comillas ni barras invertidas.',
    ]);
  });
});
