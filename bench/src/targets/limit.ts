import formBody from '@fastify/formbody';
import fastify from 'fastify';
import { newKey, signByCrypto, signByJose, tokenClaims } from '../sign.ts';
import { runTarget } from '../target-process.ts';

/**
 * The limit: Fastify, form parsing and one ES256 signature, nothing else. SIGNER says by whom: `crypto` signs at once by
 * `node:crypto`, `jose` through WebCrypto. The token says as much as one of Llavero's.
 */
await runTarget(async () => {
  const key = newKey();
  const signToken = process.env['SIGNER'] === 'jose' ? signByJose : signByCrypto;
  const app = fastify();
  await app.register(formBody);
  app.post('/token', async (request) => {
    const { grant_type } = request.body as { grant_type?: string };
    if (grant_type !== 'client_credentials') throw new Error('there is no form');
    const claims = tokenClaims('cli_0123456789012345678901', 'read create update delete');
    return {
      access_token: await signToken(key, claims),
      token_type: 'Bearer',
      expires_in: 3600,
      scope: claims.scope,
    };
  });
  await app.listen({ host: 'localhost', port: Number(process.env['PORT']) });
  return {};
});
