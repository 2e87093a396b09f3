import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAppKey, registerKeyClient, type AppKey } from '../kit/assertion-story.ts';
import { createClientDocument, mutate, portal } from '../kit/client-story.ts';
import { freePort } from '../kit/free-port.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

/* oauth4webapi knows nothing of Llavero but its address, and makes its assertions by what the metadata says. */
let llavero: TestLlavero;
let admin: TestPerson;
let server: oauth.AuthorizationServer;

const insecure = { [oauth.allowInsecureRequests]: true };

beforeAll(async () => {
  const port = await freePort();
  const issuer = new URL(`http://localhost:${port}`);
  llavero = await startLlavero({ PORT: String(port) });
  await llavero.app.listen({ host: 'localhost', port });
  admin = await llavero.signIn('ADMIN');
  const discovered = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure });
  server = await oauth.processDiscoveryResponse(issuer, discovered);
});
afterAll(() => llavero.stop());

const byKey = ({ privateKey, jwk }: AppKey) => oauth.PrivateKeyJwt({ key: privateKey, kid: jwk.kid });

describe('oauth4webapi', () => {
  test.each(['ES256', 'ES512', 'Ed25519', 'PS256', 'RS256'])(
    'P-71: gets a token, asks about it and takes it back by private_key_jwt (%s)',
    async (alg) => {
      const key = await makeAppKey(alg);
      const { clientId } = await registerKeyClient(admin, { name: alg }, key);
      await llavero.db.client.update({ where: { clientId }, data: { mayIntrospect: true } });
      await llavero.changes.caughtUp();
      const us = { client_id: clientId };
      const granted = await oauth.clientCredentialsGrantRequest(server, us, byKey(key), {}, insecure);
      const { access_token: token, ...rest } = await oauth.processClientCredentialsResponse(
        server,
        us,
        granted,
      );
      expect(rest).toEqual({ token_type: 'bearer', expires_in: 3600, scope: 'read' });

      const introspected = await oauth.introspectionRequest(server, us, byKey(key), token, insecure);
      const before = await oauth.processIntrospectionResponse(server, us, introspected);
      expect(before).toMatchObject({ active: true, client_id: clientId });
      const revoked = await oauth.revocationRequest(server, us, byKey(key), token, insecure);
      await expect(oauth.processRevocationResponse(revoked)).resolves.toBeUndefined();
      const asked = await oauth.introspectionRequest(server, us, byKey(key), token, insecure);
      expect(await oauth.processIntrospectionResponse(server, us, asked)).toEqual({ active: false });
    },
  );

  test('P-71: with a key that another tool made', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const created = await mutate(admin, createClientDocument, {
      ...portal,
      authenticationMethod: 'PRIVATE_KEY_JWT',
      jwks: JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] }),
    });
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
    const key = await crypto.subtle.importKey(
      'pkcs8',
      createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' }),
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['sign'],
    );
    const us = { client_id: created.client.clientId };
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      us,
      oauth.PrivateKeyJwt(key),
      {},
      insecure,
    );
    expect((await oauth.processClientCredentialsResponse(server, us, response)).scope).toBe('read');
  });

  test('P-80: is told of a wrong key as of a wrong secret', async () => {
    const { clientId } = await registerKeyClient(admin, { name: 'Wrong key' }, await makeAppKey());
    const us = { client_id: clientId };
    const wrong = byKey(await makeAppKey());
    const response = await oauth.clientCredentialsGrantRequest(server, us, wrong, {}, insecure);
    await expect(oauth.processClientCredentialsResponse(server, us, response)).rejects.toMatchObject({
      name: 'WWWAuthenticateChallengeError',
      status: 401,
    });
  });
});
