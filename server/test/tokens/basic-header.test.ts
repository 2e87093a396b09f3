import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { basicHeader, expectRefusal, percentEncoded } from '../kit/token-story.ts';

let llavero: TestLlavero;
let client: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  client = await registerClient(await llavero.signIn('ADMIN'));
});
afterAll(() => llavero.stop());

const ask = (authorization: string) =>
  llavero.token({ grant_type: 'client_credentials' }, { headers: { authorization } });

const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');

test('P-22: takes both halves form-encoded', async () => {
  const { clientId, clientSecret } = client;
  const halves = [percentEncoded(clientId), percentEncoded(clientSecret)] as const;
  expect(halves[0]).toMatch(/^%63%6C%69%5F/);
  expect((await ask(basicHeader(...halves).authorization)).statusCode).toBe(200);
  expect((await ask(basicHeader(clientId, clientSecret.replace('_', '%5f')).authorization)).statusCode).toBe(
    200,
  );
});

test('P-26: takes the scheme in any case, and more than one blank after it', async () => {
  const credentials = base64(`${client.clientId}:${client.clientSecret}`);
  for (const scheme of ['basic', 'BASIC', 'bAsIc', 'Basic  ']) {
    expect([scheme, (await ask(`${scheme} ${credentials}`)).statusCode]).toEqual([scheme, 200]);
  }
});

test('P-25: takes base64 with its padding or without', async () => {
  const credentials = base64(`${client.clientId}:${client.clientSecret}`);
  expect(credentials).toMatch(/=$/);
  expect((await ask(`Basic ${credentials.replaceAll('=', '')}`)).statusCode).toBe(200);
});

test.each<[string, (id: string, secret: string) => string]>([
  ['P-23: a percent sign alone', (id) => `${id}:%w`],
  ['P-23: a percent sign at the end', (id, secret) => `${id}:${secret}%`],
  ['P-23: half a character, percent-encoded', (id) => `${id}:%C3%28`],
  ['P-23: a percent sign in the client ID', (_, secret) => `%w:${secret}`],
  ['P-23: a plus, which is a blank', (id, secret) => `${id}:+${secret}`],
  ['P-23: an ampersand', (id, secret) => `${id}:${secret}&a=b`],
  ['P-23: letters that are not ASCII', (id) => `${id}:contraseña🔑`],
  ['P-23: a client ID that is not ASCII', (_, secret) => `ñandú:${secret}`],
  ['P-23: a null character', (id, secret) => `${id}\0:${secret}`],
  ['P-24: a colon before the secret', (id, secret) => `${id}::${secret}`],
  ['P-24: a colon after the secret', (id, secret) => `${id}:${secret}:x`],
  ['P-25: no colon', (id, secret) => `${id}${secret}`],
  ['P-25: an empty client ID', (_, secret) => `:${secret}`],
  ['P-25: an empty secret', (id) => `${id}:`],
  ['P-25: a colon and nothing else', () => ':'],
  ['P-25: blanks around both', (id, secret) => ` ${id}:${secret} `],
])('%s is a 401', async (_, write) => {
  const { clientId, clientSecret } = client;
  expectRefusal(await ask(`Basic ${base64(write(clientId, clientSecret))}`), 401, 'invalid_client');
});

test.each<[string, (credentials: string) => string]>([
  ['no credentials', () => 'Basic'],
  ['a blank alone', () => 'Basic '],
  ['no base64', () => 'Basic %%%'],
  ['base64 with a blank in it', (credentials) => `Basic ${credentials.slice(0, 8)} ${credentials.slice(8)}`],
  ['base64 with more behind it', (credentials) => `Basic ${credentials.replaceAll('=', '')}, Basic x`],
  ['bytes that are not UTF-8', () => `Basic ${base64(Buffer.from([0xff, 0xfe, 0x3a, 0xff]))}`],
  ['the credentials in the clear', () => `Basic ${client.clientId}:${client.clientSecret}`],
  ['another scheme', (credentials) => `Bearer ${credentials}`],
  ['no scheme', (credentials) => credentials],
  ['nothing', () => ''],
])('P-25: a header with %s is a 401', async (_, write) => {
  const credentials = base64(`${client.clientId}:${client.clientSecret}`);
  expectRefusal(await ask(write(credentials)), 401, 'invalid_client');
});
