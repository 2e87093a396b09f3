import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '../../src/generated/prisma/client.ts';
import { registerClient } from '../kit/client-story.ts';
import { everyTopField } from '../kit/generated-documents.ts';
import { startLlavero, stranger, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { dumpWithoutAttempts } from '../kit/rows.ts';

/** From the least to the most; each may what those before may. */
const ranks = ['stranger', 'roleless', 'viewer', 'admin', 'owner'] as const;
type Rank = (typeof ranks)[number];

/** Who may, at least. A new field fails these tests until somebody has decided about it here. */
const leastRank: Record<string, Rank> = {
  account: 'stranger',
  api: 'viewer',
  apiTemplates: 'viewer',
  apis: 'viewer',
  administrators: 'owner',
  auditLog: 'viewer',
  auditRetention: 'viewer',
  client: 'viewer',
  clients: 'viewer',
  endingSecrets: 'viewer',
  invitation: 'stranger',
  invitations: 'owner',
  permissionGroups: 'viewer',
  scopes: 'viewer',
  setAuditRetention: 'owner',
  verifyAuditLog: 'viewer',
  viewer: 'stranger',
  acceptInvitation: 'stranger',
  changePassword: 'roleless',
  changeRole: 'owner',
  confirmPassword: 'roleless',
  createApi: 'admin',
  createClient: 'admin',
  createOrganisation: 'owner',
  createSecret: 'admin',
  createPermissionGroup: 'admin',
  deleteApi: 'admin',
  deleteClient: 'admin',
  deletePermissionGroup: 'admin',
  endOtherSessions: 'roleless',
  endSession: 'roleless',
  inviteAdministrator: 'owner',
  joinOrganisation: 'roleless',
  leaveOrganisation: 'viewer',
  removeAdministrator: 'owner',
  renameOrganisation: 'owner',
  revokeInvitation: 'owner',
  revokeSecret: 'admin',
  revokeSigningKey: 'owner',
  removeWebhook: 'owner',
  revokeTokens: 'admin',
  rotateSecret: 'admin',
  rotateSigningKey: 'owner',
  rotateWebhookSecret: 'owner',
  setWebhook: 'owner',
  testWebhook: 'owner',
  webhook: 'admin',
  signingKeys: 'owner',
  refusal: 'viewer',
  updateApi: 'admin',
  updateClient: 'admin',
  updateSecret: 'admin',
  updatePermissionGroup: 'admin',
};

let llavero: TestLlavero;
let people: Record<Rank, TestPerson>;

beforeAll(async () => {
  llavero = await startLlavero();
  people = {
    stranger: stranger(llavero.app),
    roleless: await llavero.signIn(null),
    viewer: await llavero.signIn('VIEWER'),
    admin: await llavero.signIn('ADMIN'),
    owner: await llavero.signIn('OWNER'),
  };
  await registerClient(people.admin, { name: 'Nobody’s business' });
});
// One of the fields is leaving.
beforeEach(async () => {
  const { organisationId, db } = llavero;
  const data = (['viewer', 'admin', 'owner'] as const).map((rank) => ({
    userId: people[rank].userId,
    organisationId,
    role: rank.toUpperCase() as Role,
  }));
  await db.membership.createMany({ data, skipDuplicates: true });
});
afterAll(() => llavero.stop());

/** The whole answer, with whatever data came beside a refusal. */
async function send({ cookie }: Pick<TestPerson, 'cookie'>, query: string) {
  const headers = cookie ? { cookie } : {};
  const response = await llavero.app.inject({ method: 'POST', url: '/graphql', headers, payload: { query } });
  return response.json<{ data?: object | null; errors?: { message: string; extensions: object }[] }>();
}

const fields = everyTopField();

test('every field of the schema has its place in the table', () => {
  expect(fields.map(({ field }) => field).sort()).toEqual(Object.keys(leastRank).sort());
});

describe.each(fields)('$kind $field', ({ field, document }) => {
  const least = ranks.indexOf(leastRank[field] ?? 'owner');

  test.each(ranks.slice(0, least))(
    'N-9 N-77 P-159: is refused to a %s, and changes nothing',
    async (rank) => {
      const before = await dumpWithoutAttempts(llavero.db);
      const code = rank === 'stranger' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
      const { data, errors } = await send(people[rank], document);
      expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code }]);
      expect(data ?? { [field]: null }).toEqual({ [field]: null });
      expect(await dumpWithoutAttempts(llavero.db)).toEqual(before);
    },
  );

  test.each(ranks.slice(least))('P-159: is there for a %s', async (rank) => {
    expect(await people[rank].execute(document)).toHaveProperty(field);
  });
});

test.each(['stranger', 'roleless'] as const)(
  'N-77: a %s is told nothing about themselves but what is so',
  async (rank) => {
    const { viewer, account } = await people[rank].execute('{ viewer { role } account { email } }');
    expect(viewer).toBeNull();
    expect(account).toEqual(rank === 'stranger' ? null : { email: people.roleless.email });
  },
);

test('N-77: no answer to someone without a role holds anything of a client', async () => {
  const everything = '{ clients { totalCount nodes { clientId name } } scopes { name } }';
  for (const { cookie } of [people.stranger, people.roleless]) {
    const { data, errors } = await send({ cookie }, everything);
    expect(JSON.stringify(errors)).not.toMatch(/Nobody|cli_/);
    expect(data ?? null).toBeNull();
  }
});

test('P-150: what guesses at a password is counted one by one, also within one request', async () => {
  const person = await llavero.signIn('VIEWER');
  const guesses = Array.from(
    { length: 15 },
    (_, n) => `g${n}: confirmPassword(input: { password: "${n}" }) { __typename }`,
  );
  const answers = await person.execute<Record<string, { __typename: string }>>(
    `mutation { ${guesses.join(' ')} }`,
  );
  expect(Object.values(answers).map(({ __typename }) => __typename)).toEqual([
    ...Array<string>(10).fill('ValidationError'),
    ...Array<string>(5).fill('TooManyAttemptsError'),
  ]);
  const counted = await llavero.db.rateLimiterFlexible.findMany({
    where: { key: { startsWith: 'address:' } },
  });
  expect(counted.map(({ key }) => key)).toEqual(['address:127.0.0.1']);
});
