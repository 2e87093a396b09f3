import { benchEnvironment } from './database.ts';
import type { Target } from './target.ts';

/** Sends a document as the owner; answers with its data. @throws Error with what came back when there were errors */
export type Execute = <T>(document: string, variables?: Record<string, unknown>) => Promise<T>;

/** Signs the first owner in, by the console's own door. */
export async function signIn({ url }: Pick<Target, 'url'>): Promise<Execute> {
  const answer = await post(`${url}/api/auth/sign-in/email`, {
    email: benchEnvironment.LLAVERO_ADMIN_EMAIL,
    password: benchEnvironment.LLAVERO_ADMIN_PASSWORD,
  });
  const [cookie] = answer.headers.getSetCookie().map((each) => each.split(';')[0]);
  if (!cookie) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`);
  return async <T>(document: string, variables: Record<string, unknown> = {}) => {
    const response = await post(`${url}/graphql`, { query: document, variables }, { cookie });
    const { data, errors } = (await response.json()) as { data?: T; errors?: unknown };
    if (errors || !data) throw new Error(`${document}\n${JSON.stringify(errors)}`);
    return data;
  };
}

function post(url: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
