import { describe, expect, it } from 'vitest';
import {
  changedFields,
  countCodePoints,
  draftOf,
  findProblems,
  inputOf,
  problemsByField,
  type ClientDraft,
} from './client-draft.ts';
import { usualSettings } from './client-settings.ts';

const complete: ClientDraft = {
  name: 'Portal Web Corporativo',
  scopes: ['read'],
  permissionGroupIds: [],
  description: 'Credenciales del portal',
  authenticationMethod: 'CLIENT_SECRET',
  jwks: '',
  mayIntrospect: false,
  ...usualSettings(),
};
const byKey: ClientDraft = {
  ...complete,
  authenticationMethod: 'PRIVATE_KEY_JWT',
  jwks: '{"keys":[{"kty":"EC","crv":"P-256","x":"x","y":"y"}]}',
};

describe('what the form can tell before the server is asked', () => {
  it('names every missing field at once (N-31)', () => {
    expect(findProblems({ ...complete, name: '  ', scopes: [], description: '\n' })).toEqual({
      name: 'REQUIRED',
      scopes: 'REQUIRED',
      description: 'REQUIRED',
    });
  });

  it.each([
    ['a name of 255 letters (N-23)', { name: 'a'.repeat(255) }, {}],
    ['a name of 256 letters (N-23)', { name: 'a'.repeat(256) }, { name: 'TOO_LONG' }],
    ['a name of 255 emoji, which are 510 UTF-16 units', { name: '🔑'.repeat(255) }, {}],
    ['a name of 255 decomposed letters, which are 255 after NFC', { name: 'e\u0301'.repeat(255) }, {}],
    ['blanks around 255 letters', { name: ` ${'a'.repeat(255)} ` }, {}],
    ['a description of 500 letters (N-28)', { description: 'a'.repeat(500) }, {}],
    ['a description of 501 letters (N-28)', { description: 'a'.repeat(501) }, { description: 'TOO_LONG' }],
  ])('judges %s', (_, part, expected) => {
    expect(findProblems({ ...complete, ...part })).toEqual(expected);
  });

  it('counts a family emoji by its code points, as the server does', () => {
    expect(countCodePoints('👩‍👧')).toBe(3);
  });
});

describe("the server's complaints", () => {
  it('stand beside their fields, the first of each', () => {
    const complaints = [
      { field: 'name', code: 'TOO_LONG' },
      { field: 'name', code: 'CONTROL_CHARACTER' },
      { field: 'scopes.1', code: 'UNKNOWN_SCOPE' },
      { field: 'input.description', code: 'SOMETHING_NEW' },
    ];
    expect(problemsByField(complaints)).toEqual({
      name: 'TOO_LONG',
      scopes: 'UNKNOWN_SCOPE',
      description: 'OTHER',
    });
  });

  it('belong to no field when the form has none of that name', () => {
    expect(problemsByField([{ field: 'expectedUpdatedAt', code: 'REQUIRED' }])).toBeUndefined();
  });
});

describe('an update', () => {
  it('holds only the fields that changed (N-45)', () => {
    expect(changedFields(complete, { ...complete, description: 'Otra' })).toEqual({ description: 'Otra' });
    expect(changedFields(complete, { ...complete, scopes: ['read', 'create'] })).toEqual({
      scopes: ['read', 'create'],
    });
    expect(changedFields(complete, { ...complete, mayIntrospect: true })).toEqual({ mayIntrospect: true });
    expect(changedFields({ ...complete, mayIntrospect: true }, complete)).toEqual({ mayIntrospect: false });
  });

  it('to a key holds the method and the keys; back to a secret, the method alone', () => {
    const { authenticationMethod, jwks } = byKey;
    expect(inputOf(changedFields(complete, byKey))).toEqual({ authenticationMethod, jwks });
    expect(inputOf(changedFields(byKey, { ...byKey, authenticationMethod: 'CLIENT_SECRET' }))).toEqual({
      authenticationMethod: 'CLIENT_SECRET',
    });
  });

  it('leaves out keys that were written and then not chosen', () => {
    const idle = { ...complete, jwks: byKey.jwks };
    expect(changedFields(complete, idle)).toEqual({});
    expect(inputOf(idle)).not.toHaveProperty('jwks');
    expect(findProblems({ ...complete, jwks: 'no JSON' })).toEqual({});
  });

  it('shows the keys that are stored on lines of their own, and takes that for no change', () => {
    expect(draftOf(byKey).jwks.split('\n')).toHaveLength(10);
    expect(changedFields(draftOf(byKey), draftOf(byKey))).toEqual({});
  });

  it('takes the same scopes in another order for no change', () => {
    const before = { ...complete, scopes: ['read', 'create'] };
    expect(changedFields(before, { ...before, scopes: ['create', 'read'] })).toEqual({});
  });
});
