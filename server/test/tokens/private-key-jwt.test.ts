import { randomUUID } from 'node:crypto';
import { decodeJwt, type JWTPayload } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  askByAssertion,
  assertionClaims,
  assertionForm,
  lastReason,
  makeAppKey,
  registerKeyClient,
  signAssertion,
  startKeyStory,
  type AppKey,
  type KeyStory,
} from '../kit/assertion-story.ts';
import { credentialsOf, type RegisteredClient } from '../kit/client-story.ts';
import type { TestLlavero, TestPerson } from '../kit/llavero.ts';
import { basicHeader, claimsOf, expectRefusal } from '../kit/token-story.ts';

let story: KeyStory;
let llavero: TestLlavero;
let admin: TestPerson;
let key: AppKey;
let otherId: string;
let secretClient: RegisteredClient;
let clientId: string;

beforeAll(async () => {
  story = await startKeyStory();
  ({ llavero, admin, key, otherId, secretClient } = story);
});
// Each test has a client that nobody has failed as yet.
beforeEach(async () => {
  ({ clientId } = await registerKeyClient(admin, { name: randomUUID() }, key));
});
afterAll(() => llavero.stop());

const ask = (change?: Record<string, unknown>, header?: object) =>
  askByAssertion(story, clientId, change, header);

describe('a good assertion', () => {
  test.each([
    'ES256',
    'ES384',
    'ES512',
    'EdDSA',
    'Ed25519',
    'PS256',
    'PS384',
    'PS512',
    'RS256',
    'RS384',
    'RS512',
  ])('P-71: gets a token, signed by %s', async (alg) => {
    const own = await makeAppKey(alg);
    const client = await registerKeyClient(admin, { name: alg }, own);
    const response = await llavero.token(
      assertionForm(await signAssertion(own, assertionClaims(client.clientId))),
    );
    expect([response.statusCode, response.json()]).toEqual([
      200,
      { access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600, scope: 'read' },
    ]);
    expect(claimsOf(response)).toMatchObject({ sub: client.clientId, client_id: client.clientId });
  });

  test('P-71: may come with its client ID in the form', async () => {
    const form = assertionForm(await signAssertion(key, assertionClaims(clientId)));
    expect((await llavero.token({ ...form, client_id: clientId })).statusCode).toBe(200);
  });

  test('P-71: needs no kid, nor an iat, nor a typ', async () => {
    const responses = [
      await ask({}, { kid: undefined }),
      await ask({ iat: undefined }),
      await ask({}, { typ: 'JWT' }),
    ];
    expect(responses.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  });

  test('P-71: is by any key of the client, also without a kid where several could be meant', async () => {
    const keys = await Promise.all([makeAppKey(), makeAppKey(), makeAppKey('PS256')]);
    const client = await registerKeyClient(admin, { name: 'Several keys' }, ...keys);
    for (const own of keys) {
      for (const header of [{}, { kid: undefined }]) {
        const assertion = await signAssertion(own, assertionClaims(client.clientId), header);
        expect((await llavero.token(assertionForm(assertion))).statusCode).toBe(200);
      }
    }
    const foreign = await signAssertion(key, assertionClaims(client.clientId), { kid: undefined });
    expectRefusal(await llavero.token(assertionForm(foreign)), 401, 'invalid_client');
    expect(lastReason(llavero)).toBe('ASSERTION_SIGNATURE');
  });

  test('P-76: may be from a clock that is 8 seconds fast', async () => {
    const soon = Math.floor(Date.now() / 1000) + 8;
    expect((await ask({ iat: soon, nbf: soon, exp: soon + 600 })).statusCode).toBe(200);
  });

  test.each(['http://localhost:4000', 'http://localhost:4000/token'])('P-74: is for %s', async (aud) => {
    expect((await ask({ aud })).statusCode).toBe(200);
  });
});

describe('a request that', () => {
  const good = async (claims: JWTPayload = assertionClaims(clientId)) =>
    assertionForm(await signAssertion(key, claims));

  test('P-34: sends a secret for a client with a key is refused, whatever the database holds', async () => {
    const { clientSecret } = secretClient;
    await llavero.db.clientSecret.updateMany({
      where: { id: clientSecret.slice(4, 12) },
      data: { clientId: (await llavero.db.client.findUniqueOrThrow({ where: { clientId } })).id },
    });
    await llavero.changes.caughtUp();
    expectRefusal(await llavero.token(credentialsOf({ clientId, clientSecret })), 401, 'invalid_client');
    expect(lastReason(llavero)).toBe('SECRET_FOR_ASSERTION');
  });

  test('P-81: sends two assertions is refused', async () => {
    const [one, two] = [await good(), await good()].map((form) => new URLSearchParams(form).toString());
    expectRefusal(await llavero.token(`${one}&${two}`), 400, 'invalid_request');
    expectRefusal(await llavero.token(`${one}&client_assertion=x`), 400, 'invalid_request');
  });

  test('P-31 P-81: sends other credentials beside the assertion is refused', async () => {
    const headers = basicHeader(secretClient.clientId, secretClient.clientSecret);
    const answers = [
      await llavero.token(await good(), { headers }),
      await llavero.token(await good(), { headers: { authorization: 'Bearer x' } }),
      await llavero.token({ ...(await good()), client_secret: secretClient.clientSecret }),
    ];
    for (const response of answers) {
      expectRefusal(response, 401, 'invalid_client');
      expect(lastReason(llavero)).toBe('ASSERTION_AND_SECRET');
    }
  });

  test('P-82: names another client in the form is refused', async () => {
    for (const client_id of [otherId, secretClient.clientId, ` ${clientId}`, 'x']) {
      expectRefusal(await llavero.token({ ...(await good()), client_id }), 401, 'invalid_client');
      expect(lastReason(llavero)).toBe('ASSERTION_OF_ANOTHER_CLIENT');
    }
  });

  test.each([
    ['no type', { client_assertion_type: '' }],
    ['another type', { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' }],
    ['no assertion', { client_assertion: '' }],
  ])('P-71: sends %s is refused', async (_, change) => {
    expectRefusal(await llavero.token({ ...(await good()), ...change }), 401, 'invalid_client');
    expect(lastReason(llavero)).toBe('ASSERTION_TYPE');
  });

  test('P-84: is refused for whatever is wrong with its credentials gets the same bytes', async () => {
    const answers = [
      await llavero.token(credentialsOf({ clientId: otherId, clientSecret: 'wrong' })),
      await llavero.token(assertionForm('assertion')),
      await ask({ exp: 1 }),
      await ask({ sub: 'cli_0000000000000000000000' }),
      await ask({}, { kid: randomUUID() }),
      await llavero.token({ ...(await good()), client_secret: 'x' }),
    ];
    const shown = answers.map(({ statusCode, headers, body }) => {
      const id = String(headers['x-request-id']);
      return JSON.stringify([statusCode, { ...headers, date: '', 'x-request-id': '' }, body.replace(id, '')]);
    });
    expect(new Set(shown).size).toBe(1);
  });

  test('P-181: is refused is found by its error_id, under the client that the assertion is about', async () => {
    const response = await ask({ aud: 'https://as.example.com' });
    await llavero.usage.flush();
    const { refusal } = await admin.execute(
      'query ($errorId: ID!) { refusal(errorId: $errorId) { code explanation clientId client { clientId } secretHint } }',
      { errorId: response.json().error_id },
    );
    expect(refusal).toEqual({
      code: 'ASSERTION_AUDIENCE',
      explanation: expect.stringContaining('issuer'),
      clientId,
      client: { clientId },
      secretHint: null,
    });
  });

  test('P-178: is refused leaves no part of the assertion in the log', async () => {
    const form = await good(assertionClaims(clientId, { exp: 1, jti: 'canary-jti' }));
    expectRefusal(await llavero.token(form), 401, 'invalid_client');
    const signature = form.client_assertion.split('.')[2] ?? '';
    expect(decodeJwt(form.client_assertion).jti).toBe('canary-jti');
    for (const line of llavero.logged) {
      expect(line).not.toContain(signature);
      expect(line).not.toContain('canary-jti');
    }
  });
});

test('P-83: no address of keys is fetched: a JWKS that is one is refused at registration', async () => {
  const input = { jwks: 'https://app.example/jwks.json', authenticationMethod: 'PRIVATE_KEY_JWT' };
  const { createClient } = await admin.execute(
    'mutation ($input: CreateClientInput!) { createClient(input: $input) { ... on ValidationError { fields { field code } } } }',
    { input: { name: 'URI', description: 'x', scopes: ['read'], ...input } },
  );
  expect(createClient).toEqual({ fields: [{ field: 'jwks', code: 'INVALID_JWKS' }] });
});
