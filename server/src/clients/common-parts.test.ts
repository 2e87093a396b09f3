import { expect, test } from 'vitest';
import { openAllowedAddresses } from './allowed-addresses.ts';
import { createCommonParts } from './common-parts.ts';
import type { KnownClient } from './registry.ts';

const accessTo = (scopes: string[]): KnownClient['access'] => [
  {
    audience: 'https://api.example.com',
    isDefault: true,
    scopes,
    scope: scopes.join(' '),
    tokenLifetimeSeconds: 3600,
    signingAlgorithm: 'ES256',
  },
];

const newClient = (differs: Partial<KnownClient> = {}): KnownClient => ({
  id: 'one',
  organisationId: 'organisation',
  clientId: 'cli_one',
  access: accessTo(['read', 'create']),
  grantTypes: ['client_credentials'],
  enabled: true,
  allowedAddresses: openAllowedAddresses(['10.0.0.0/8']),
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
  expect(other?.access).toBe(one?.access);
  expect(other?.grantTypes).toBe(one?.grantTypes);
  expect(other?.allowedAddresses).toBe(one?.allowedAddresses);
});

test('what differs stays apart, also by its order or by nothing at all', () => {
  const sharing = createCommonParts();
  for (const scopes of [['read', 'create'], ['create', 'read'], ['read'], []]) {
    const access = accessTo(scopes);
    expect(sharing(newClient({ access })).access).toEqual(access);
  }
});
