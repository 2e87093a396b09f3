import { credentialsOf, createClientDocument, portal, type RegisteredClient } from './client-story.ts';

/** An answer, read to its end; `took` in milliseconds. */
export type Answer = { status: number; headers: Headers; text: string; json(): any; took: number };

/** An administrator of a Llavero that runs in another process. */
export type DistantAdministrator = {
  /** The result of a mutation with this input. @throws Error with whatever else came back */
  mutate(document: string, input: Record<string, unknown>): Promise<any>;
  register(name: string, input?: Record<string, unknown>): Promise<RegisteredClient>;
  graphql(query: string, variables?: Record<string, unknown>): Promise<Answer>;
};

/** The owner of every Llavero that a test starts with a data folder of its own. */
export const owner = { email: 'ana@example.com', password: 'correct horse battery staple' };

/** The settings by which a Llavero makes this owner. */
export const ownerSettings = { LLAVERO_ADMIN_EMAIL: owner.email, LLAVERO_ADMIN_PASSWORD: owner.password };

const json = { 'content-type': 'application/json' };

export async function send(url: string, init: RequestInit = {}): Promise<Answer> {
  const begun = performance.now();
  const response = await fetch(url, init);
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, text, json: () => JSON.parse(text), took: performance.now() - begun };
}

export function sendForm(url: string, form: Record<string, string>): Promise<Answer> {
  return send(url, { method: 'POST', body: new URLSearchParams(form) });
}

/** A request to `/token` with these credentials. */
export function askForToken(
  url: string,
  client: { clientId: string; clientSecret: string },
): Promise<Answer> {
  return sendForm(`${url}/token`, credentialsOf(client));
}

/** Asks `/verify` about a token, on behalf of a GET. */
export function verify(url: string, token: string): Promise<Answer> {
  return send(`${url}/verify`, { headers: { authorization: `Bearer ${token}` } });
}

/** What `/readyz` says: `200 ready`. */
export async function readinessOf(url: string): Promise<string> {
  const answer = await send(`${url}/readyz`);
  return `${answer.status} ${answer.json().status}`;
}

/** Signs in over HTTP. */
export async function signInAt(url: string, who: typeof owner = owner): Promise<DistantAdministrator> {
  const signedIn = await send(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(who),
  });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0];
  if (!cookie) throw new Error(`sign-in answered ${signedIn.status}: ${signedIn.text}`);
  const graphql: DistantAdministrator['graphql'] = (query, variables = {}) =>
    send(`${url}/graphql`, {
      method: 'POST',
      headers: { ...json, cookie },
      body: JSON.stringify({ query, variables }),
    });
  const mutate: DistantAdministrator['mutate'] = async (document, input) => {
    const answer = await graphql(document, { input });
    const { data, errors } = answer.json();
    if (errors || !data) throw new Error(`${answer.status}: ${answer.text}`);
    return Object.values(data)[0];
  };
  return {
    graphql,
    mutate,
    async register(name, input = {}) {
      const created = await mutate(createClientDocument, { ...portal, name, ...input });
      if (created.__typename !== 'CreateClientPayload') throw new Error(JSON.stringify(created));
      return { ...created.client, clientSecret: created.clientSecret };
    },
  };
}
