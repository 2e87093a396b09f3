import type { LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';

/** The header of HTTP Basic (RFC 7617) with these two halves as they are. */
export const basicHeader = (clientId: string, clientSecret: string) => ({
  authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
});

/** Every character as RFC 6749, appendix B, would write one that needs it. */
export const percentEncoded = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/** A token's second part. Nothing is verified. */
export function claimsOf(response: LightMyRequestResponse): Record<string, unknown> {
  const { access_token: token } = response.json<{ access_token: string }>();
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
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
