import {
  SignJWT,
  UnsecuredJWT,
  createRemoteJWKSet,
  exportSPKI,
  generateKeyPair,
  importJWK,
  jwtVerify,
} from 'jose';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startListening } from '../kit/listening.ts';
import type { TestLlavero } from '../kit/llavero.ts';

/*
 * Two libraries that others wrote, over a real connection: one asks for the token, the other judges it by what the
 * server publishes. Both know nothing of Llavero but its address.
 */
let llavero: TestLlavero;
let client: RegisteredClient;
let issuer: URL;
let server: oauth.AuthorizationServer;
let token: string;

const insecure = { [oauth.allowInsecureRequests]: true };

beforeAll(async () => {
  llavero = await startListening();
  issuer = new URL(llavero.config.issuer);
  client = await registerClient(await llavero.signIn('ADMIN'), {
    scopes: ['read', 'update'],
    mayIntrospect: true,
  });
  const discovered = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure });
  server = await oauth.processDiscoveryResponse(issuer, discovered);
  token = (await tokenBy(oauth.ClientSecretBasic(client.clientSecret))).access_token;
});
afterAll(() => llavero.stop());

async function tokenBy(
  authentication: oauth.ClientAuth,
  parameters = {},
): Promise<oauth.TokenEndpointResponse> {
  const us = { client_id: client.clientId };
  const response = await oauth.clientCredentialsGrantRequest(
    server,
    us,
    authentication,
    parameters,
    insecure,
  );
  return oauth.processClientCredentialsResponse(server, us, response);
}

/** As a protected API would: the keys from the metadata, and the rules of RFC 9068, section 4. */
const verify = (jwt: string, expected: { issuer?: string; audience?: string; currentDate?: Date } = {}) =>
  jwtVerify(jwt, createRemoteJWKSet(new URL(server.jwks_uri ?? '')), {
    issuer: server.issuer,
    audience: `${server.issuer}/api`,
    typ: 'at+jwt',
    ...expected,
  });

describe('oauth4webapi', () => {
  test.each([
    ['client_secret_basic', oauth.ClientSecretBasic],
    ['client_secret_post', oauth.ClientSecretPost],
  ])('P-61: gets a token by %s', async (method, authentication) => {
    expect(server.token_endpoint_auth_methods_supported).toContain(method);
    expect(await tokenBy(authentication(client.clientSecret), { scope: 'read' })).toEqual({
      access_token: expect.any(String),
      token_type: 'bearer',
      expires_in: 3600,
      scope: 'read',
    });
  });

  test('P-111 P-121: asks what a token is good for, and takes it back', async () => {
    const us = { client_id: client.clientId };
    const authentication = oauth.ClientSecretBasic(client.clientSecret);
    const introspect = async (jwt: string) =>
      oauth.processIntrospectionResponse(
        server,
        us,
        await oauth.introspectionRequest(server, us, authentication, jwt, insecure),
      );
    const mine = (await tokenBy(authentication)).access_token;
    expect(await introspect(mine)).toMatchObject({ active: true, client_id: client.clientId });
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, us, authentication, mine, insecure),
    );
    expect(await introspect(mine)).toEqual({ active: false });
  });

  test('P-138 P-139: understands the challenges of forward auth', async () => {
    const ask = (jwt: string, method = 'GET') =>
      oauth.protectedResourceRequest(jwt, method, new URL('/verify', issuer), undefined, null, insecure);
    expect((await ask(token)).status).toBe(204);
    await expect(ask('garbage')).rejects.toMatchObject({
      status: 401,
      cause: [{ scheme: 'bearer', parameters: { error: 'invalid_token' } }],
    });
    await expect(ask(token, 'DELETE')).rejects.toMatchObject({
      status: 403,
      cause: [{ scheme: 'bearer', parameters: { error: 'insufficient_scope', scope: 'delete' } }],
    });
  });

  test('P-27: understands the challenge that answers a wrong secret', async () => {
    await expect(tokenBy(oauth.ClientSecretBasic('wrong'))).rejects.toMatchObject({
      name: 'WWWAuthenticateChallengeError',
      status: 401,
      cause: [{ scheme: 'basic', parameters: { realm: 'llavero', charset: 'UTF-8' } }],
    });
  });

  test('P-46: understands a refused scope', async () => {
    await expect(
      tokenBy(oauth.ClientSecretPost(client.clientSecret), { scope: 'delete' }),
    ).rejects.toMatchObject({
      name: 'ResponseBodyError',
      status: 400,
      error: 'invalid_scope',
    });
  });

  test('P-61: takes the token for one of RFC 9068, as a resource server', async () => {
    const request = new Request(`${issuer.origin}/api`, { headers: { authorization: `Bearer ${token}` } });
    const claims = await oauth.validateJwtAccessToken(server, request, `${issuer.origin}/api`, insecure);
    expect(claims).toMatchObject({ client_id: client.clientId, sub: client.clientId, scope: 'read update' });
  });
});

describe('jose, with the published keys alone', () => {
  test('P-61: accepts the token', async () => {
    const { payload } = await verify(token);
    expect(payload).toMatchObject({ sub: client.clientId, scope: 'read update' });
  });

  test('P-61: rejects it for another audience, from another issuer, and after its hour', async () => {
    const failed = 'ERR_JWT_CLAIM_VALIDATION_FAILED';
    await expect(verify(token, { audience: 'https://api.example.com' })).rejects.toMatchObject({
      code: failed,
      claim: 'aud',
    });
    await expect(verify(token, { issuer: 'https://elsewhere.example' })).rejects.toMatchObject({
      code: failed,
      claim: 'iss',
    });
    const exp = Number((await verify(token)).payload.exp) * 1000;
    await expect(verify(token, { currentDate: new Date(exp) })).rejects.toMatchObject({
      code: 'ERR_JWT_EXPIRED',
    });
    await expect(verify(token, { currentDate: new Date(exp - 1000) })).resolves.toBeDefined();
  });

  test('P-61: rejects it with any part changed', async () => {
    const parts = token.split('.');
    for (const changed of [0, 1, 2]) {
      const forged = parts.map((part, index) => (index === changed ? flipped(part) : part)).join('.');
      await expect(verify(forged)).rejects.toThrow();
    }
  });

  test('P-61: rejects what others sign with these claims', async () => {
    const { payload, protectedHeader } = await verify(token);
    const { keys } = await (await fetch(server.jwks_uri ?? '')).json();
    const publicKey = await exportSPKI(
      (await importJWK(keys[0], 'ES256', { extractable: true })) as CryptoKey,
    );
    const { privateKey } = await generateKeyPair('ES256');
    const signed = (header: object, key: CryptoKey | Uint8Array) =>
      new SignJWT(payload).setProtectedHeader({ ...protectedHeader, ...header } as never).sign(key);
    const forgeries: [string, string][] = [
      ['ERR_JOSE_NOT_SUPPORTED', new UnsecuredJWT(payload).encode()],
      ['ERR_JOSE_NOT_SUPPORTED', await signed({ alg: 'HS256' }, new TextEncoder().encode(publicKey))],
      ['ERR_JWS_SIGNATURE_VERIFICATION_FAILED', await signed({}, privateKey)],
      ['ERR_JWKS_NO_MATCHING_KEY', await signed({ kid: 'other' }, privateKey)],
    ];
    for (const [code, forgery] of forgeries) await expect(verify(forgery)).rejects.toMatchObject({ code });
  });

  test('P-61: rejects a token of ours that is no access token', async () => {
    const { payload } = await verify(token);
    const { kid, privateKey } = llavero.signingKeys.current;
    const sign = (typ: string) =>
      new SignJWT(payload).setProtectedHeader({ alg: 'ES256', typ, kid }).sign(privateKey);
    await expect(verify(await sign('JWT'))).rejects.toMatchObject({ claim: 'typ' });
    await expect(verify(await sign('at+jwt'))).resolves.toMatchObject({ payload });
  });
});

/** The same text but for one bit of its middle byte. */
function flipped(part: string): string {
  const bytes = Buffer.from(part, 'base64url');
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  return bytes.toString('base64url');
}
