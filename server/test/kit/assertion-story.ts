import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { SignJWT, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, type JWTPayload } from 'jose';
import {
  createClientDocument,
  mutate,
  portal,
  registerClient,
  type RegisteredClient,
} from './client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from './llavero.ts';

/** A key pair of an application, with the public half as it is registered. */
export type AppKey = { alg: string; privateKey: CryptoKey; jwk: JWK & { kid: string } };

/** A new key pair; `members` is what its public half says beside the key itself. */
export async function makeAppKey(alg = 'ES256', members: Partial<JWK> = {}): Promise<AppKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return {
    alg,
    privateKey,
    jwk: { ...jwk, kid: await calculateJwkThumbprint(jwk), ...members } as AppKey['jwk'],
  };
}

/** The JWKS of these keys, as JSON. */
export const jwksOf = (...keys: AppKey[]): string => JSON.stringify({ keys: keys.map(({ jwk }) => jwk) });

/** A client that authenticates by these keys. */
export async function registerKeyClient(
  person: TestPerson,
  input: Partial<typeof portal>,
  ...keys: AppKey[]
): Promise<Omit<RegisteredClient, 'clientSecret'>> {
  const authentication = { authenticationMethod: 'PRIVATE_KEY_JWT', jwks: jwksOf(...keys) };
  const created = await mutate(person, createClientDocument, { ...portal, ...input, ...authentication });
  if (created.__typename !== 'CreateClientPayload') throw new Error(JSON.stringify(created));
  return created.client;
}

/** The claims of a good assertion now; `change` is what differs, and undefined takes a claim away. */
export function assertionClaims(clientId: string, change: Record<string, unknown> = {}): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  const good = {
    iss: clientId,
    sub: clientId,
    aud: 'http://localhost:4000',
    jti: randomUUID(),
    iat: now,
    exp: now + 60,
  };
  return { ...good, ...change } as JWTPayload;
}

/** An assertion of this client by this key. */
export function signAssertion(
  { alg, privateKey, jwk: { kid } }: AppKey,
  claims: JWTPayload,
  header: object = {},
): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg, kid, ...header }).sign(privateKey);
}

/** The form that asks for a token with an assertion. */
export const assertionForm = (assertion: string) => ({
  grant_type: 'client_credentials',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: assertion,
});

/** Why the last request was refused, as the log has it. */
export const lastReason = ({ logged }: TestLlavero): unknown =>
  JSON.parse(logged.findLast((line) => line.includes('"reason"')) ?? '{}').reason;

/** A Llavero in which one client has a key, and another a secret. `key` is of no client as yet. */
export type KeyStory = {
  llavero: TestLlavero;
  admin: TestPerson;
  key: AppKey;
  otherKey: AppKey;
  /** The client of `otherKey`. */
  otherId: string;
  secretClient: RegisteredClient;
};

export async function startKeyStory(): Promise<KeyStory> {
  const llavero = await startLlavero();
  const admin = await llavero.signIn('ADMIN');
  const [key, otherKey] = await Promise.all([makeAppKey(), makeAppKey()]);
  const { clientId: otherId } = await registerKeyClient(admin, { name: 'Other' }, otherKey);
  const secretClient = await registerClient(admin, { name: 'With a secret' });
  return { llavero, admin, key, otherKey, otherId, secretClient };
}

/** Asks for a token by an assertion that differs so from a good one of this client. */
export async function askByAssertion(
  { llavero, key }: KeyStory,
  clientId: string,
  change: Record<string, unknown> = {},
  header: object = {},
): Promise<LightMyRequestResponse> {
  return llavero.token(assertionForm(await signAssertion(key, assertionClaims(clientId, change), header)));
}
