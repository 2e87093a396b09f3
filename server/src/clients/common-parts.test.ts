import { expect, test } from 'vitest';
import { createCommonParts } from './common-parts.ts';
import type { KnownClient } from './registry.ts';

const newClient = (differs: Partial<KnownClient> = {}): KnownClient => ({
  id: 'one',
  organisationId: 'organisation',
  isOperators: true,
  clientId: 'cli_one',
  scopes: ['read', 'create'],
  grantTypes: ['client_credentials'],
  tokenGeneration: 1,
  mayIntrospect: false,
  authenticationMethod: 'CLIENT_SECRET',
  jwks: null,
  secrets: [],
  ...differs,
});

test('what clients have alike is held once, and each is as it was', () => {
  const sharing = createCommonParts();
  const [one, other] = [sharing(newClient()), sharing(newClient({ clientId: 'cli_other' }))];
  expect([one, other]).toEqual([newClient(), newClient({ clientId: 'cli_other' })]);
  expect(other?.scopes).toBe(one?.scopes);
  expect(other?.grantTypes).toBe(one?.grantTypes);
});

test('what differs stays apart, also by its order or by nothing at all', () => {
  const sharing = createCommonParts();
  for (const scopes of [['read', 'create'], ['create', 'read'], ['read'], []]) {
    expect(sharing(newClient({ scopes })).scopes).toEqual(scopes);
  }
});
