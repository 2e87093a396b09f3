import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  deleteClientDocument,
  mutate,
  portal,
  registerClient,
  rotateSecretDocument,
  updateClientDocument,
  type RegisteredClient,
} from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { foundOrganisation } from '../kit/organisation-story.ts';
import { dump } from '../kit/rows.ts';

let llavero: TestLlavero;
let owner: TestPerson;
let theirOwner: TestPerson;
let theirClient: RegisteredClient;
let theirInvitation: string;

beforeAll(async () => {
  llavero = await startLlavero();
  owner = await llavero.signIn('OWNER');
  const organisationId = await foundOrganisation(llavero, 'Other');
  theirOwner = await llavero.signIn(null);
  const membership = { userId: theirOwner.userId, organisationId, role: 'OWNER' } as const;
  await llavero.db.membership.create({ data: membership });
  theirClient = await registerClient(theirOwner, { name: 'Theirs' });
  const invited = await mutate(theirOwner, inviteDocument, { email: 'eva@example.com', role: 'ADMIN' });
  theirInvitation = invited.invitation.id;
});
afterAll(() => llavero.stop());

const inviteDocument = `mutation ($input: InviteAdministratorInput!) {
  inviteAdministrator(input: $input) { ... on InviteAdministratorPayload { invitation { id } } }
}`;

const mutation = (field: string, inputType: string) =>
  `mutation ($input: ${inputType}!) { ${field}(input: $input) { __typename } }`;

test('P-158: another organisation’s client is as if it were not there', async () => {
  const before = await dump(llavero.db);
  const { clientId } = theirClient;
  const look = 'query ($id: ID!) { client(clientId: $id) { name } }';
  expect(await theirOwner.execute(look, { id: clientId })).toEqual({ client: { name: 'Theirs' } });
  expect(await owner.execute(look, { id: clientId })).toEqual({ client: null });
  for (const document of [updateClientDocument, rotateSecretDocument, deleteClientDocument]) {
    expect(await mutate(owner, document, { clientId })).toEqual({
      __typename: 'NotFoundError',
      message: 'There is no such client. It may have been deleted.',
    });
  }
  expect(await dump(llavero.db)).toEqual(before);
});

test('P-158: lists hold nothing of another organisation, whatever is searched for', async () => {
  const lists = `query ($search: String) {
    clients(search: $search) { totalCount nodes { name } }
    administrators { id }
    invitations { id }
  }`;
  for (const search of [undefined, 'Theirs', theirClient.clientId]) {
    expect(await owner.execute(lists, { search })).toEqual({
      clients: { totalCount: 0, nodes: [] },
      administrators: [{ id: owner.userId }],
      invitations: [],
    });
    expect(await theirOwner.execute(lists, { search })).toEqual({
      clients: { totalCount: 1, nodes: [{ name: 'Theirs' }] },
      administrators: [{ id: theirOwner.userId }],
      invitations: [{ id: theirInvitation }],
    });
  }
});

test('P-158: a cursor of another organisation shows nothing of it', async () => {
  const page = 'query ($after: String) { clients(after: $after) { nodes { name } edges { cursor } } }';
  const { clients } = await theirOwner.execute(page);
  const before = '{ clients(before: "CURSOR") { nodes { name } } }'.replace(
    'CURSOR',
    clients.edges[0].cursor,
  );
  expect(await owner.execute(page, { after: clients.edges[0].cursor })).toEqual({
    clients: { nodes: [], edges: [] },
  });
  expect(await owner.execute(before)).toEqual({ clients: { nodes: [] } });
});

test('P-158: another organisation’s people and invitations cannot be touched', async () => {
  const before = await dump(llavero.db);
  const administratorId = theirOwner.userId;
  const answers = [
    await mutate(owner, mutation('changeRole', 'ChangeRoleInput'), { administratorId, role: 'VIEWER' }),
    await mutate(owner, mutation('removeAdministrator', 'RemoveAdministratorInput'), { administratorId }),
    await mutate(owner, mutation('revokeInvitation', 'RevokeInvitationInput'), {
      invitationId: theirInvitation,
    }),
  ];
  expect(answers).toEqual(answers.map(() => ({ __typename: 'NotFoundError' })));
  expect(await dump(llavero.db)).toEqual(before);
});

test('N-30: a name is unique in its organisation and free in another', async () => {
  const [ours, again] = [
    await mutate(owner, createDocument, portal),
    await mutate(theirOwner, createDocument, portal),
  ];
  expect([ours.__typename, again.__typename]).toEqual(['CreateClientPayload', 'CreateClientPayload']);
});

const createDocument = mutation('createClient', 'CreateClientInput');
