import formBody from '@fastify/formbody';
import fastify from 'fastify';
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { SignJWT } from 'jose';
import { runTarget } from '../target-process.ts';

/**
 * The limit: Fastify, form parsing and one ES256 signature, nothing else. SIGNER says by whom: `crypto` signs at once by
 * `node:crypto`, `jose` through WebCrypto. The token says as much as one of Llavero's.
 */
await runTarget(async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signToken = process.env['SIGNER'] === 'jose' ? signByJose : signByCrypto;
  const app = fastify();
  await app.register(formBody);
  app.post('/token', async (request) => {
    const { grant_type } = request.body as { grant_type: string };
    return {
      access_token: await signToken(claims()),
      token_type: 'Bearer',
      expires_in: 3600,
      scope: grant_type === 'client_credentials' ? scope : '',
    };
  });
  await app.listen({ host: 'localhost', port: Number(process.env['PORT']) });
  return {};

  function signByCrypto(payload: object): string {
    const input = `${encode(header)}.${encode(payload)}`;
    const signature = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${input}.${signature.toString('base64url')}`;
  }

  function signByJose(payload: ReturnType<typeof claims>): Promise<string> {
    return new SignJWT(payload).setProtectedHeader(header).sign(privateKey);
  }
});

const scope = 'read create update delete';
const header = { alg: 'ES256', typ: 'at+jwt', kid: 'x'.repeat(43) };

function claims() {
  const iat = Math.floor(Date.now() / 1000);
  return {
    iss: 'http://localhost:4000',
    aud: 'http://localhost:4000/api',
    sub: 'cli_0123456789012345678901',
    client_id: 'cli_0123456789012345678901',
    iat,
    exp: iat + 3600,
    jti: 'x'.repeat(22),
    scope,
    org: orgId,
    gen: 1,
  };
}

const orgId = randomUUID();

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
