import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialsOf, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { claimsOf, expectRefusal } from '../kit/token-story.ts';

let llavero: TestLlavero;
let client: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  client = await registerClient(await llavero.signIn('ADMIN'), { scopes: ['read', 'create', 'delete'] });
});
afterAll(() => llavero.stop());

test.each([
  ['P-45: one of them', 'create', 'create'],
  ['P-45: two of them', 'read delete', 'read delete'],
  ['P-45: all of them', 'read create delete', 'read create delete'],
  ['P-49: in another order', 'delete read', 'read delete'],
  ['P-49: with doubles', 'read delete read read', 'read delete'],
  ['P-47: none asked for, so all of them', undefined, 'read create delete'],
  ['P-47: an empty list, which counts as none', '', 'read create delete'],
])('%s', async (_, asked, granted) => {
  const form = credentialsOf(client);
  const response = await llavero.token(asked === undefined ? form : { ...form, scope: asked });
  expect([response.statusCode, response.json().scope]).toEqual([200, granted]);
  expect(claimsOf(response)['scope']).toBe(granted);
});

test.each([
  ['P-46: one that the client may not have', 'update'],
  ['P-46: one too many', 'read update'],
  ['P-46: one that does not exist', 'admin'],
  ['P-46: another case', 'Read'],
  ['P-46: a name of the language', '__proto__ constructor'],
  ['P-48: a tab', 'read\tcreate'],
  ['P-48: a newline', 'read\n'],
  ['P-48: two blanks', 'read  create'],
  ['P-48: a blank before', ' read'],
  ['P-48: a blank behind', 'read '],
  ['P-48: a blank alone', ' '],
  ['P-48: commas', 'read,create'],
  ['P-48: quotes', '"read"'],
  ['P-48: a backslash', 'read\\'],
  ['P-48: letters that are not ASCII', 'leér'],
  ['P-48: a null character', 'read\0'],
  ['P-48: 10 kB of one name', 'read'.padEnd(10_000, 'x')],
  ['P-48: 10 kB of names', 'read '.repeat(2000).trim()],
])('%s is refused', async (_, scope) => {
  const response = await llavero.token({ ...credentialsOf(client), scope });
  expectRefusal(response, 400, 'invalid_scope');
  expect(response.json().error_description).toMatch(/It may ask for: read create delete\.$/);
});
