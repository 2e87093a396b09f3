import { mutate } from './client-story.ts';
import type { TestPerson } from './llavero.ts';

export const secretFields = `id hint description state createdAt startsAt expiresAt replacedAt
  firstUsedAt lastUsedAt lastUsedFrom usesInLastDay`;

const answer = (
  name: string,
  payload: string,
) => `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) {
  ${name}(input: $input) {
    __typename
    ... on ${name[0]!.toUpperCase()}${name.slice(1)}Payload { ${payload} }
    ... on Error { message }
    ... on ValidationError { fields { field code message } }
  }
}`;

export const createSecretDocument = answer(
  'createSecret',
  `client { clientId } secret { ${secretFields} } clientSecret`,
);
export const updateSecretDocument = answer('updateSecret', `client { clientId } secret { ${secretFields} }`);
export const revokeSecretDocument = answer('revokeSecret', `client { secrets { ${secretFields} } }`).replace(
  '... on ValidationError { fields { field code message } }',
  '',
);
export const rotateToSecretDocument = answer('rotateSecret', `secret { ${secretFields} } clientSecret`);

/** The secrets of a client, the newest first, as a reader sees them. */
export async function secretsOf(person: TestPerson, { clientId }: { clientId: string }): Promise<any[]> {
  const { client } = await person.execute(
    `query ($id: ID!) { client(clientId: $id) { secrets { ${secretFields} } } }`,
    { id: clientId },
  );
  return client.secrets;
}

/** One more secret for a client; answers with what is kept of it and with the secret. */
export async function addSecretTo(
  person: TestPerson,
  { clientId }: { clientId: string },
  input: object = {},
): Promise<{ secret: any; clientSecret: string }> {
  const created = await mutate(person, createSecretDocument, { clientId, ...input });
  if (created.__typename !== 'CreateSecretPayload') throw new Error(JSON.stringify(created));
  return created;
}

/** Which field is refused, and why. */
export const complaintsOf = (refused: any): [string, string][] =>
  refused.fields?.map(({ field, code }: any) => [field, code]) ?? [['', refused.__typename]];
