import type { InjectOptions } from 'fastify';
import fc, { type Arbitrary } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { claimsIn, tokenOf } from '../kit/token-story.ts';
import { anyAddress, headerValue } from './form-requests.ts';
import { fuzz, fuzzTimeout } from './fuzz.ts';
import { expectLawful, expectOAuthError, expectQuietLog } from './lawful.ts';
import { noise } from './mutations.ts';
import { mutatedJwts } from './tokens.ts';

let llavero: TestLlavero;
let clientId: string;
let tokens: Arbitrary<string>;

beforeAll(async () => {
  llavero = await startLlavero();
  const client = await registerClient(await llavero.signIn('ADMIN'), { scopes: ['read', 'update'] });
  ({ clientId } = client);
  const claims = claimsIn(await tokenOf(llavero, client));
  const { kid, privateKey } = llavero.signingKeys.current;
  tokens = mutatedJwts({ kid, privateKey }, () => ({ header: { alg: 'ES256', typ: 'at+jwt', kid }, claims }));
});
afterAll(() => llavero.stop());

type VerifyRequest = {
  method: string;
  url: string;
  headers: Record<string, string>;
  payload: string;
  remoteAddress: string;
  token: string;
};

function verifyRequests(): Arbitrary<VerifyRequest> {
  const encoded = noise.map((text) => encodeURIComponent(text.toWellFormed()));
  const parameter = fc.tuple(
    fc.constantFrom('scope', 'method_header', 'resource', 'access_token', 'scope[]', '__proto__'),
    fc.oneof(fc.constantFrom('read', 'update', 'delete', 'x-original-method', ''), encoded),
  );
  const query = fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    fc
      .array(parameter, { minLength: 1, maxLength: 3 })
      .map((all) => `?${all.map((pair) => pair.join('=')).join('&')}`),
    fc.constantFrom('?', '?%', '?%C3%28=%w', '?a&&=&='),
  );
  const path = fc.oneof(
    { weight: 4, arbitrary: fc.constant('/verify') },
    fc.constantFrom(
      '/verify/',
      '/verify//',
      '/verify/properties/1',
      '/verify/..%2f',
      '/verify/%',
      '/verify/%C3%28',
    ),
    encoded.map((text) => `/verify/${text}`),
  );
  const scheme = fc.oneof(
    { weight: 6, arbitrary: fc.constant('Bearer ') },
    fc.constantFrom('bearer ', 'BEARER  ', 'Bearer', 'Basic ', 'DPoP ', ''),
  );
  return fc
    .record({
      method: fc.oneof(
        { weight: 5, arbitrary: fc.constant('GET') },
        fc.constantFrom('HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY', 'PROPFIND'),
      ),
      url: fc.tuple(path, query).map((parts) => parts.join('')),
      headers: fc.record(
        {
          authorization: fc.tuple(scheme, tokens).map((parts) => parts.join('').replace(/[^\x20-\x7E]/g, '')),
          'x-original-method': fc.oneof(fc.constantFrom('GET', 'POST', 'get', ''), headerValue),
          prefer: fc.constantFrom('return=representation', 'return=minimal'),
          'content-type': headerValue,
          cookie: headerValue,
          'x-client-id': headerValue,
        },
        { requiredKeys: ['authorization'] },
      ) as Arbitrary<Record<string, string>>,
      payload: noise,
      remoteAddress: anyAddress,
    })
    .map((request) => ({ ...request, token: request.headers['authorization']?.split(' ').at(-1) ?? '' }));
}

test(
  '/verify answers every generated request by the book, and lets nobody through but the client',
  async () => {
    await fuzz(verifyRequests(), 24_000, async ({ token, ...request }) => {
      const { statusCode: status, headers, body } = await llavero.app.inject(request as InjectOptions);
      expectLawful({ status, headers, body }, [token]);
      expectQuietLog(llavero, [token]);
      // The router could not read the address, or knows no such method.
      const isOfRouter = body.includes('"code"');
      if (isOfRouter) expect([400, 404]).toContain(status);
      else expect(headers['cache-control']).toBe('no-store');
      expect(headers['x-client-id']).toBe(status < 300 ? clientId : undefined);
      if (status >= 300 && !isOfRouter && request.method !== 'HEAD')
        expectOAuthError({ status, headers, body }, [undefined]);
    });
  },
  fuzzTimeout,
);
