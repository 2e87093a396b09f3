import { decodeProtectedHeader, importJWK, jwtVerify, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  deleteApiDocument,
  describeApi,
  threeApis,
  updateApiDocument,
  type ShownApi,
} from '../kit/api-story.ts';
import { credentialsOf, mutate, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { send, verify } from '../kit/judging-story.ts';
import { rotateSigningKeyDocument } from '../kit/key-story.ts';
import { startBeside, startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { foundOrganisation } from '../kit/organisation-story.ts';
import { claimsOf } from '../kit/token-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let common: ShownApi;
let invoices: ShownApi;
let contracts: ShownApi;
let client: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
  ({ common, invoices, contracts, client } = await threeApis(admin));
});
afterAll(() => llavero.stop());

const ask = (form: Record<string, string>, who = client) => llavero.token({ ...credentialsOf(who), ...form });

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
