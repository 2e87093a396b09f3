import { oauthProvider } from '@better-auth/oauth-provider';
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { toNodeHandler } from 'better-auth/node';
import { jwt } from 'better-auth/plugins';
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { basic } from '../clients.ts';
import { runTarget } from '../target-process.ts';

/** better-auth with its OAuth provider and its in-memory adapter, and access tokens as JWTs signed with ES256. */
await runTarget(async () => {
  const port = Number(process.env['PORT']);
  const origin = `http://localhost:${port}`;
  const audience = `${origin}/api`;
  const scope = 'read create update delete';
  const auth = betterAuth({
    baseURL: origin,
    secret: randomBytes(32).toString('base64url'),
    database: memoryAdapter({
      user: [],
      session: [],
      account: [],
      verification: [],
      jwks: [],
      oauthClient: [],
      oauthAccessToken: [],
      oauthRefreshToken: [],
      oauthConsent: [],
    }),
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    disabledPaths: ['/token'],
    plugins: [
      jwt({ disableSettingJwtHeader: true, jwks: { keyPairConfig: { alg: 'ES256' } } }),
      oauthProvider({
        loginPage: '/sign-in',
        consentPage: '/consent',
        scopes: scope.split(' '),
        validAudiences: [audience],
        silenceWarnings: { oauthAuthServerConfig: true, openidConfig: true },
      }),
    ],
  });
  // Registering one through its door asks for a session. Of the secret it keeps SHA-256, as its default is.
  const client = { clientId: 'application', secret: randomBytes(32).toString('base64url') };
  const { adapter } = await auth.$context;
  await adapter.create({
    model: 'oauthClient',
    data: {
      clientId: client.clientId,
      clientSecret: createHash('sha256').update(client.secret).digest('base64url'),
      grantTypes: ['client_credentials'],
      redirectUris: [`${origin}/callback`],
      scopes: scope.split(' '),
      tokenEndpointAuthMethod: 'client_secret_basic',
      public: false,
      createdAt: new Date(),
      updatedAt: new Date(),
    },
  });
  const server = createServer(toNodeHandler(auth));
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve));
  return {
    request: () => ({
      method: 'POST',
      path: '/api/auth/oauth2/token',
      headers: {
        authorization: basic(client),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope, resource: audience }).toString(),
    }),
  };
});
