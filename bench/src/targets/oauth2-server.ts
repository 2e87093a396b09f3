import formBody from '@fastify/formbody';
import OAuth2Server from '@node-oauth/oauth2-server';
import fastify from 'fastify';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { basic } from '../clients.ts';
import { newKey, signByCrypto, tokenClaims } from '../sign.ts';
import { runTarget } from '../target-process.ts';

/**
 * `@node-oauth/oauth2-server` behind Fastify. It leaves clients and tokens to whoever uses it: here one client in memory,
 * its secret in clear, and a token signed with ES256 as Llavero signs.
 */
await runTarget(async () => {
  const key = newKey();
  const sent = { clientId: 'application', secret: randomBytes(32).toString('base64url') };
  const secret = Buffer.from(sent.secret);
  const client = { id: sent.clientId, grants: ['client_credentials'], accessTokenLifetime: 3600 };
  const scopes = ['read', 'create', 'update', 'delete'];
  const server = new OAuth2Server({
    model: {
      getClient: async (id: string, given: string) => {
        const bytes = Buffer.from(given);
        const isRight = bytes.length === secret.length && timingSafeEqual(bytes, secret);
        return id === client.id && isRight ? client : null;
      },
      getUserFromClient: async () => ({ id: client.id }),
      validateScope: async (_user: unknown, _client: unknown, asked?: string[]) => asked ?? scopes,
      generateAccessToken: async (_client: unknown, _user: unknown, asked?: string[]) =>
        signByCrypto(key, tokenClaims(client.id, (asked ?? scopes).join(' '))),
      saveToken: async (token: object, forClient: object, user: object) => ({
        ...token,
        client: forClient,
        user,
      }),
      getAccessToken: async () => null,
    } as never,
  });
  const app = fastify();
  await app.register(formBody);
  app.post('/token', async ({ headers, body, method, query }, reply) => {
    const request = new OAuth2Server.Request({
      headers: headers as never,
      body,
      method,
      query: query as never,
    });
    const response = new OAuth2Server.Response({});
    await server.token(request, response);
    return reply
      .code(response.status ?? 200)
      .headers(response.headers ?? {})
      .send(response.body);
  });
  await app.listen({ host: 'localhost', port: Number(process.env['PORT']) });
  return {
    request: () => ({
      method: 'POST',
      path: '/token',
      headers: { authorization: basic(sent), 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: scopes.join(' ') }).toString(),
    }),
  };
});
