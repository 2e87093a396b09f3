import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiAccess } from '../clients/api-access.ts';
import type { Usage } from '../usage/usage.ts';
import { accessTokenClaims, signAccessToken } from './access-token.ts';
import { authenticateClient, type ClientAuthentication } from './client-authentication.ts';
import { registerFormEndpoint } from './form-endpoint.ts';
import type { Form } from './form.ts';
import { findGrant } from './grants/grants.ts';
import type { SigningKey } from './key-material.ts';
import type { SigningKeys } from './signing-keys.ts';

export type TokenParts = {
  authentication: ClientAuthentication;
  issuer: string;
  signingKeys: SigningKeys;
  usage: Usage;
};

/** The successful answer (RFC 6749, section 5.1). `expires_in` counts seconds; `scope` is always there. */
type TokenResponse = { access_token: string; token_type: 'Bearer'; expires_in: number; scope: string };

/** `POST /token` (RFC 6749, section 3.2). */
export async function registerTokenRoute(app: FastifyInstance, parts: TokenParts): Promise<void> {
  await registerFormEndpoint(app, '/token', parts.usage, (form, request) => issueToken(parts, form, request));
}

/** One request, from the form to the token; each line is a step that may refuse. */
async function issueToken(parts: TokenParts, form: Form, request: FastifyRequest): Promise<TokenResponse> {
  const { client, secretId } = await authenticateClient(parts.authentication, form, {
    authorization: request.headers.authorization,
    address: request.ip,
  });
  const access = findGrant(form, client).accessFor(client, form);
  const claims = accessTokenClaims(parts, client, access);
  const key = parts.signingKeys.keyFor(access.api.signingAlgorithm) ?? (await newKeyFor(parts, access.api));
  const token = signAccessToken(key, claims);
  parts.usage.used({ clientRowId: client.id, secretId, address: request.ip });
  request.log.info({ clientId: client.clientId, jti: claims.jti, scope: claims.scope }, 'token issued');
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: claims.exp - claims.iat,
    scope: claims.scope,
  };
}

/** An API that has just asked for another algorithm may be known here before its keys are. */
async function newKeyFor({ signingKeys }: TokenParts, { signingAlgorithm }: ApiAccess): Promise<SigningKey> {
  await signingKeys.reload();
  const key = signingKeys.keyFor(signingAlgorithm);
  if (!key) throw new Error(`no key signs with ${signingAlgorithm}`);
  return key;
}
