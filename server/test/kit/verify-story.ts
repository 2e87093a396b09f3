import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import type { TestLlavero } from './llavero.ts';

/** Asks forward auth, with a bearer token or with none. */
export function askVerify(
  { app }: TestLlavero,
  bearer: string | undefined,
  options: InjectOptions = {},
): Promise<LightMyRequestResponse> {
  const authorization = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
  return app.inject({ url: '/verify', ...options, headers: { ...authorization, ...options.headers } });
}

/** A refusal (RFC 6750, section 3) with its challenge, in whole. */
export function expectBearerRefusal(
  response: LightMyRequestResponse,
  status: number,
  challenge: string | RegExp,
  error?: string,
): void {
  expect([response.statusCode, response.json()]).toEqual([
    status,
    {
      ...(error ? { error } : {}),
      error_description: expect.stringMatching(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/),
      error_id: response.headers['x-request-id'],
    },
  ]);
  expect(response.headers['www-authenticate']).toMatch(challenge);
  expect(response.headers['cache-control']).toBe('no-store');
  expect(response.headers).not.toHaveProperty('x-client-id');
}

/** The challenge of a token that does not count. */
export const invalidToken = /^Bearer realm="llavero", error="invalid_token", error_description="[^"]+"$/;
