import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import { credentialsOf, type RegisteredClient } from './client-story.ts';
import type { TestLlavero } from './llavero.ts';

type Answer = Promise<LightMyRequestResponse>;

/** A form to this endpoint from this client, as `/introspect` and `/revoke` take it. */
export function send(
  llavero: TestLlavero,
  url: '/introspect' | '/revoke',
  client: RegisteredClient,
  parameters: Record<string, string>,
): Answer {
  const { client_id, client_secret } = credentialsOf(client);
  return llavero.token({ client_id, client_secret, ...parameters }, { url });
}

/** What forward auth says to a request with this token. */
export function verify({ app }: TestLlavero, token: string, options: InjectOptions = {}): Answer {
  return app.inject({
    url: '/verify',
    ...options,
    headers: { authorization: `Bearer ${token}`, ...options.headers },
  });
}

/** Every online verdict says the same: no word but `active`, and no way through. */
export async function expectInactive(
  llavero: TestLlavero,
  api: RegisteredClient,
  token: string,
): Promise<void> {
  const introspected = await send(llavero, '/introspect', api, { token });
  expect([introspected.statusCode, introspected.body]).toEqual([200, '{"active":false}']);
  const verified = await verify(llavero, token);
  expect([verified.statusCode, verified.headers['www-authenticate']]).toEqual([
    401,
    expect.stringMatching(/^Bearer realm="llavero", error="invalid_token", error_description="[^"]+"$/),
  ]);
}

/** Every online verdict says that it counts. */
export async function expectActive(
  llavero: TestLlavero,
  api: RegisteredClient,
  token: string,
): Promise<void> {
  const introspected = await send(llavero, '/introspect', api, { token });
  expect([introspected.statusCode, introspected.json().active]).toEqual([200, true]);
  expect((await verify(llavero, token)).statusCode).toBe(204);
}
