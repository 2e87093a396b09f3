import type { TestPerson } from './llavero.ts';

export type RegisteredClient = {
  clientId: string;
  clientSecret: string;
  name: string;
  description: string;
  scopes: string[];
  updatedAt: string;
};

const clientFields = 'clientId name description scopes grantTypes secretHint createdAt updatedAt lastUsedAt';

export const createClientDocument = `mutation ($input: CreateClientInput!) {
  createClient(input: $input) {
    __typename
    ... on CreateClientPayload { client { ${clientFields} } clientSecret }
    ... on Error { message }
    ... on ValidationError { fields { field code message } }
  }
}`;

export const updateClientDocument = `mutation ($input: UpdateClientInput!) {
  updateClient(input: $input) {
    __typename
    ... on UpdateClientPayload { client { ${clientFields} } }
    ... on Error { message }
    ... on ValidationError { fields { field code message } }
    ... on ConflictError { client { ${clientFields} } }
  }
}`;

export const rotateSecretDocument = `mutation ($input: RotateSecretInput!) {
  rotateSecret(input: $input) {
    __typename
    ... on RotateSecretPayload { client { ${clientFields} } clientSecret }
    ... on Error { message }
  }
}`;

export const deleteClientDocument = `mutation ($input: DeleteClientInput!) {
  deleteClient(input: $input) { __typename ... on DeleteClientPayload { clientId } ... on Error { message } }
}`;

export const revokeTokensDocument = `mutation ($input: RevokeTokensInput!) {
  revokeTokens(input: $input) {
    __typename
    ... on RevokeTokensPayload { client { ${clientFields} } }
    ... on Error { message }
  }
}`;

export const portal = {
  name: 'Portal Web Corporativo',
  description: 'Credenciales API para el portal web corporativo de la inmobiliaria',
  scopes: ['read'],
};

/** A client that this person registers. */
export async function registerClient(
  person: TestPerson,
  input: Partial<typeof portal> & { permissionGroupIds?: string[]; [setting: string]: unknown } = {},
): Promise<RegisteredClient> {
  const { createClient } = await person.execute(createClientDocument, { input: { ...portal, ...input } });
  if (createClient.__typename !== 'CreateClientPayload') throw new Error(JSON.stringify(createClient));
  return { ...createClient.client, clientSecret: createClient.clientSecret };
}

/** The result of a mutation with this input. */
export async function mutate(
  person: TestPerson,
  document: string,
  input: Record<string, unknown>,
): Promise<any> {
  return Object.values(await person.execute<Record<string, unknown>>(document, { input }))[0];
}

/** The form that asks for a token with these credentials. */
export const credentialsOf = ({ clientId, clientSecret }: { clientId: string; clientSecret: string }) => ({
  grant_type: 'client_credentials',
  client_id: clientId,
  client_secret: clientSecret,
});
