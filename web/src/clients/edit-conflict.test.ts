import { describe, expect, it } from 'vitest';
import { usualSettings } from './client-settings.ts';
import { differingFields, mineOnTop } from './edit-conflict.ts';

const bySecret = {
  authenticationMethod: 'CLIENT_SECRET' as const,
  jwks: '',
  mayIntrospect: false,
  ...usualSettings(),
  permissionGroupIds: [] as string[],
};
const base = { name: 'Portal', scopes: ['read'], description: 'El portal', ...bySecret };
const theirs = { name: 'Portal Web', scopes: ['read', 'create'], description: 'El portal', ...bySecret };
const mine = {
  name: 'Portal Corporativo',
  scopes: ['read'],
  description: 'El portal de la sede',
  ...bySecret,
};

describe('two people editing one client', () => {
  it('see what either of them changed, side by side', () => {
    expect(differingFields(base, theirs, mine)).toEqual([
      { field: 'name', theirs: 'Portal Web', mine: 'Portal Corporativo' },
      { field: 'scopes', theirs: ['read', 'create'], mine: undefined },
      { field: 'description', theirs: 'El portal', mine: 'El portal de la sede' },
    ]);
  });

  it('see who lets the client look up tokens', () => {
    expect(differingFields(base, { ...base, mayIntrospect: true }, base)).toEqual([
      { field: 'mayIntrospect', theirs: true, mine: undefined },
    ]);
  });

  it('may put their own changes on top of the others, which stay', () => {
    expect(mineOnTop(base, theirs, mine)).toEqual({
      name: 'Portal Corporativo',
      scopes: ['read', 'create'],
      description: 'El portal de la sede',
      ...bySecret,
    });
  });
});
