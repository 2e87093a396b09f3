import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createClientDocument,
  deleteClientDocument,
  mutate,
  portal,
  registerClient,
  revokeTokensDocument,
  rotateSecretDocument,
  updateClientDocument,
} from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let admin: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
});
afterAll(() => llavero.stop());

const hint = expect.stringMatching(/^llv_[0-9A-Za-z]{8}$/);

/** What is on record of this client, the oldest first. */
async function historyOf(clientId: string) {
  const events = await llavero.db.auditEvent.findMany({
    where: { subjectType: 'client', subjectId: clientId },
    orderBy: { sequence: 'asc' },
  });
  return events.map(({ action, before, after }) => ({ action, before, after }));
}

test('N-6: every act on a client is on record, with what was before and after, by whom and from where', async () => {
  const { clientId, clientSecret } = await registerClient(admin, { name: 'Story' });
  await mutate(admin, updateClientDocument, { clientId, name: 'New name', scopes: ['read', 'update'] });
  await mutate(admin, rotateSecretDocument, { clientId, revokeTokens: true });
  await mutate(admin, revokeTokensDocument, { clientId });
  await mutate(admin, deleteClientDocument, { clientId });
  const whole = {
    description: portal.description,
    permissionGroups: [],
    mayIntrospect: false,
    grantTypes: ['client_credentials'],
    enabled: true,
    accessTokenLifetimeSeconds: null,
    allowedAddresses: [],
    ownerName: null,
    ownerEmail: null,
    technicalContactName: null,
    technicalContactEmail: null,
    labels: [],
    authenticationMethod: 'CLIENT_SECRET',
    keys: [],
  };
  const history = await historyOf(clientId);
  expect(history).toEqual([
    {
      action: 'client.created',
      before: null,
      after: { ...whole, name: 'Story', scopes: ['read'], secrets: [hint] },
    },
    {
      action: 'client.updated',
      before: { name: 'Story', scopes: ['read'] },
      after: { name: 'New name', scopes: ['read', 'update'] },
    },
    { action: 'secret.rotated', before: { secrets: [hint] }, after: { secrets: [hint] } },
    { action: 'client.tokens_revoked', before: { tokenGeneration: 1 }, after: { tokenGeneration: 2 } },
    { action: 'client.tokens_revoked', before: { tokenGeneration: 2 }, after: { tokenGeneration: 3 } },
    {
      action: 'client.deleted',
      before: { ...whole, name: 'New name', scopes: ['read', 'update'], secrets: [hint] },
      after: null,
    },
  ]);
  expect(clientSecret).toContain((history[0]?.after as { secrets: string[] }).secrets[0]);
  const [first] = await llavero.db.auditEvent.findMany({ where: { subjectId: clientId }, take: 1 });
  expect(first).toMatchObject({
    organisationId: llavero.organisationId,
    actorId: admin.userId,
    actorName: admin.email,
    actorEmail: admin.email,
    address: '127.0.0.1',
    userAgent: 'lightMyRequest',
    subjectName: 'Story',
  });
});

test('a client that takes to keys has its keys on record, and which secrets it lost', async () => {
  const { clientId } = await registerClient(admin, { name: 'Takes to keys' });
  const jwks = JSON.stringify({
    keys: [
      {
        kty: 'EC',
        crv: 'P-256',
        x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
        y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
      },
    ],
  });
  await mutate(admin, updateClientDocument, { clientId, authenticationMethod: 'PRIVATE_KEY_JWT', jwks });
  expect((await historyOf(clientId)).at(-1)).toEqual({
    action: 'client.updated',
    before: { authenticationMethod: 'CLIENT_SECRET', keys: [], secrets: [hint] },
    after: {
      authenticationMethod: 'PRIVATE_KEY_JWT',
      keys: [expect.stringMatching(/^[\w-]{43}$/)],
      secrets: [],
    },
  });
});

test('what changes nothing and what is refused is not on record', async () => {
  const { clientId } = await registerClient(admin, { name: 'Still' });
  const before = await llavero.db.auditEvent.count();
  await mutate(admin, updateClientDocument, { clientId, name: 'Still' });
  await mutate(admin, updateClientDocument, { clientId, name: '' });
  await mutate(admin, createClientDocument, { ...portal, name: 'still' });
  await mutate(admin, deleteClientDocument, { clientId: 'cli_absent' });
  expect(await llavero.db.auditEvent.count()).toBe(before);
});

test('P-181: a change that cannot be put on record is not made', async () => {
  const { clientId } = await registerClient(admin, { name: 'Whole or not at all' });
  await llavero.db
    .$executeRaw`ALTER TABLE "AuditEvent" ADD CONSTRAINT full_up CHECK (sequence < 0) NOT VALID`;
  try {
    expect(await mutate(admin, updateClientDocument, { clientId, name: 'Half' }).catch(String)).toContain(
      'INTERNAL_SERVER_ERROR',
    );
  } finally {
    await llavero.db.$executeRaw`ALTER TABLE "AuditEvent" DROP CONSTRAINT full_up`;
  }
  const { name } = await llavero.db.client.findUniqueOrThrow({ where: { clientId } });
  expect(name).toBe('Whole or not at all');
});
