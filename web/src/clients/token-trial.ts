import { decodeClaims } from './access-token.ts';

/** What came of asking for a token: its claims, the server's refusal, or no answer at all. */
export type TokenTrial =
  | {
      kind: 'issued';
      status: number;
      milliseconds: number;
      claims: Record<string, unknown>;
      expiresAt: number;
    }
  | { kind: 'refused'; status: number; milliseconds: number; error: string }
  | { kind: 'unreachable' };

interface TokenAnswer {
  access_token?: string;
  expires_in?: number;
  error?: string;
}

/**
 * Asks the token endpoint for a token as an application would. The credentials travel in the form, without cookies and
 * without an Authorization header, so that no browser answers a refusal with a password box of its own. The expiry, in
 * milliseconds of this machine's clock, counts from `expires_in`: the two clocks need not agree.
 */
export async function tryCredentials(
  url: string,
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
): Promise<TokenTrial> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const startedAt = performance.now();
  const response = await fetch(url, { method: 'POST', credentials: 'omit', cache: 'no-store', body }).catch(
    () => undefined,
  );
  if (!response) return { kind: 'unreachable' };

  const { status } = response;
  const answer = (await response.json().catch(() => ({}))) as TokenAnswer;
  const milliseconds = Math.round(performance.now() - startedAt);
  if (!answer.access_token) return { kind: 'refused', status, milliseconds, error: answer.error ?? '' };
  const expiresAt = Date.now() + (answer.expires_in ?? 0) * 1000;
  return { kind: 'issued', status, milliseconds, claims: decodeClaims(answer.access_token), expiresAt };
}
