import { fromBase } from '../base.ts';
import type { Refusal } from './useFormErrors.ts';

/**
 * Signs a person in; the session travels in an HttpOnly cookie that scripts never see. Returns null, or why it was
 * refused, in the shape of the refusals of GraphQL.
 */
export async function signIn(email: string, password: string): Promise<NonNullable<Refusal> | null> {
  const response = await post('/api/auth/sign-in/email', { email, password });
  if (response?.ok) return null;
  if (response?.status === 401) return { __typename: 'WrongCredentialsError' };
  if (response?.status === 429) {
    const retryAfterSeconds = Number(response.headers.get('Retry-After')) || 60;
    return { __typename: 'TooManyAttemptsError', retryAfterSeconds };
  }
  return { __typename: 'outage' };
}

/** Ends the session; false when the server did not say so, and the person is still signed in. */
export async function signOut(): Promise<boolean> {
  const response = await post('/api/auth/sign-out', {});
  return response?.ok ?? false;
}

/** Where to go after signing in: a path of the console, whatever the address asks for. */
export function localPath(returnTo: unknown): string {
  return typeof returnTo === 'string' && /^\/(?![/\\])/.test(returnTo) ? returnTo : '/settings';
}

async function post(path: `/${string}`, body: object): Promise<Response | null> {
  try {
    return await fetch(fromBase(path), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    // fetch throws when there is no answer at all.
    return null;
  }
}
