import { randomBytes } from 'node:crypto';
import { Provider } from 'oidc-provider';
import { newKey } from '../sign.ts';
import { runTarget } from '../target-process.ts';
import { basic } from '../clients.ts';

/** oidc-provider with its in-memory adapter, one client, and access tokens as JWTs signed with ES256. */
await runTarget(async () => {
  const port = Number(process.env['PORT']);
  const issuer = `http://localhost:${port}`;
  const audience = `${issuer}/api`;
  const scope = 'read create update delete';
  const client = { clientId: 'application', secret: randomBytes(32).toString('base64url') };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.secret,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        getResourceServerInfo: () => ({
          scope,
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: 3600,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    jwks: { keys: [{ ...newKey().export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] },
    scopes: scope.split(' '),
  });
  await new Promise<void>((resolve) => provider.listen(port, 'localhost', resolve));
  return {
    request: () => ({
      method: 'POST',
      path: '/token',
      headers: { authorization: basic(client), 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope }).toString(),
    }),
  };
});
