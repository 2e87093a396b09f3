import { format } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  createClientDocument,
  credentialsOf,
  deleteClientDocument,
  portal,
  rotateSecretDocument,
  updateClientDocument,
} from './kit/client-story.ts';
import { signInByPassword, startLlavero, testPassword, type TestLlavero } from './kit/llavero.ts';
import { dump } from './kit/rows.ts';
import { basicHeader } from './kit/token-story.ts';

const canary = 'canary-0d9f3c';
const masterKey = 'a master key that stands nowhere else: 7f2a61';
const firstPassword = 'the first owner’s password 41c8';
const otherPassword = 'another password altogether 93e1';
const wrongPassword = 'a wrong password 5b77';

let llavero: TestLlavero;
let cookie: string;
/** Everything that must be found nowhere, by name. */
const secrets: Record<string, string> = {
  masterKey,
  firstPassword,
  otherPassword,
  wrongPassword,
  testPassword,
};
/** Every answer of GraphQL but those of `createClient` and `rotateSecret`. */
const answers: string[] = [];
/** What libraries print instead of logging it. */
const printed: string[] = [];
for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
  vi.spyOn(console, name).mockImplementation((...parts) => void printed.push(format(...parts)));
}

async function send(query: string, input?: object, isSecret = false) {
  const payload = { query, variables: { input } };
  const response = await llavero.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { cookie },
    payload,
  });
  if (!isSecret) answers.push(response.body);
  return response.json();
}

async function keepSecret(name: string, secret: string): Promise<void> {
  secrets[name] = secret;
  secrets[`${name}, without prefix and checksum`] = secret.slice(13, -6);
}

const mutation = (field: string, type: string, selection = '__typename') =>
  `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`;

/** A day of Llavero, with everything that goes well and everything that does not. */
beforeAll(async () => {
  llavero = await startLlavero({
    LLAVERO_MASTER_KEY: masterKey,
    LLAVERO_ADMIN_EMAIL: 'owner@example.com',
    LLAVERO_ADMIN_PASSWORD: firstPassword,
  });
  cookie = await signInByPassword(llavero.app, 'owner@example.com', firstPassword);
  secrets['cookie'] = cookie.split('=')[1] ?? '';
  await expect(signInByPassword(llavero.app, 'owner@example.com', wrongPassword)).rejects.toThrow('401');
  await send(mutation('confirmPassword', 'ConfirmPasswordInput'), { password: wrongPassword });
  await send(mutation('changePassword', 'ChangePasswordInput'), {
    currentPassword: firstPassword,
    newPassword: otherPassword,
  });

  const { createClient } = (await send(createClientDocument, { ...portal, description: canary }, true)).data;
  const { clientId } = createClient.client;
  await keepSecret('first secret', createClient.clientSecret);
  await use(clientId, createClient.clientSecret);
  const { rotateSecret } = (await send(rotateSecretDocument, { clientId }, true)).data;
  await keepSecret('second secret', rotateSecret.clientSecret);
  await use(clientId, rotateSecret.clientSecret);
  await use(clientId, createClient.clientSecret);
  await llavero.usage.flush();

  await send(createClientDocument, portal);
  await send(createClientDocument, { ...portal, name: '' });
  await send(updateClientDocument, { clientId, name: 'Otra' });
  await send('{ clients { nodes { clientId name description secretHint lastUsedAt } } }');
  await send('{ account { email sessions { id userAgent } } administrators { name } invitations { id } }');
  await send('{ __schema { types { name fields { name } } } }');
  await outages(clientId, rotateSecret.clientSecret);
  await send(deleteClientDocument, { clientId: 'cli_nobody' });

  const { d } = llavero.signingKeys.current.privateKey.export({ format: 'jwk' });
  secrets['private key'] = String(d);
  secrets['private key, in hexadecimal'] = Buffer.from(String(d), 'base64url').toString('hex');
  for (const purpose of ['signing-keys', 'sessions', 'invitations'] as const) {
    secrets[`key for ${purpose}`] = llavero.links.masterKey.derive(purpose).toString('base64url');
  }
});
afterAll(() => llavero.stop());

/** Every way to hand in a secret, the forbidden ones too. */
async function use(clientId: string, clientSecret: string): Promise<void> {
  const form = credentialsOf({ clientId, clientSecret });
  const basic = basicHeader(clientId, clientSecret);
  const grant = { grant_type: 'client_credentials' };
  secrets[`header with ${clientSecret.slice(4, 12)}`] = basic.authorization.slice(6, -4);
  const answered = [
    await llavero.token(form),
    await llavero.token(grant, { headers: basic }),
    await llavero.token(form, { headers: basic }),
    await llavero.token({ ...form, scope: 'delete' }),
    await llavero.token({ ...form, client_id: 'cli_nobody' }),
    await llavero.token({ ...form, client_id: clientSecret, scope: clientSecret, grant_type: clientSecret }),
    await llavero.token({}, { url: `/token?${new URLSearchParams(form).toString()}` }),
    await llavero.app.inject({ method: 'POST', url: '/token', payload: form }),
    await llavero.app.inject(`/${clientSecret}/%`),
    await llavero.app.inject(`/clients/${clientSecret}?client_secret=${clientSecret}`),
  ];
  for (const { body } of answered) {
    const token = /"access_token":"([^"]+)"/.exec(body)?.[1];
    if (token) secrets[`token ${Object.keys(secrets).length}`] = token;
    expect(body).not.toContain(clientSecret);
  }
}

/** What fails, and so is logged whole, with secrets in hand. */
async function outages(clientId: string, clientSecret: string): Promise<void> {
  const credentials = { email: 'owner@example.com', password: otherPassword };
  for (const table of ['ClientSecret', 'Account', 'Session', 'RateLimiterFlexible']) {
    await llavero.db.$executeRawUnsafe(`ALTER TABLE "${table}" RENAME TO "Away"`);
    await llavero.token(credentialsOf({ clientId, clientSecret }));
    await llavero.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: credentials });
    await llavero.app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      headers: { 'content-type': 'application/json' },
      payload: `{"password":"${otherPassword}",`,
    });
    await send(createClientDocument, { ...portal, name: table });
    await send(rotateSecretDocument, { clientId });
    await send(mutation('confirmPassword', 'ConfirmPasswordInput'), { password: otherPassword });
    await llavero.db.$executeRawUnsafe(`ALTER TABLE "Away" RENAME TO "${table}"`);
  }
}

const dumped = async () => JSON.stringify(await dump(llavero.db));
const logged = async () => [...llavero.logged, ...printed].join('\n');
const answered = async () => answers.join('\n');

describe.each([
  ['the database', dumped],
  ['the log at its most talkative', logged],
  ['the answers of GraphQL but two', answered],
])('P-40 P-41 P-69 P-178: %s', (where, read) => {
  test('holds none of the secrets', async () => {
    const text = await read();
    // A session is looked up by its token; what opens it is the cookie's signature, which is kept nowhere.
    const found = Object.entries(secrets).filter(([, secret]) => text.includes(secret));
    expect(
      found.map(([name]) => name),
      where,
    ).toEqual([]);
  });
});

test('the nets hold: they catch what was there all along', async () => {
  llavero.log.trace({ canary }, 'a line');
  expect(await logged()).toContain(canary);
  expect(await dumped()).toContain(canary);
  expect(await answered()).toContain(canary);

  expect(Object.keys(secrets).filter((name) => name.startsWith('token'))).toHaveLength(4);
  expect(Object.values(secrets).filter((secret) => secret.length < 20)).toEqual([]);
  const tables = await dump(llavero.db);
  for (const table of ['Client', 'ClientSecret', 'Account', 'Session', 'SigningKey', 'ClientUsage']) {
    expect([table, tables[table]?.length]).not.toEqual([table, 0]);
  }
  const messages = llavero.logged.map((line) => JSON.parse(line).msg);
  for (const message of ['token issued', 'refused', 'not answered', 'a field failed', 'request failed']) {
    expect(messages).toContain(message);
  }
});
