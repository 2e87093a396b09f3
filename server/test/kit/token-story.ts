import type { LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import { credentialsOf } from './client-story.ts';
import type { TestLlavero } from './llavero.ts';

/** The header of HTTP Basic (RFC 7617) with these two halves as they are. */
export const basicHeader = (clientId: string, clientSecret: string) => ({
  authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
});

/** Every character as RFC 6749, appendix B, would write one that needs it. */
export const percentEncoded = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/** A token's second part. Nothing is verified. */
export function claimsIn(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

/** What the token of this answer says. */
export function claimsOf(response: LightMyRequestResponse): Record<string, unknown> {
  return claimsIn(response.json<{ access_token: string }>().access_token);
}

/** A refusal as RFC 6749, section 5.2, has it: whole body, and the headers that belong to it. */
export function expectRefusal(response: LightMyRequestResponse, status: number, error: string): void {
  expect([response.statusCode, response.json()]).toEqual([
    status,
    {
      error,
      error_description: expect.stringMatching(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/),
      error_id: response.headers['x-request-id'],
    },
  ]);
  expect(response.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    pragma: 'no-cache',
  });
  expect(response.headers['www-authenticate']).toBe(
    status === 401 ? 'Basic realm="llavero", charset="UTF-8"' : undefined,
  );
}

/** A new access token of this client. */
export async function tokenOf(
  llavero: TestLlavero,
  client: { clientId: string; clientSecret: string },
): Promise<string> {
  const response = await llavero.token(credentialsOf(client));
  if (response.statusCode !== 200) throw new Error(response.body);
  return response.json<{ access_token: string }>().access_token;
}
