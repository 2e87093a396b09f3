import type { TestLlavero, TestPerson } from './llavero.ts';

/** A signing key as GraphQL shows it. */
export type ShownKey = {
  id: string;
  algorithm: string;
  state: 'NEXT' | 'CURRENT' | 'RETIRED' | 'REVOKED';
  createdAt: string;
  readyAt: string | null;
  activatedAt: string | null;
  retiredAt: string | null;
  revokedAt: string | null;
};

const keyFields = 'id algorithm state createdAt readyAt activatedAt retiredAt revokedAt';

export const signingKeysDocument = `{ signingKeys { ${keyFields} } }`;

export const rotateSigningKeyDocument = `mutation {
  rotateSigningKey {
    __typename
    ... on RotateSigningKeyPayload { signingKey { ${keyFields} } }
    ... on Error { message }
    ... on SigningKeyNotReadyError { readyAt }
  }
}`;

export const revokeSigningKeyDocument = `mutation ($input: RevokeSigningKeyInput!) {
  revokeSigningKey(input: $input) {
    __typename
    ... on RevokeSigningKeyPayload { signingKey { ${keyFields} } }
    ... on Error { message }
  }
}`;

export const keysOf = async (owner: TestPerson): Promise<ShownKey[]> =>
  (await owner.execute(signingKeysDocument)).signingKeys;

/** The key in this state; there must be one, and one alone. */
export async function keyOf(owner: TestPerson, state: ShownKey['state']): Promise<ShownKey> {
  const [key, ...others] = (await keysOf(owner)).filter((shown) => shown.state === state);
  if (!key || others.length > 0) throw new Error(`${state}: ${key ? others.length + 1 : 0} keys`);
  return key;
}

/** Lets time pass for the keys alone: all that happened to them is so many seconds longer ago. */
export async function ageKeys({ db, signingKeys }: TestLlavero, seconds: number): Promise<void> {
  await db.$executeRaw`
    UPDATE "SigningKey" SET
      "createdAt" = "createdAt" - make_interval(secs => ${seconds}),
      "activatedAt" = "activatedAt" - make_interval(secs => ${seconds}),
      "retiredAt" = "retiredAt" - make_interval(secs => ${seconds}),
      "revokedAt" = "revokedAt" - make_interval(secs => ${seconds})`;
  await signingKeys.reload();
}

/** The next key has been published for long enough, and signs. */
export async function rotateInTime(llavero: TestLlavero, owner: TestPerson): Promise<ShownKey> {
  await ageKeys(llavero, 361);
  const { rotateSigningKey } = await owner.execute(rotateSigningKeyDocument);
  if (rotateSigningKey.__typename !== 'RotateSigningKeyPayload')
    throw new Error(JSON.stringify(rotateSigningKey));
  return rotateSigningKey.signingKey;
}

/** The `kid`s that are published. */
export async function publishedKeys({ app }: Pick<TestLlavero, 'app'>): Promise<string[]> {
  const { keys } = (await app.inject('/.well-known/jwks.json')).json<{ keys: { kid: string }[] }>();
  return keys.map(({ kid }) => kid);
}
