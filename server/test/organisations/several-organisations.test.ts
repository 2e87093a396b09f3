import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { credentialsOf, mutate, registerClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { foundOrganisation, giveRole, signInTo } from '../kit/organisation-story.ts';
import { dump } from '../kit/rows.ts';
import { claimsOf } from '../kit/token-story.ts';

let llavero: TestLlavero;
let owner: TestPerson;
let other: string;

beforeAll(async () => {
  llavero = await startLlavero();
  owner = await llavero.signIn('OWNER');
  other = await foundOrganisation(llavero, 'Segunda');
});
afterAll(() => llavero.stop());

const whereDocument = `{
  viewer { role organisation { name isOperator } }
  account { organisations { role organisation { name } } }
}`;

const createDocument = `mutation ($input: CreateOrganisationInput!) {
  createOrganisation(input: $input) {
    __typename
    ... on CreateOrganisationPayload { organisation { id name isOperator } }
    ... on ValidationError { fields { field code } }
  }
}`;

const renameDocument = `mutation ($input: RenameOrganisationInput!) {
  renameOrganisation(input: $input) {
    __typename
    ... on RenameOrganisationPayload { organisation { name } }
    ... on ValidationError { fields { field code } }
  }
}`;

const leaveDocument = `mutation {
  leaveOrganisation { __typename ... on LeaveOrganisationPayload { organisationId } }
}`;

const removeDocument = `mutation ($input: RemoveAdministratorInput!) {
  removeAdministrator(input: $input) { __typename }
}`;

/** A viewer of the operator's organisation who owns the other one. */
async function ofBoth(): Promise<TestPerson> {
  const person = await llavero.signIn('VIEWER');
  await giveRole(llavero, person, other, 'OWNER');
  return person;
}

describe('a person of two organisations', () => {
  test('V-1 F-11: says by a header for which one a request is, and has their role there', async () => {
    const person = await ofBoth();
    const organisations = [
      { role: 'VIEWER', organisation: { name: 'Llavero' } },
      { role: 'OWNER', organisation: { name: 'Segunda' } },
    ];
    const first = { role: 'VIEWER', organisation: { name: 'Llavero', isOperator: true } };
    const second = { role: 'OWNER', organisation: { name: 'Segunda', isOperator: false } };
    expect(await person.execute(whereDocument)).toEqual({ viewer: first, account: { organisations } });
    expect(await person.in(llavero.organisationId).execute(whereDocument)).toEqual({
      viewer: first,
      account: { organisations },
    });
    expect(await person.in(other.toUpperCase()).execute(whereDocument)).toEqual({
      viewer: second,
      account: { organisations },
    });
  });

  test('V-1: works in one without touching the other, and the token says in which', async () => {
    const person = await ofBoth();
    const client = await registerClient(person.in(other), { name: 'Solo en la segunda' });
    const list = '{ clients(search: "Solo en la segunda") { nodes { clientId } } }';
    expect(await person.execute(list)).toEqual({ clients: { nodes: [] } });
    expect(await person.in(other).execute(list)).toEqual({
      clients: { nodes: [{ clientId: client.clientId }] },
    });
    expect(claimsOf(await llavero.token(credentialsOf(client)))).toMatchObject({ org: other });
  });

  test.each([
    ['one in which they have no role', () => foundOrganisation(llavero, 'Ajena')],
    ['one that does not exist', async () => '01a1fbe1-9193-740d-bebd-0d12140cb210'],
    ['no id at all', async () => 'Llavero'],
    ['nothing', async () => ''],
    ['two at once', async () => `${llavero.organisationId}, ${other}`],
  ])('P-158: who names %s is a person without a role', async (_, named) => {
    const person = (await ofBoth()).in(await named());
    expect(await person.refusals('{ clients { totalCount } }')).toEqual(['FORBIDDEN']);
    expect(await person.execute('{ viewer { id } account { email } }')).toEqual({
      viewer: null,
      account: { email: person.email },
    });
  });
});

describe('removing a person', () => {
  test('P-168: takes effect at the next request, and leaves the sessions to whoever has a role elsewhere', async () => {
    const person = await ofBoth();
    expect(await mutate(owner, removeDocument, { administratorId: person.userId })).toEqual({
      __typename: 'RemoveAdministratorPayload',
    });
    expect(await person.in(llavero.organisationId).refusals('{ clients { totalCount } }')).toEqual([
      'FORBIDDEN',
    ]);
    expect(await person.in(other).execute('{ viewer { role } }')).toEqual({ viewer: { role: 'OWNER' } });
    expect(await person.execute('{ viewer { role } }')).toEqual({ viewer: { role: 'OWNER' } });
  });
});

describe('leaving', () => {
  test('V-1: gives up the role there and nowhere else', async () => {
    const person = await ofBoth();
    expect(await person.execute(leaveDocument)).toEqual({
      leaveOrganisation: {
        __typename: 'LeaveOrganisationPayload',
        organisationId: llavero.organisationId,
      },
    });
    expect(await person.execute(whereDocument)).toEqual({
      viewer: { role: 'OWNER', organisation: { name: 'Segunda', isOperator: false } },
      account: { organisations: [{ role: 'OWNER', organisation: { name: 'Segunda' } }] },
    });
  });

  test('V-1: the last owner cannot, whoever else is an owner elsewhere', async () => {
    const lonely = await signInTo(llavero, await foundOrganisation(llavero, 'De una'), 'OWNER');
    await llavero.usage.flush();
    const before = await dump(llavero.db);
    expect(await lonely.execute(leaveDocument)).toEqual({
      leaveOrganisation: { __typename: 'LastOwnerError' },
    });
    expect(await dump(llavero.db)).toEqual(before);
  });

  test('V-1: of two owners who leave at once one stays', async () => {
    const organisationId = await foundOrganisation(llavero, 'De dos');
    const owners = [
      await signInTo(llavero, organisationId, 'OWNER'),
      await signInTo(llavero, organisationId, 'OWNER'),
    ];
    const left = await Promise.all(owners.map((one) => one.execute(leaveDocument)));
    expect(left.map(({ leaveOrganisation }) => leaveOrganisation.__typename).sort()).toEqual([
      'LastOwnerError',
      'LeaveOrganisationPayload',
    ]);
  });
});

describe('making and naming organisations', () => {
  test('V-1 F-11: an owner of the operator’s makes one, and owns it', async () => {
    const { organisation } = await mutate(owner, createDocument, { name: '  Inmobiliaria del Sur ' });
    expect(organisation).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Inmobiliaria del Sur',
      isOperator: false,
    });
    const there = owner.in(organisation.id);
    expect(await there.execute('{ viewer { role } clients { totalCount } administrators { id } }')).toEqual({
      viewer: { role: 'OWNER' },
      clients: { totalCount: 0 },
      administrators: [{ id: owner.userId }],
    });
    expect(await owner.execute('{ viewer { organisation { isOperator } } }')).toEqual({
      viewer: { organisation: { isOperator: true } },
    });
  });

  test('V-1: an owner of another organisation makes none, and reaches no signing key', async () => {
    const theirs = (await ofBoth()).in(other);
    for (const document of [
      'mutation { createOrganisation(input: { name: "Tercera" }) { __typename } }',
      'mutation { rotateSigningKey { __typename } }',
      'mutation { revokeSigningKey(input: { keyId: "x" }) { __typename } }',
      '{ signingKeys { id } }',
    ]) {
      expect(await theirs.refusals(document)).toEqual(['FORBIDDEN']);
    }
    expect(await llavero.db.organisation.count({ where: { name: 'Tercera' } })).toBe(0);
  });

  test('V-1: an owner gives their own organisation another name', async () => {
    const organisationId = await foundOrganisation(llavero, 'Antes');
    const theirs = await signInTo(llavero, organisationId, 'OWNER');
    expect(await mutate(theirs, renameDocument, { name: 'Después' })).toEqual({
      __typename: 'RenameOrganisationPayload',
      organisation: { name: 'Después' },
    });
    expect(await theirs.execute(whereDocument)).toMatchObject({
      viewer: { organisation: { name: 'Después' } },
    });
    expect(await owner.execute(whereDocument)).toMatchObject({
      viewer: { organisation: { name: 'Llavero' } },
    });
  });

  test.each([
    ['nothing', ' ', 'REQUIRED'],
    ['121 characters', 'x'.repeat(121), 'TOO_LONG'],
    ['a change of direction', 'Llavero\u202Eorevall', 'CONTROL_CHARACTER'],
    ['two lines', 'Una\nDos', 'CONTROL_CHARACTER'],
  ])('V-1: %s is no name', async (_, name, code) => {
    for (const document of [createDocument, renameDocument]) {
      expect((await mutate(owner, document, { name })).fields).toEqual([{ field: 'name', code }]);
    }
  });

  test('V-1: 120 characters are a name, in characters and not in units of UTF-16', async () => {
    const { organisation } = await mutate(owner, createDocument, { name: '🔑'.repeat(120) });
    expect(organisation.name).toBe('🔑'.repeat(120));
  });
});
