import { expect } from 'vitest';
import type { TestLlavero } from '../kit/llavero.ts';
import type { Answer } from '../kit/wire.ts';

/** RFC 6749, sections 5.2 and 4.1.2.1; RFC 6750, section 3.1; RFC 8707, section 2. */
const registeredErrors = [
  ...['invalid_request', 'invalid_client', 'invalid_grant', 'unauthorized_client', 'unsupported_grant_type'],
  ...['invalid_scope', 'server_error', 'temporarily_unavailable', 'invalid_token', 'insufficient_scope'],
  'invalid_target',
];

/**
 * What every answer keeps to: it is no failure of ours, has the headers that belong to it, and repeats nothing secret.
 * `sent` are the secrets of the request.
 */
export function expectLawful({ status, headers, body }: Answer, sent: readonly string[] = []): void {
  expect(status, body).toBeLessThan(500);
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src '"),
    'x-request-id': expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  });
  if (body !== '') expect(headers['content-type']).toMatch(/^(application|text)\/[\w+-]+\b/);
  if (body !== '' && status >= 400) expect(headers['content-type']).toMatch(/json\b/);
  if (status === 401) expect(headers['www-authenticate']).toMatch(/^(Basic|Bearer) realm="llavero"/);
  if (status === 405) expect(headers['allow']).toMatch(/^[A-Z]+(, [A-Z]+)*$/);
  if (status === 429) expect(String(headers['retry-after'])).toMatch(/^[1-9]\d*$/);
  expectNothingOf(sent, `${JSON.stringify(headers)}\n${body}`);
}

/** The body of a refusal by a door that speaks OAuth: a registered code, the alphabet of the RFC, and a way to ask back. */
export function expectOAuthError({ headers, body }: Answer, codes: readonly unknown[] = []): void {
  const { error, error_description, error_id, ...more } = JSON.parse(body) as Record<string, unknown>;
  expect([...registeredErrors, ...codes]).toContain(error);
  expect(error_description).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/);
  expect([error_id, more]).toEqual([headers['x-request-id'], {}]);
  expect(headers['cache-control']).toBe('no-store');
}

/** Since the last time, nothing went wrong and nothing secret was written. The lines are let go. */
export function expectQuietLog({ logged }: TestLlavero, sent: readonly string[] = []): void {
  const lines = logged.splice(0).join('\n');
  expect(lines).not.toMatch(/"level":[56]0/);
  expectNothingOf(sent, lines);
}

/** What is short is no secret, and stands everywhere. */
function expectNothingOf(secrets: readonly string[], text: string): void {
  for (const secret of secrets)
    if (secret.length >= 16 && text.includes(secret)) expect(text).not.toContain(secret);
}
