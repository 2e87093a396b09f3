import { decodeProtectedHeader, importJWK, jwtVerify, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  defaultApi,
  deleteApiDocument,
  describeApi,
  makeGroup,
  updateApiDocument,
  updateGroupDocument,
  type ShownApi,
} from '../kit/api-story.ts';
import {
  credentialsOf,
  mutate,
  registerClient,
  updateClientDocument,
  type RegisteredClient,
} from '../kit/client-story.ts';
import { send, verify } from '../kit/judging-story.ts';
import { rotateSigningKeyDocument } from '../kit/key-story.ts';
import { startBeside, startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { foundOrganisation } from '../kit/organisation-story.ts';
import { queriesOf } from '../kit/queries.ts';
import { claimsOf, expectRefusal } from '../kit/token-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let common: ShownApi;
let invoices: ShownApi;
let contracts: ShownApi;
let client: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
  common = await defaultApi(admin);
  invoices = await describeApi(admin, 'Invoices', ['invoices:read', 'invoices:create'], {
    tokenLifetimeSeconds: 120,
  });
  contracts = await describeApi(admin, 'Contracts', ['contracts:read']);
  client = await registerClient(admin, { scopes: ['read', 'update', 'invoices:read', 'invoices:create'] });
});
afterAll(() => llavero.stop());

const ask = (form: Record<string, string> | string, who = client) =>
  llavero.token(
    typeof form === 'string'
      ? `${new URLSearchParams(credentialsOf(who)).toString()}&${form}`
      : { ...credentialsOf(who), ...form },
  );

async function expectToken(response: Awaited<ReturnType<typeof ask>>, aud: string, scope: string) {
  expect([response.statusCode, response.body]).toEqual([200, expect.stringContaining('access_token')]);
  expect(claimsOf(response)).toMatchObject({ aud, scope });
  expect(response.json().scope).toBe(scope);
}

describe('the API that a token is for', () => {
  test('P-50: is the one that resource names, with all that the client may do there', async () => {
    await expectToken(
      await ask({ resource: invoices.audience }),
      invoices.audience,
      'invoices:read invoices:create',
    );
    await expectToken(await ask({ resource: common.audience }), common.audience, 'read update');
  });

  test('P-53: is the default one where neither resource nor scope is sent', async () => {
    await expectToken(await ask({}), common.audience, 'read update');
    await expectToken(await ask({ resource: '' }), common.audience, 'read update');
  });

  test('P-53: is the one that the scopes belong to', async () => {
    await expectToken(await ask({ scope: 'invoices:read' }), invoices.audience, 'invoices:read');
    await expectToken(await ask({ scope: 'update' }), common.audience, 'update');
  });

  test('is the only one where the client may do anything', async () => {
    const only = await registerClient(admin, { name: 'Only contracts', scopes: ['contracts:read'] });
    await expectToken(await ask({}, only), contracts.audience, 'contracts:read');
  });

  test('has to be named where there are several, and the default one is not among them', async () => {
    const two = await registerClient(admin, {
      name: 'Two of them',
      scopes: ['contracts:read', 'invoices:read'],
    });
    const response = await ask({}, two);
    expectRefusal(response, 400, 'invalid_target');
    expect(response.json().error_description).toContain(`${invoices.audience} ${contracts.audience}`);
    await expectToken(await ask({ resource: contracts.audience }, two), contracts.audience, 'contracts:read');
  });
});

describe('what is refused', () => {
  test.each([
    ['P-51: a resource that is no API', 'https://nobody.example.com'],
    ['P-51: an audience but for a slash', 'https://invoices.example.com/'],
    ['P-51: an audience in other letters', 'HTTPS://INVOICES.EXAMPLE.COM'],
    ['P-51: a relative address', '/api'],
    ['P-51: no address at all', 'invoices'],
    ['P-51: an audience with a fragment', 'https://invoices.example.com#part'],
  ])('%s', async (_, resource) => {
    expectRefusal(await ask({ resource }), 400, 'invalid_target');
  });

  test('P-51: an API where the client may do nothing, in the same words as one that is not there', async () => {
    const [forbidden, absent] = [
      await ask({ resource: contracts.audience }),
      await ask({ resource: 'https://absent.example.com' }),
    ];
    expectRefusal(forbidden, 400, 'invalid_target');
    expect(forbidden.json().error_description).toBe(absent.json().error_description);
  });

  test('P-51: the API of another organisation', async () => {
    await foundOrganisation(llavero, 'Elsewhere');
    const { audience } = await llavero.db.api.findFirstOrThrow({
      where: { organisation: { name: 'Elsewhere' } },
    });
    expectRefusal(await ask({ resource: audience }), 400, 'invalid_target');
  });

  test('P-52: two resources, alike or not; any other parameter twice is a bad request', async () => {
    const resource = `resource=${encodeURIComponent(invoices.audience)}`;
    for (const twice of [
      `${resource}&${resource}`,
      `${resource}&resource=${encodeURIComponent(common.audience)}`,
    ])
      expectRefusal(await ask(twice), 400, 'invalid_target');
    expectRefusal(await ask('scope=read&scope=read'), 400, 'invalid_request');
  });

  test('P-54: scopes of two APIs, and scopes of another API than the resource', async () => {
    expectRefusal(await ask({ scope: 'read invoices:read' }), 400, 'invalid_scope');
    const response = await ask({ scope: 'read', resource: invoices.audience });
    expectRefusal(response, 400, 'invalid_scope');
    expect(response.json().error_description).toContain('It may ask for: invoices:read invoices:create.');
  });

  test('X-4: a client without any permission', async () => {
    const group = await makeGroup(admin, 'About to be empty', ['contracts:read']);
    const bare = await registerClient(admin, { name: 'Bare', scopes: [], permissionGroupIds: [group.id] });
    await llavero.db.permissionGroupScope.deleteMany({ where: { groupId: group.id } });
    await llavero.changes.caughtUp();
    const response = await ask({}, bare);
    expectRefusal(response, 400, 'invalid_scope');
    expect(response.json().error_description).toContain('An administrator has to give it permissions.');
  });
});

describe('what an API says of its tokens', () => {
  test('P-58: they live as long as it says, and another lifetime holds for the next ones', async () => {
    const { access_token: _, ...answer } = (await ask({ resource: invoices.audience })).json();
    expect(answer).toMatchObject({ expires_in: 120 });
    await mutate(admin, updateApiDocument, { id: invoices.id, tokenLifetimeSeconds: 86_400 });
    const response = await ask({ resource: invoices.audience });
    const { iat, exp } = claimsOf(response) as { iat: number; exp: number };
    expect([response.json().expires_in, exp - iat]).toEqual([86_400, 86_400]);
  });

  test.each(['RS256', 'EdDSA', 'ES256'] as const)(
    'P-60 P-70: they are signed by %s where it asks for it, and those of other APIs as before',
    async (signingAlgorithm) => {
      const before = await llavero.db.signingKey.findMany({ where: { algorithm: 'ES256' } });
      await mutate(admin, updateApiDocument, { id: contracts.id, signingAlgorithm });
      const signer = await registerClient(admin, {
        name: `Signed by ${signingAlgorithm}`,
        scopes: ['contracts:read', 'read'],
      });
      const { keys } = (await llavero.app.inject('/.well-known/jwks.json')).json<{ keys: JWK[] }>();
      for (const [resource, algorithm] of [
        [contracts.audience, signingAlgorithm],
        [common.audience, 'ES256'],
      ] as const) {
        const { access_token } = (await ask({ resource }, signer)).json();
        const { alg, kid } = decodeProtectedHeader(access_token);
        expect(alg).toBe(algorithm);
        const jwk = keys.find((key) => key.kid === kid);
        await jwtVerify(access_token, await importJWK(jwk ?? {}, algorithm), {
          issuer: llavero.config.issuer,
          audience: resource,
          typ: 'at+jwt',
          algorithms: [algorithm],
        });
        const verified = await verify(llavero, access_token, {
          url: `/verify?resource=${resource}&scope=${resource === common.audience ? 'read' : 'contracts:read'}`,
        });
        expect(verified.statusCode).toBe(204);
      }
      expect(await llavero.db.signingKey.findMany({ where: { algorithm: 'ES256' } })).toEqual(before);
    },
  );

  test('P-60: a process beside this one signs with the new algorithm as soon as it has heard of it', async () => {
    const other = await startBeside(llavero);
    try {
      await mutate(admin, updateApiDocument, { id: contracts.id, signingAlgorithm: 'EdDSA' });
      await other.changes.caughtUp();
      const signer = await registerClient(admin, { name: 'Beside', scopes: ['contracts:read'] });
      const { access_token } = (await other.token(credentialsOf(signer))).json();
      expect(decodeProtectedHeader(access_token).alg).toBe('EdDSA');
    } finally {
      await other.stop();
    }
  });

  test('P-67: the keys of each algorithm are rotated by themselves', async () => {
    await mutate(admin, updateApiDocument, { id: contracts.id, signingAlgorithm: 'RS256' });
    const owner = await llavero.signIn('OWNER');
    const document = rotateSigningKeyDocument
      .replace('mutation {', 'mutation ($input: RotateSigningKeyInput) {')
      .replace('rotateSigningKey {', 'rotateSigningKey(input: $input) {');
    await llavero.db.$executeRaw`UPDATE "SigningKey" SET "createdAt" = "createdAt" - interval '10 minutes'`;
    const states = async (algorithm: string) =>
      (await llavero.db.signingKey.findMany({ where: { algorithm } })).map(({ state }) => state).toSorted();
    const before = await states('ES256');
    const { rotateSigningKey } = await owner.execute(document, { input: { algorithm: 'RS256' } });
    expect(rotateSigningKey).toMatchObject({
      __typename: 'RotateSigningKeyPayload',
      signingKey: { algorithm: 'RS256', state: 'CURRENT' },
    });
    expect([await states('RS256'), await states('ES256')]).toEqual([['CURRENT', 'NEXT', 'RETIRED'], before]);
  });
});

describe('what a client may do', () => {
  test('X-4 F-16: is what its single scopes and its groups come to together', async () => {
    const group = await makeGroup(admin, 'Reports', ['invoices:read', 'read']);
    const both = await registerClient(admin, {
      name: 'Both',
      scopes: ['update', 'read'],
      permissionGroupIds: [group.id],
    });
    await expectToken(await ask({}, both), common.audience, 'read update');
    await expectToken(await ask({ resource: invoices.audience }, both), invoices.audience, 'invoices:read');
  });

  test('N-46: a changed group changes what the next token holds', async () => {
    const group = await makeGroup(admin, 'Changing', ['read']);
    const grouped = await registerClient(admin, {
      name: 'Grouped',
      scopes: [],
      permissionGroupIds: [group.id],
    });
    await expectToken(await ask({}, grouped), common.audience, 'read');
    await mutate(admin, updateGroupDocument, { id: group.id, scopes: ['read', 'delete'] });
    await expectToken(await ask({}, grouped), common.audience, 'read delete');
    await mutate(admin, updateClientDocument, {
      clientId: grouped.clientId,
      scopes: ['create'],
      permissionGroupIds: [],
    });
    await expectToken(await ask({}, grouped), common.audience, 'create');
  });

  test('costs no query once the client is known', async () => {
    await ask({ resource: invoices.audience });
    const queries = await queriesOf(() => ask({ resource: invoices.audience, scope: 'invoices:read' }));
    expect(queries.filter((query) => query !== 'SELECT 1')).toEqual([]);
  });

  test('is held once in memory for all clients that may do the same', async () => {
    const [one, other] = await Promise.all(
      ['Alike', 'Alike too'].map(async (name) => {
        const { clientId } = await registerClient(admin, { name, scopes: ['read', 'contracts:read'] });
        await llavero.authentication.registry.find(clientId);
        return llavero.authentication.registry.find(clientId);
      }),
    );
    expect(one?.access.map(({ audience }) => audience)).toEqual([common.audience, contracts.audience]);
    expect(one?.access).toBe(other?.access);
  });
});

describe('a token for one API', () => {
  const tokenFor = async (resource: string): Promise<string> =>
    (await ask({ resource })).json<{ access_token: string }>().access_token;

  test('N-62 P-144: is let through where that API is meant, and nowhere else', async () => {
    const token = await tokenFor(invoices.audience);
    const through = async (query: string) =>
      (await verify(llavero, token, { url: `/verify${query}` })).statusCode;
    const named = `?resource=${encodeURIComponent(invoices.audience)}&scope=invoices:read`;
    expect(await through(named)).toBe(204);
    expect(await through(named.replace('invoices:read', 'contracts:read'))).toBe(403);
    expect(await through('')).toBe(401);
    expect(await through(`?resource=${encodeURIComponent(contracts.audience)}`)).toBe(401);
    expect(await through('?resource=https://absent.example.com')).toBe(401);
  });

  test('P-121: is active at the introspection of its organisation, whichever API it is for', async () => {
    const api = await registerClient(admin, { name: 'Asks', mayIntrospect: true });
    for (const { audience } of [common, invoices]) {
      const answer = await send(llavero, '/introspect', api, { token: await tokenFor(audience) });
      expect(answer.json()).toMatchObject({ active: true, aud: audience });
    }
  });

  test('is void online once the API is gone, and no statement gives its audience to another organisation', async () => {
    const gone = await describeApi(admin, 'Gone', ['gone:read']);
    const user = await registerClient(admin, { name: 'Of what is gone', scopes: ['gone:read', 'read'] });
    const { access_token: token } = (await ask({ resource: gone.audience }, user)).json();
    const url = `/verify?resource=${gone.audience}&scope=gone:read`;
    expect((await verify(llavero, token, { url })).statusCode).toBe(204);
    await mutate(admin, deleteApiDocument, { id: gone.id, evenIfInUse: true });
    expect((await verify(llavero, token, { url })).statusCode).toBe(401);
    const organisationId = await foundOrganisation(llavero, 'Heirs');
    const heirs = { where: { organisationId }, data: { audience: gone.audience } };
    await expect(llavero.db.api.updateMany(heirs)).rejects.toThrow('Api_audience_organisationId_fkey');
  });

  test('has a revocation list of its own, signed as its tokens are', async () => {
    await mutate(admin, updateApiDocument, { id: contracts.id, signingAlgorithm: 'RS256' });
    const listOf = (audience: string) =>
      llavero.app.inject(`/.well-known/revocations?${new URLSearchParams({ audience })}`);
    const [ofContracts, ofInvoices, ofNobody] = [
      await listOf(contracts.audience),
      await listOf(invoices.audience),
      await listOf('https://absent.example.com'),
    ];
    expect(ofNobody.statusCode).toBe(404);
    const keys = (await llavero.app.inject('/.well-known/jwks.json')).json<{ keys: JWK[] }>().keys;
    for (const [response, audience, alg] of [
      [ofContracts, contracts.audience, 'RS256'],
      [ofInvoices, invoices.audience, 'ES256'],
    ] as const) {
      const { kid } = decodeProtectedHeader(response.body);
      const key = await importJWK(keys.find((jwk) => jwk.kid === kid) ?? {}, alg);
      const { payload } = await jwtVerify(response.body, key, { audience, algorithms: [alg] });
      expect(payload['clients']).toEqual({});
    }
  });
});
