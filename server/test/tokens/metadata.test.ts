import { calculateJwkThumbprint, type JWK } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialsOf, registerClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';

let llavero: TestLlavero;

beforeAll(async () => {
  llavero = await startLlavero();
});
afterAll(() => llavero.stop());

const metadataPath = '/.well-known/oauth-authorization-server';
const jwksPath = '/.well-known/jwks.json';

const issuer = 'http://localhost:4000';
const authenticationMethods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'];
const algorithms = [
  ...['ES256', 'ES384', 'ES512', 'Ed25519', 'EdDSA'],
  ...['PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'],
];
const description = {
  issuer,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  response_types_supported: [],
  grant_types_supported: ['client_credentials'],
  token_endpoint_auth_methods_supported: authenticationMethods,
  token_endpoint_auth_signing_alg_values_supported: algorithms,
  introspection_endpoint: `${issuer}/introspect`,
  introspection_endpoint_auth_methods_supported: authenticationMethods,
  introspection_endpoint_auth_signing_alg_values_supported: algorithms,
  revocation_endpoint: `${issuer}/revoke`,
  revocation_endpoint_auth_methods_supported: authenticationMethods,
  revocation_endpoint_auth_signing_alg_values_supported: algorithms,
  service_documentation: `${issuer}/docs/integrators`,
};

test('P-62 P-64: describes what works, and nothing else', async () => {
  const response = await llavero.app.inject(metadataPath);
  expect([response.statusCode, response.json()]).toEqual([200, description]);
  expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
});

test('P-62: every address in the description answers', async () => {
  const { token_endpoint, introspection_endpoint, revocation_endpoint } = description;
  const { jwks_uri, service_documentation } = description;
  const pathOf = (address: string) => address.slice(issuer.length);
  const answers = await Promise.all([
    llavero.token({}, { url: pathOf(token_endpoint) }),
    llavero.token({}, { url: pathOf(introspection_endpoint) }),
    llavero.token({}, { url: pathOf(revocation_endpoint) }),
    llavero.app.inject(pathOf(jwks_uri)),
    llavero.app.inject({ url: pathOf(service_documentation), headers: { accept: 'text/html' } }),
  ]);
  expect(answers.map(({ statusCode, headers }) => [statusCode, headers['content-type']])).toEqual([
    [401, 'application/json; charset=utf-8'],
    [401, 'application/json; charset=utf-8'],
    [401, 'application/json; charset=utf-8'],
    [200, 'application/json; charset=utf-8'],
    [200, 'text/html; charset=utf-8'],
  ]);
});

test('P-64: every grant in the description works, and no other does', async () => {
  const client = await registerClient(await llavero.signIn('ADMIN'));
  const grants = ['client_credentials', 'authorization_code', 'refresh_token', 'password', 'implicit'];
  const answers = await Promise.all(
    grants.map((grant_type) => llavero.token({ ...credentialsOf(client), grant_type })),
  );
  const working = grants.filter((_, index) => answers[index]?.statusCode === 200);
  expect(working).toEqual(description.grant_types_supported);
});

test.each([metadataPath, jwksPath])('P-65: %s is there to be read alone', async (url) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
    expect((await llavero.app.inject({ method, url, payload: {} })).statusCode).toBe(404);
  }
  const head = await llavero.app.inject({ method: 'HEAD', url });
  expect([head.statusCode, head.body]).toEqual([200, '']);
});

test('P-66 P-69: shows the public halves of its keys, named by their thumbprints', async () => {
  const response = await llavero.app.inject(jwksPath);
  const { keys } = response.json();
  const publicHalf = async (key: JWK) => ({
    kty: 'EC',
    crv: 'P-256',
    x: expect.stringMatching(/^[\w-]{43}$/),
    y: expect.stringMatching(/^[\w-]{43}$/),
    kid: await calculateJwkThumbprint(key),
    alg: 'ES256',
    use: 'sig',
  });
  expect([response.statusCode, response.headers['cache-control'], response.json()]).toEqual([
    200,
    'public, max-age=300',
    { keys: [await publicHalf(keys[0]), await publicHalf(keys[1])] },
  ]);
});
