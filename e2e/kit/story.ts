import { expect, type Locator, type Page } from '@playwright/test';
import type { Person } from './llavero.ts';

/** Who owns the server that most journeys share. */
export const owner: Person = { email: 'duena@ejemplo.com', password: 'una frase larga y fácil de recordar' };

export type Role = 'OWNER' | 'ADMIN' | 'VIEWER';

export interface Credentials {
  clientId: string;
  clientSecret: string;
}

/** Signs in as a person does. */
export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Correo electrónico').fill(email);
  await page.getByLabel('Contraseña', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Iniciar sesión' }).click();
  await expect(page.getByRole('heading', { name: 'Configuraciones' })).toBeVisible();
}

/** Signs in where signing in is not what the journey is about. */
export async function enter(page: Page, { email, password }: Person = owner): Promise<void> {
  const response = await page.request.post('/api/auth/sign-in/email', { data: { email, password } });
  expect(response.status(), await response.text()).toBe(200);
}

/** Opens the clients as somebody who has signed in. */
export async function enterClients(page: Page, person: Person = owner): Promise<void> {
  await enter(page, person);
  await page.goto('/settings/api');
  await expect(page.getByRole('heading', { name: 'Clientes OAuth2' })).toBeVisible();
}

export interface GraphqlAnswer<Data = Record<string, unknown>> {
  data?: Data | null;
  errors?: { message: string; extensions: { code: string } }[];
}

/** Sends a document with the session of this browser; answers with what came back, errors too. */
export async function send<Data>(page: Page, query: string, input?: unknown): Promise<GraphqlAnswer<Data>> {
  const response = await page.request.post('/graphql', { data: { query, variables: { input } } });
  return response.json() as Promise<GraphqlAnswer<Data>>;
}

/** The same for a mutation that must succeed: its payload. */
async function execute<Payload>(page: Page, query: string, input: unknown): Promise<Payload> {
  const { data, errors } = await send<Record<string, Payload & { __typename: string }>>(page, query, input);
  const [payload] = Object.values(data ?? {});
  if (!payload?.__typename.endsWith('Payload')) throw new Error(JSON.stringify({ data, errors }));
  return payload;
}

export interface RegisteredClient extends Credentials {
  name: string;
}

/** A client that is there already; its description and scopes are of no importance unless given. */
export async function registerClient(
  page: Page,
  input: { name: string; description?: string; scopes?: string[]; mayIntrospect?: boolean },
): Promise<RegisteredClient> {
  const { client, clientSecret } = await execute<{
    client: { clientId: string; name: string };
    clientSecret: string;
  }>(
    page,
    `mutation ($input: CreateClientInput!) {
      createClient(input: $input) {
        __typename
        ... on CreateClientPayload { client { clientId name } clientSecret }
        ... on Error { message }
      }
    }`,
    { description: 'Para un sistema externo', scopes: ['read'], ...input },
  );
  return { ...client, clientSecret };
}

export interface StoredClient {
  name: string;
  description: string;
  scopes: string[];
  updatedAt: string;
  lastUsedAt: string | null;
}

/** A client as the server has it now; null when there is none. */
export async function readClient(page: Page, clientId: string): Promise<StoredClient | null> {
  const query = `{ client(clientId: "${clientId}") { name description scopes updatedAt lastUsedAt } }`;
  const { data } = await send<{ client: StoredClient | null }>(page, query);
  return data?.client ?? null;
}

/** Waits until the server has written down that the client was given a token. */
export async function waitForUse(page: Page, clientId: string): Promise<void> {
  await expect.poll(async () => (await readClient(page, clientId))?.lastUsedAt ?? null).not.toBeNull();
}

/** A one-time link, made by the owner whose browser this is. */
export async function invite(page: Page, email: string, role: Role): Promise<string> {
  const { link } = await execute<{ link: string }>(
    page,
    `mutation ($input: InviteAdministratorInput!) {
      inviteAdministrator(input: $input) { __typename ... on InviteAdministratorPayload { link } }
    }`,
    { email, role },
  );
  return link;
}

/** A person who has accepted an invitation of the owner whose browser this is. */
export async function welcome(page: Page, name: string, role: Role): Promise<Person & { name: string }> {
  const person = { name, email: `${name.toLowerCase()}@ejemplo.com`, password: `la frase larga de ${name}` };
  const link = await invite(page, person.email, role);
  await execute(
    page,
    `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { __typename } }`,
    { token: link.split('#')[1], ...person },
  );
  return person;
}

/** Takes a person's role away, as the owner whose browser this is. */
export async function removePerson(page: Page, email: string): Promise<void> {
  type People = { administrators: { id: string; email: string }[] };
  const { data } = await send<People>(page, '{ administrators { id email } }');
  const administratorId = data?.administrators.find((person) => person.email === email)?.id;
  const document = `mutation ($input: RemoveAdministratorInput!) { removeAdministrator(input: $input) { __typename } }`;
  await execute(page, document, { administratorId });
}

/** What the token endpoint says: a token, or why there is none (RFC 6749, sections 5.1 and 5.2). */
export interface TokenAnswer {
  access_token?: string;
  expires_in?: number;
  scope?: string;
  error?: string;
}

/** Asks for a token as an application does, with HTTP Basic; for the default API unless it names a resource. */
export async function askToken(
  url: string,
  { clientId, clientSecret }: Credentials,
  resource: { resource?: string } = {},
): Promise<{ status: number; answer: TokenAnswer }> {
  const response = await fetch(`${url}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...resource }),
  });
  return { status: response.status, answer: (await response.json()) as TokenAnswer };
}

/** What forward auth says of a token: 204 lets the request through, 401 and 403 do not. For reading unless said otherwise. */
export async function askVerify(
  url: string,
  token: string | undefined,
  demand: { scope: string; resource?: string } = { scope: 'read' },
): Promise<number> {
  const response = await fetch(`${url}/verify?${new URLSearchParams(demand)}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return response.status;
}

/** The card of a client in the list. */
export function cardOf(page: Page, name: string): Locator {
  return page.getByRole('article', { name, exact: true });
}

/** Presses a copy button; answers with what it put on the clipboard. */
export async function copy(button: Locator): Promise<string> {
  const page = button.page();
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await button.click();
  const read = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(read).not.toBe('');
  return read();
}

/** The credentials on the screen that shows them once. */
export async function copyCredentials(dialog: Locator): Promise<Credentials> {
  return {
    clientId: await copy(dialog.getByRole('button', { name: 'Copiar el Client ID' })),
    clientSecret: await copy(dialog.getByRole('button', { name: 'Copiar el Client Secret' })),
  };
}
