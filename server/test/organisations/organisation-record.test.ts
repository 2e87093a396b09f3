import { afterAll, beforeAll, expect, test } from 'vitest';
import { mutate } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { giveRole } from '../kit/organisation-story.ts';

let llavero: TestLlavero;
let owner: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  owner = await llavero.signIn('OWNER');
});
afterAll(() => llavero.stop());

const createDocument = `mutation ($input: CreateOrganisationInput!) {
  createOrganisation(input: $input) { ... on CreateOrganisationPayload { organisation { id } } }
}`;
const renameDocument = `mutation ($input: RenameOrganisationInput!) {
  renameOrganisation(input: $input) { __typename }
}`;
const leaveDocument = 'mutation { leaveOrganisation { __typename } }';

test('N-6 V-1: making, naming and leaving an organisation stand in its own record, and in no other', async () => {
  const { organisation } = await mutate(owner, createDocument, { name: 'Sur' });
  const there = owner.in(organisation.id);
  await mutate(there, renameDocument, { name: 'Sur' });
  await mutate(there, renameDocument, { name: 'Norte' });
  const other = await llavero.signIn(null);
  await giveRole(llavero, other, organisation.id, 'OWNER');
  await there.execute(leaveDocument);

  const { id } = organisation;
  const acts = ['organisation.created', 'organisation.renamed', 'administrator.left'];
  const events = await llavero.db.auditEvent.findMany({
    where: { action: { in: acts } },
    orderBy: { sequence: 'asc' },
  });
  const all = { organisationId: id, actorId: owner.userId, address: '127.0.0.1' };
  const name = (await llavero.db.user.findUniqueOrThrow({ where: { id: owner.userId } })).name;
  expect(events).toMatchObject([
    { ...all, action: 'organisation.created', subjectId: id, before: null, after: { name: 'Sur' } },
    { ...all, action: 'organisation.renamed', before: { name: 'Sur' }, after: { name: 'Norte' } },
    { ...all, action: 'administrator.left', subjectName: name, before: { role: 'OWNER' }, after: null },
  ]);
});
