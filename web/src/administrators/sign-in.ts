import { fromBase } from '../base.ts';

export type SignInOutcome =
  { is: 'signed in' } | { is: 'refused' } | { is: 'throttled'; retryAfterSeconds: number } | { is: 'outage' };

/** Signs a person in; the session travels in an HttpOnly cookie that scripts never see. */
export async function signIn(email: string, password: string): Promise<SignInOutcome> {
  const response = await post('/api/auth/sign-in/email', { email, password });
  if (response?.ok) return { is: 'signed in' };
  if (response?.status === 429) {
    return { is: 'throttled', retryAfterSeconds: Number(response.headers.get('Retry-After')) || 60 };
  }
  if (response && response.status < 500) return { is: 'refused' };
  return { is: 'outage' };
}

/** Ends the session; false when the server could not be reached, and the person is still signed in. */
export async function signOut(): Promise<boolean> {
  const response = await post('/api/auth/sign-out', {});
  return response?.ok ?? false;
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
