import * as openid from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAppKey, registerKeyClient } from '../kit/assertion-story.ts';
import { registerClient } from '../kit/client-story.ts';
import { startListening } from '../kit/listening.ts';
import type { TestLlavero, TestPerson } from '../kit/llavero.ts';

/* openid-client, as it is, knows nothing of Llavero but its address. */
let llavero: TestLlavero;
let admin: TestPerson;

beforeAll(async () => {
  llavero = await startListening();
  admin = await llavero.signIn('ADMIN');
});
afterAll(() => llavero.stop());

const discover = (clientId: string, authentication: openid.ClientAuth) =>
  openid.discovery(new URL(llavero.config.issuer), clientId, undefined, authentication, {
    algorithm: 'oauth2',
    execute: [openid.allowInsecureRequests],
  });

/** A client and how it authenticates, by each method of the metadata. */
const methods: Record<string, () => Promise<[clientId: string, openid.ClientAuth]>> = {
  async client_secret_basic() {
    const { clientId, clientSecret } = await registerClient(admin, { name: 'Basic', mayIntrospect: true });
    return [clientId, openid.ClientSecretBasic(clientSecret)];
  },
  async client_secret_post() {
    const { clientId, clientSecret } = await registerClient(admin, { name: 'Post', mayIntrospect: true });
    return [clientId, openid.ClientSecretPost(clientSecret)];
  },
  async private_key_jwt() {
    const key = await makeAppKey();
    const { clientId } = await registerKeyClient(admin, { name: 'Key' }, key);
    await llavero.db.client.update({ where: { clientId }, data: { mayIntrospect: true } });
    await llavero.changes.caughtUp();
    return [clientId, openid.PrivateKeyJwt({ key: key.privateKey, kid: key.jwk.kid })];
  },
};

test.each(Object.entries(methods))(
  'P-61 P-71 P-111 P-121: openid-client gets a token, asks about it and takes it back by %s',
  async (method, register) => {
    const [clientId, authentication] = await register();
    const llaveroConfig = await discover(clientId, authentication);
    expect(llaveroConfig.serverMetadata().token_endpoint_auth_methods_supported).toContain(method);

    const { access_token: token, ...rest } = await openid.clientCredentialsGrant(llaveroConfig, {
      scope: 'read',
    });
    expect(rest).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'read' });
    expect(await openid.tokenIntrospection(llaveroConfig, token)).toMatchObject({
      active: true,
      client_id: clientId,
      scope: 'read',
    });
    await openid.tokenRevocation(llaveroConfig, token);
    expect(await openid.tokenIntrospection(llaveroConfig, token)).toEqual({ active: false });
  },
);

test('P-27 P-46: openid-client understands what is refused', async () => {
  const { clientId, clientSecret } = await registerClient(admin, { name: 'Refused' });
  const wrong = await discover(clientId, openid.ClientSecretBasic('wrong'));
  await expect(openid.clientCredentialsGrant(wrong)).rejects.toMatchObject({ status: 401 });
  const right = await discover(clientId, openid.ClientSecretBasic(clientSecret));
  await expect(openid.clientCredentialsGrant(right, { scope: 'delete' })).rejects.toMatchObject({
    status: 400,
    error: 'invalid_scope',
  });
});
