import { KeyObject } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateSecret } from '../../src/clients/credentials.ts';
import { makeAppKey, registerKeyClient } from '../kit/assertion-story.ts';
import { registerClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { claimsIn, tokenOf } from '../kit/token-story.ts';
import type { Answer } from '../kit/wire.ts';
import { formRequests, type FormRequest, type Material } from './form-requests.ts';
import { fuzz, fuzzTimeout } from './fuzz.ts';
import { expectLawful, expectOAuthError, expectQuietLog } from './lawful.ts';
import { goodAssertion, mutatedJwts, type Signer } from './tokens.ts';

let llavero: TestLlavero;
let material: Material;
let good: { clientId: string; clientSecret: string };

beforeAll(async () => {
  llavero = await startLlavero();
  const admin = await llavero.signIn('ADMIN');
  const clients = [];
  for (const name of ['A', 'B', 'C', 'D']) {
    const client = await registerClient(admin, {
      name,
      scopes: ['read', 'update'],
      mayIntrospect: name < 'D',
    });
    // A secret that was proven once costs a slow hash no more.
    await tokenOf(llavero, client);
    clients.push(client);
  }
  const key = await makeAppKey();
  const { clientId } = await registerKeyClient(admin, { name: 'With a key' }, key);
  const signer: Signer = { kid: key.jwk.kid, privateKey: KeyObject.from(key.privateKey) };
  const [first = good] = clients;
  good = first;
  const claims = claimsIn(await tokenOf(llavero, good));
  const { kid, privateKey } = llavero.signingKeys.current;
  material = {
    clients,
    assertions: mutatedJwts(signer, goodAssertion(signer, clientId, llavero.config.issuer)),
    tokens: mutatedJwts({ kid, privateKey }, () => ({
      header: { alg: 'ES256', typ: 'at+jwt', kid },
      claims,
    })),
  };
});
afterAll(() => llavero.stop());

async function ask({ secrets: _, ...request }: FormRequest): Promise<Answer> {
  const { statusCode, headers, body } = await llavero.app.inject(request as InjectOptions);
  return { status: statusCode, headers, body };
}

/** What the three have in common; gives back the body of a success. */
async function answered(request: FormRequest): Promise<string | undefined> {
  const answer = await ask(request);
  expectLawful(answer, request.secrets);
  expectQuietLog(llavero, request.secrets);
  expect([answer.headers['cache-control'], answer.headers['pragma']]).toEqual(['no-store', 'no-cache']);
  if (answer.status === 200) return answer.body;
  if (request.method !== 'HEAD') expectOAuthError(answer);
  return undefined;
}

test(
  '/token answers every generated request by the book',
  async () => {
    await fuzz(formRequests('/token', material), 24_000, async (request) => {
      const body = await answered(request);
      if (body === undefined) return;
      expect(JSON.parse(body)).toEqual({
        access_token: expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]{86}$/),
        token_type: 'Bearer',
        expires_in: 3600,
        scope: expect.stringMatching(/^(read|update|read update)$/),
      });
    });
  },
  fuzzTimeout,
);

test(
  '/introspect does',
  async () => {
    await fuzz(formRequests('/introspect', material), 20_000, async (request) => {
      const body = await answered(request);
      if (body === undefined) return;
      const { active, ...more } = JSON.parse(body);
      if (active) expect(more).toMatchObject({ token_type: 'Bearer', iss: llavero.config.issuer });
      else expect(body).toBe('{"active":false}');
    });
  },
  fuzzTimeout,
);

test(
  '/revoke does',
  async () => {
    await fuzz(formRequests('/revoke', material), 20_000, async (request) => {
      expect(await answered(request)).toBeOneOf([undefined, '']);
    });
  },
  fuzzTimeout,
);

test(
  'and after secrets that only the slow hash can tell from real ones, a real one still gets a token',
  async () => {
    const strange = fc.nat().map(() => generateSecret().secret);
    await fuzz(strange, 600, async (clientSecret) => {
      await answered({
        url: '/token',
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: Buffer.from(new URLSearchParams({ ...asForm(good.clientId, clientSecret) }).toString()),
        remoteAddress: '127.0.0.1',
        secrets: [clientSecret],
      });
    });
    await tokenOf(llavero, good);
  },
  fuzzTimeout,
);

const asForm = (client_id: string, client_secret: string) => ({
  grant_type: 'client_credentials',
  client_id,
  client_secret,
});
