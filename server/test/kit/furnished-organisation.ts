import { seal } from '../../src/sealed.ts';
import { applyRetention } from '../../src/audit/retention.ts';
import { generateSigningSecret } from '../../src/webhooks/signing-secret.ts';
import type { Role } from '../../src/generated/prisma/client.ts';
import { describeApi, makeGroup } from './api-story.ts';
import { jwksOf, makeAppKey, registerKeyClient } from './assertion-story.ts';
import {
  credentialsOf,
  deleteClientDocument,
  mutate,
  registerClient,
  revokeTokensDocument,
  rotateSecretDocument,
} from './client-story.ts';
import { rowSplitter } from './organisation-rows.ts';
import { send } from './judging-story.ts';
import type { TestLlavero, TestPerson } from './llavero.ts';
import { giveRole, signInTo } from './organisation-story.ts';
import { createSecretDocument } from './secret-story.ts';
import { anyText, type Pools } from './generated-requests.ts';

/** An organisation with something of everything in it, all of it marked. */
export type FurnishedOrganisation = {
  id: string;
  mark: string;
  people: Record<Role, TestPerson>;
};

const inviteDocument = `mutation ($input: InviteAdministratorInput!) {
  inviteAdministrator(input: $input) { __typename }
}`;

/**
 * Puts something of everything into an organisation: every table that can hold rows of one does, and every text that
 * people choose holds the mark. A piece that adds tables or texts adds them here.
 */
export async function furnish(
  llavero: TestLlavero,
  { id, mark, address }: { id: string; mark: string; address: string },
): Promise<FurnishedOrganisation> {
  const { db } = llavero;
  await db.organisation.update({ where: { id }, data: { name: `${mark} S.A.` } });
  const people = {
    OWNER: await signInTo(llavero, id, 'OWNER'),
    ADMIN: await signInTo(llavero, id, 'ADMIN'),
    VIEWER: await signInTo(llavero, id, 'VIEWER'),
  };
  for (const { userId, email } of Object.values(people)) {
    await db.user.update({ where: { id: userId }, data: { name: `${mark} ${email}` } });
    await db.session.updateMany({
      where: { userId },
      data: { userAgent: `${mark} browser`, ipAddress: address },
    });
  }
  await mutate(people.OWNER, inviteDocument, { email: `invited@${mark}.example`, role: 'ADMIN' });
  await furnishApis(people.OWNER, mark);
  await furnishClients(llavero, people.OWNER, { mark, address });
  await furnishWebhook(llavero, { id, mark });
  await takeAwayTheOldest(llavero, id);
  return { id, mark, people };
}

/** Of the record, so that a checkpoint stands in its place. */
async function takeAwayTheOldest({ db, sealKey }: TestLlavero, id: string): Promise<void> {
  await db.organisation.update({ where: { id }, data: { auditRetentionDays: 30 } });
  await applyRetention(db, sealKey, new Date(Date.now() + 40 * 86_400_000));
  await db.organisation.update({ where: { id }, data: { auditRetentionDays: null } });
}

async function furnishApis(owner: TestPerson, mark: string): Promise<void> {
  await describeApi(owner, mark, [`${mark}:scope`]);
  const { id } = await makeGroup(owner, `${mark} group`, [`${mark}:scope`]);
  await registerClient(owner, { name: `${mark} grouped`, permissionGroupIds: [id] });
}

/** One that leads nowhere: whatever is sent to this machine is refused before it leaves. */
async function furnishWebhook(
  { db, postOffice }: TestLlavero,
  { id: organisationId, mark }: { id: string; mark: string },
): Promise<void> {
  const url = `https://127.0.0.1:9/${mark}`;
  const encryptedSecret = await seal(organisationId, generateSigningSecret(), postOffice.key);
  await db.webhook.create({ data: { organisationId, url, encryptedSecret, enabledAt: new Date() } });
  const payload = {
    type: 'secret.expiring',
    data: { clientName: `${mark} portal`, clientId: `cli_${mark}` },
  };
  await db.webhookDelivery.create({ data: { organisationId, payload, state: 'DELIVERED', attempts: 1 } });
}

async function furnishClients(
  llavero: TestLlavero,
  owner: TestPerson,
  { mark, address }: { mark: string; address: string },
): Promise<void> {
  const description = `What ${mark} is for`;
  const client = await registerClient(owner, { name: `${mark} portal`, description });
  const { clientId } = client;
  const spare = await registerClient(owner, { name: `${mark} spare`, description });
  const gone = await registerClient(owner, { name: `${mark} gone`, description });
  const { slug } = await llavero.db.organisation.findFirstOrThrow({
    where: { clients: { some: { clientId } } },
  });
  await registerClient(owner, {
    name: `${mark} chosen`,
    description,
    clientId: `${slug}.chosen`,
    owner: { name: `${mark} owner`, email: `owner@${mark}.example` },
    technicalContact: { name: `${mark} team`, email: `team@${mark}.example` },
    labels: [`${mark} label`],
  });
  const key = await makeAppKey('ES256', { kid: `${mark} key` });
  await registerKeyClient(owner, { name: `${mark} keyed`, description }, key);
  await mutate(owner, deleteClientDocument, { clientId: gone.clientId });
  await mutate(owner, revokeTokensDocument, { clientId: spare.clientId });

  const from = { remoteAddress: address };
  const issued = await llavero.token(credentialsOf(client), from);
  const { access_token: token } = issued.json<{ access_token?: string }>();
  if (token === undefined) throw new Error(issued.body);
  await send(llavero, '/revoke', client, { token });
  const { clientSecret } = await mutate(owner, rotateSecretDocument, { clientId });
  await mutate(owner, createSecretDocument, { clientId, description: `${mark} second secret` });
  await llavero.token(credentialsOf(client), from);
  await llavero.token(credentialsOf({ clientId, clientSecret }), from);
  await llavero.token({ ...credentialsOf({ clientId, clientSecret }), scope: `${mark}:scope` }, from);
  await llavero.usage.flush();
}

/** A person with a role in both. */
export async function signInToBoth(
  llavero: TestLlavero,
  roles: readonly (readonly [FurnishedOrganisation, Role])[],
): Promise<TestPerson> {
  const person = await llavero.signIn(null);
  for (const [{ id }, role] of roles) await giveRole(llavero, person, id, role);
  return person;
}

/**
 * What there is of an organisation to be named by arguments, by their name. A field with an argument of type `ID` that is
 * not here fails the test until somebody says here what its values are.
 */
export async function poolsOf(
  llavero: TestLlavero,
  { id, mark, people }: FurnishedOrganisation,
): Promise<Pools> {
  const { theirs } = await (await rowSplitter(llavero.db))(id);
  const column = (table: string, name: string) =>
    (theirs[table] ?? []).map((row) => row[name]).filter((value) => typeof value === 'string');
  const { clients } = await people.OWNER.execute('{ clients { edges { cursor } } }');
  const cursors = clients.edges.map(({ cursor }: { cursor: string }) => cursor);
  const names = [`${mark} portal`, `${mark} nuevo`, `${mark} S.A.`, mark];
  return {
    clientId: [
      ...column('Client', 'clientId'),
      ...column('Client', 'id'),
      ...column('TokenRecall', 'clientId'),
    ],
    administratorId: column('Membership', 'userId'),
    actor: column('Membership', 'userId'),
    subject: [...column('Client', 'clientId'), ...column('Membership', 'userId'), id],
    secretId: [...column('ClientSecret', 'id'), ...column('ReplacedSecret', 'id')],
    invitationId: column('Invitation', 'id'),
    sessionId: column('Session', 'id'),
    errorId: column('Refusal', 'id'),
    keyId: [`${mark} key`],
    id: [...column('Api', 'id'), ...column('PermissionGroup', 'id')],
    permissionGroupIds: column('PermissionGroup', 'id'),
    audience: [...column('Api', 'audience'), `https://other.${mark}.example`],
    after: cursors,
    before: cursors,
    // A link is for whoever holds it; what is kept of it opens nothing.
    token: [
      ...column('Invitation', 'tokenMac'),
      ...column('Invitation', 'id'),
      ...column('Session', 'token'),
    ],
    email: [...column('User', 'email'), ...column('Invitation', 'email')],
    search: [...names, ...column('Client', 'clientId'), ...column('ClientSecret', 'id')],
    scopes: ['read', 'read', 'read', `${mark}:scope`],
    jwks: [jwksOf(await makeAppKey('ES256', { kid: `${mark} other key` }))],
    url: [`https://${mark}.example/hooks`, `https://127.0.0.1:9/${mark}`],
    password: ['not the password'],
    currentPassword: ['not the password'],
    newPassword: ['a new password altogether'],
    [anyText]: names,
  };
}
