import type { FastifyInstance } from 'fastify';
import { assertionAlgorithms } from '../clients/client-keys.ts';
import { grants } from './grants/grants.ts';
import { jwksMaxAgeSeconds } from './key-rotation.ts';
import type { SigningKeys } from './signing-keys.ts';

const jwksPath = '/.well-known/jwks.json';
const metadataPath = '/.well-known/oauth-authorization-server';

/** What integrators' libraries read by themselves: the public keys and the description of the server. */
export function registerMetadataRoutes(
  app: FastifyInstance,
  parts: { issuer: string; signingKeys: SigningKeys },
): void {
  const { issuer, signingKeys } = parts;
  /** RFC 7517, section 5; public members only. */
  app.get(jwksPath, async (_, reply) =>
    reply.header('cache-control', `public, max-age=${jwksMaxAgeSeconds}`).send(signingKeys.jwks),
  );
  app.get(metadataPath, async (_, reply) =>
    reply.header('cache-control', 'public, max-age=300').send(metadata(issuer)),
  );
}

/** RFC 8414, section 3.1: for an issuer with a path, the description stands at the host's root with the path behind. */
export function registerMetadataOfPath(root: FastifyInstance, issuer: string): void {
  const { pathname } = new URL(issuer);
  if (pathname === '/') return;
  root.get(`${metadataPath}${pathname}`, async (_, reply) =>
    reply.header('cache-control', 'public, max-age=300').send(metadata(issuer)),
  );
}

/**
 * RFC 8414, section 2: what works, and nothing else. No grant with a person yet, so `response_types_supported` is empty.
 * `scopes_supported` is left out: scopes are an organisation's, and whoever reads this belongs to none.
 */
function metadata(issuer: string) {
  const authenticationMethods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'];
  return {
    issuer,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}${jwksPath}`,
    response_types_supported: [],
    grant_types_supported: grants.map(({ grantType }) => grantType),
    token_endpoint_auth_methods_supported: authenticationMethods,
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    introspection_endpoint: `${issuer}/introspect`,
    introspection_endpoint_auth_methods_supported: authenticationMethods,
    introspection_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    revocation_endpoint: `${issuer}/revoke`,
    revocation_endpoint_auth_methods_supported: authenticationMethods,
    revocation_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    service_documentation: `${issuer}/docs/integrators`,
  };
}
