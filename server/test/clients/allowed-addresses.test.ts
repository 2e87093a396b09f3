import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assertionClaims, assertionForm, jwksOf, makeAppKey, signAssertion } from '../kit/assertion-story.ts';
import {
  createClientDocument,
  credentialsOf,
  mutate,
  portal,
  registerClient,
  updateClientDocument,
  type RegisteredClient,
} from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { verify } from '../kit/judging-story.ts';
import { expectRefusal, tokenOf } from '../kit/token-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero({ LLAVERO_TRUST_PROXY: '192.0.2.1' });
  admin = await llavero.signIn('ADMIN');
});
afterAll(() => llavero.stop());

/** By way of the proxy that it trusts, or of another. */
const by = (forwardedFor: string, remoteAddress = '192.0.2.1') => ({
  remoteAddress,
  headers: { 'x-forwarded-for': forwardedFor, 'x-forwarded-proto': 'https' },
});

const allow = (clientId: string, allowedAddresses: string[] | null) =>
  mutate(admin, updateClientDocument, { clientId, allowedAddresses });

const statusFrom = async (client: RegisteredClient, address: string, url = '/token') =>
  (await llavero.token({ ...credentialsOf(client), token: 'none' }, { url, ...by(address) })).statusCode;

const explain = async (errorId: string) => {
  await llavero.usage.flush();
  const document = 'query ($id: ID!) { refusal(errorId: $id) { code address client { name } } }';
  return (await admin.execute(document, { id: errorId })).refusal;
};

describe('a client that may ask from some addresses', () => {
  test('gets tokens there and nowhere else, from the next request on', async () => {
    const client = await registerClient(admin, { name: 'Some' });
    expect(await statusFrom(client, '198.51.100.7')).toBe(200);
    await allow(client.clientId, ['203.0.113.0/24', '2001:db8::/32']);
    for (const address of ['203.0.113.7', '::ffff:203.0.113.7', '2001:db8::7'])
      expect([address, await statusFrom(client, address)]).toEqual([address, 200]);
    for (const address of ['198.51.100.7', '::ffff:198.51.100.7', '2001:db9::7'])
      expect([address, await statusFrom(client, address)]).toEqual([address, 401]);
    await allow(client.clientId, []);
    expect(await statusFrom(client, '198.51.100.7')).toBe(200);
  });

  test('may neither introspect nor revoke from elsewhere', async () => {
    const client = await registerClient(admin, {
      name: 'Asks',
      mayIntrospect: true,
      allowedAddresses: ['203.0.113.7'],
    });
    for (const url of ['/introspect', '/revoke']) {
      expect(await statusFrom(client, '203.0.113.7', url)).toBe(200);
      expect(await statusFrom(client, '203.0.113.8', url)).toBe(401);
    }
  });

  test('is refused there by its key, too', async () => {
    const key = await makeAppKey();
    const input = { ...portal, name: 'By key', authenticationMethod: 'PRIVATE_KEY_JWT', jwks: jwksOf(key) };
    const allowedAddresses = ['203.0.113.7'];
    const { client } = await mutate(admin, createClientDocument, { ...input, allowedAddresses });
    const from = async (address: string) => {
      const assertion = await signAssertion(key, assertionClaims(client.clientId));
      return llavero.token(assertionForm(assertion), by(address));
    };
    expect((await from('203.0.113.7')).statusCode).toBe(200);
    expectRefusal(await from('203.0.113.8'), 401, 'invalid_client');
  });

  test('P-29: is told there what one with a wrong secret is told, and its administrator why', async () => {
    const other = await registerClient(admin, { name: 'Other' });
    const client = await registerClient(admin, { name: 'Why', allowedAddresses: ['203.0.113.7'] });
    const elsewhere = by('198.51.100.7');
    const refused = await llavero.token(credentialsOf(client), elsewhere);
    const wrong = await llavero.token(
      credentialsOf({ ...client, clientSecret: other.clientSecret }),
      elsewhere,
    );
    const { error_id: errorId, ...told } = refused.json();
    expect([refused.statusCode, told]).toEqual([wrong.statusCode, { ...wrong.json(), error_id: undefined }]);
    expect(await explain(errorId)).toEqual({
      code: 'ADDRESS_NOT_ALLOWED',
      address: '198.51.100.7',
      client: { name: 'Why' },
    });
    expect((await explain(wrong.json().error_id)).code).toBe('SECRET_OF_ANOTHER_CLIENT');
  });

  test('has tokens that count wherever they are shown', async () => {
    const client = await registerClient(admin, { name: 'Tokens', allowedAddresses: ['127.0.0.1'] });
    const token = await tokenOf(llavero, client);
    expect((await verify(llavero, token, by('198.51.100.7'))).statusCode).toBe(204);
  });
});

test('the address is that of the trusted proxy’s caller, which nobody else can claim', async () => {
  const client = await registerClient(admin, { name: 'Proxied', allowedAddresses: ['203.0.113.7'] });
  const from = async (...way: Parameters<typeof by>) =>
    (await llavero.token(credentialsOf(client), by(...way))).statusCode;
  expect(await from('203.0.113.7')).toBe(200);
  expect(await from('203.0.113.7, 198.51.100.7')).toBe(401);
  expect(await from('203.0.113.7', '127.0.0.1')).toBe(401);
});

test('F-20: what is no address is an error of its field, and changes nothing', async () => {
  const { clientId } = await registerClient(admin, { name: 'Refused', allowedAddresses: ['203.0.113.7'] });
  const refusals = async (asked: string[] | null) =>
    (await allow(clientId, asked)).fields.map(({ field, code }: any) => [field, code]);
  expect(await refusals(['10.0.0.1/8'])).toEqual([['allowedAddresses', 'INVALID_ADDRESS']]);
  expect(await refusals(null)).toEqual([['allowedAddresses', 'REQUIRED']]);
  const document = 'query ($id: ID!) { client(clientId: $id) { allowedAddresses } }';
  const { client } = await admin.execute(document, { id: clientId });
  expect(client.allowedAddresses).toEqual(['203.0.113.7']);
});
