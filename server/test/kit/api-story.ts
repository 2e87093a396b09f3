import { registerClient, type RegisteredClient } from './client-story.ts';
import type { TestPerson } from './llavero.ts';

const apiFields = `id name audience isDefault tokenLifetimeSeconds signingAlgorithm createdAt updatedAt
  scopes { name title titles { en es } descriptions { en es } }`;

export const apisDocument = `{ apis { ${apiFields} } }`;

const refused = `
  ... on Error { message }
  ... on ValidationError { fields { field code message } }
  ... on InUseError { clientCount clients { name } permissionGroups { name } }`;

export const createApiDocument = `mutation ($input: CreateApiInput!) {
  createApi(input: $input) {
    __typename
    ... on CreateApiPayload { api { ${apiFields} } }
    ... on Error { message }
    ... on ValidationError { fields { field code message } }
  }
}`;

export const updateApiDocument = `mutation ($input: UpdateApiInput!) {
  updateApi(input: $input) { __typename ... on UpdateApiPayload { api { ${apiFields} } } ${refused} }
}`;

export const deleteApiDocument = `mutation ($input: DeleteApiInput!) {
  deleteApi(input: $input) {
    __typename
    ... on DeleteApiPayload { id }
    ... on Error { message }
    ... on InUseError { clientCount clients { name } permissionGroups { name } }
  }
}`;

export type ShownApi = {
  id: string;
  name: string;
  audience: string;
  isDefault: boolean;
  tokenLifetimeSeconds: number;
  signingAlgorithm: string;
  updatedAt: string;
  scopes: { name: string; titles: { en: string; es: string } }[];
};

/** A scope with words of some kind. */
export const scope = (name: string) => ({ name, titles: { en: `To ${name}`, es: `Para ${name}` } });

/** An API with these scopes; what is not said differs by its name alone. */
export const apiInput = (name: string, scopes: string[], more: Record<string, unknown> = {}) => ({
  name,
  audience: `https://${name.toLowerCase()}.example.com`,
  scopes: scopes.map(scope),
  ...more,
});

/** An API that this person describes. */
export async function describeApi(
  person: TestPerson,
  ...input: Parameters<typeof apiInput>
): Promise<ShownApi> {
  const { createApi } = await person.execute(createApiDocument, { input: apiInput(...input) });
  if (createApi.__typename !== 'CreateApiPayload') throw new Error(JSON.stringify(createApi));
  return createApi.api;
}

/** The API that the organisation began with. */
export async function defaultApi(person: TestPerson): Promise<ShownApi> {
  const { apis } = await person.execute<{ apis: ShownApi[] }>(apisDocument);
  const found = apis.find(({ isDefault }) => isDefault);
  if (!found) throw new Error('there is no default API');
  return found;
}

/** The default API and two others, and a client that may do all at one of them, something at the default one and nothing at the third. */
export async function threeApis(admin: TestPerson): Promise<{
  common: ShownApi;
  invoices: ShownApi;
  contracts: ShownApi;
  client: RegisteredClient;
}> {
  const common = await defaultApi(admin);
  const invoices = await describeApi(admin, 'Invoices', ['invoices:read', 'invoices:create'], {
    tokenLifetimeSeconds: 120,
  });
  const contracts = await describeApi(admin, 'Contracts', ['contracts:read']);
  const scopes = ['read', 'update', 'invoices:read', 'invoices:create'];
  return { common, invoices, contracts, client: await registerClient(admin, { scopes }) };
}

const groupFields = 'id name description scopes clientCount createdAt updatedAt';

export const groupsDocument = `{ permissionGroups { ${groupFields} } }`;

export const createGroupDocument = `mutation ($input: CreatePermissionGroupInput!) {
  createPermissionGroup(input: $input) {
    __typename
    ... on CreatePermissionGroupPayload { permissionGroup { ${groupFields} } }
    ... on Error { message }
    ... on ValidationError { fields { field code message } }
  }
}`;

export const updateGroupDocument = `mutation ($input: UpdatePermissionGroupInput!) {
  updatePermissionGroup(input: $input) {
    __typename
    ... on UpdatePermissionGroupPayload { permissionGroup { ${groupFields} } }
    ... on Error { message }
    ... on ValidationError { fields { field code message } }
  }
}`;

export const deleteGroupDocument = `mutation ($input: DeletePermissionGroupInput!) {
  deletePermissionGroup(input: $input) {
    __typename
    ... on DeletePermissionGroupPayload { id }
    ... on Error { message }
    ... on InUseError { clientCount clients { name } permissionGroups { name } }
  }
}`;

export type ShownGroup = {
  id: string;
  name: string;
  description: string;
  scopes: string[];
  clientCount: number;
  updatedAt: string;
};

/** A permission group that this person makes. */
export async function makeGroup(person: TestPerson, name: string, scopes: string[]): Promise<ShownGroup> {
  const { createPermissionGroup } = await person.execute(createGroupDocument, { input: { name, scopes } });
  if (createPermissionGroup.__typename !== 'CreatePermissionGroupPayload')
    throw new Error(JSON.stringify(createPermissionGroup));
  return createPermissionGroup.permissionGroup;
}
