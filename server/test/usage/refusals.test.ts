import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { generateSecret } from '../../src/clients/credentials.ts';
import { hashPassword } from '../../src/password-hash.ts';
import {
  credentialsOf,
  deleteClientDocument,
  mutate,
  portal,
  registerClient,
  rotateSecretDocument,
  type RegisteredClient,
} from '../kit/client-story.ts';
import { startLlavero, stranger, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { foundOrganisation, signInTo } from '../kit/organisation-story.ts';
import { basicHeader } from '../kit/token-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let viewer: TestPerson;
let client: RegisteredClient;
let other: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
  viewer = await llavero.signIn('VIEWER');
  client = await registerClient(admin, { name: 'One' });
  other = await registerClient(admin, { name: 'Other' });
});
afterAll(() => llavero.stop());

const grant = { grant_type: 'client_credentials' };

const refusalDocument = `query ($errorId: ID!) {
  refusal(errorId: $errorId) {
    errorId at code explanation endpoint address clientId client { clientId } secretHint secretReplacedAt refusedScopes
  }
}`;

async function lookUp(errorId: string, person = viewer) {
  await llavero.usage.flush();
  return (await person.execute(refusalDocument, { errorId })).refusal;
}

type Sent = Parameters<TestLlavero['token']>;

/** What an administrator reads of the refusal of this request. */
async function refusalOf(...sent: Sent) {
  const response = await llavero.token(...sent);
  expect(response.statusCode).toBeGreaterThanOrEqual(400);
  return lookUp(response.json().error_id);
}

/** Another secret of this client; `counted` is what its hash is of, where that is something else. */
async function addSecret(
  { clientId }: RegisteredClient,
  life: { startsAt?: Date; expiresAt?: Date },
  counted?: string,
) {
  const { id, secret } = generateSecret();
  const hash = await hashPassword(counted ?? secret);
  await llavero.db.clientSecret.create({ data: { id, hash, ...life, client: { connect: { clientId } } } });
  await llavero.changes.caughtUp();
  return secret;
}

const hour = 3_600_000;
const hint = ({ clientSecret }: RegisteredClient) => clientSecret.slice(0, 12);
const halves = (text: string) => [text.slice(0, 10), text.slice(10)] as const;

describe('N-64 N-69: an administrator learns by the error_id why the application could not get a token', () => {
  test.each<[string, () => Sent | Promise<Sent>]>([
    ['UNKNOWN_CLIENT', () => [credentialsOf({ ...client, clientId: 'cli_0000000000000000000000' })]],
    ['CLIENT_ID_BEGINS_WITH_BLANK', () => [credentialsOf({ ...client, clientId: ` ${client.clientId}` })]],
    ['CLIENT_ID_ENDS_WITH_BLANK', () => [credentialsOf({ ...client, clientId: `${client.clientId}\n` })]],
    [
      'CLIENT_ID_HOLDS_BLANK',
      () => [credentialsOf({ ...client, clientId: halves(client.clientId).join(' ') })],
    ],
    [
      'SECRET_BEGINS_WITH_BLANK',
      () => [credentialsOf({ ...client, clientSecret: `\t${client.clientSecret}` })],
    ],
    [
      'SECRET_ENDS_WITH_BLANK',
      () => [credentialsOf({ ...client, clientSecret: `${client.clientSecret}\r\n` })],
    ],
    [
      'SECRET_HOLDS_BLANK',
      () => [credentialsOf({ ...client, clientSecret: halves(client.clientSecret).join(' ') })],
    ],
    [
      'SECRET_IMPOSSIBLE',
      () => [credentialsOf({ ...client, clientSecret: client.clientSecret.slice(0, -1) })],
    ],
    ['SECRET_IMPOSSIBLE', () => [credentialsOf({ ...client, clientSecret: ' your secret here ' })]],
    ['SECRET_OF_ANOTHER_CLIENT', () => [credentialsOf({ ...client, clientSecret: other.clientSecret })]],
    ['SECRET_UNKNOWN', () => [credentialsOf({ ...client, clientSecret: generateSecret().secret })]],
    [
      'WRONG_SECRET',
      async () => [credentialsOf({ ...client, clientSecret: await addSecret(client, {}, 'another') })],
    ],
    [
      'SECRET_EXPIRED',
      async () => {
        const clientSecret = await addSecret(client, { expiresAt: new Date(Date.now() - hour) });
        return [credentialsOf({ ...client, clientSecret })];
      },
    ],
    [
      'SECRET_NOT_YET_VALID',
      async () => {
        const clientSecret = await addSecret(client, { startsAt: new Date(Date.now() + hour) });
        return [credentialsOf({ ...client, clientSecret })];
      },
    ],
    ['NO_CREDENTIALS', () => [{ ...grant, client_id: client.clientId }]],
    ['NO_CREDENTIALS', () => [grant, { headers: basicHeader(client.clientId, '') }]],
    [
      'TWO_METHODS',
      () => [credentialsOf(client), { headers: basicHeader(client.clientId, client.clientSecret) }],
    ],
    [
      'CLIENT_ID_MISMATCH',
      () => [
        { ...grant, client_id: other.clientId },
        { headers: basicHeader(client.clientId, client.clientSecret) },
      ],
    ],
    [
      'NOT_FORM_ENCODED',
      () => [{ ...grant, client_id: client.clientId }, { headers: basicHeader(client.clientId, '%zz') }],
    ],
    [
      'MALFORMED_HEADER',
      () => [{ ...grant, client_id: client.clientId }, { headers: { authorization: 'Basic ???' } }],
    ],
    ['GRANT_TYPE_MISSING', () => [{ ...credentialsOf(client), grant_type: '' }]],
    ['UNSUPPORTED_GRANT_TYPE', () => [{ ...credentialsOf(client), grant_type: 'password' }]],
    ['SCOPE_NOT_ALLOWED', () => [{ ...credentialsOf(client), scope: 'read delete admin' }]],
    ['SCOPE_MALFORMED', () => [{ ...credentialsOf(client), scope: 'read,create ' }]],
    ['REPEATED_PARAMETER', () => [`client_id=${client.clientId}&client_id=${client.clientId}`]],
  ])('%s', async (code, send) => {
    const refusal = await refusalOf(...(await send()));
    expect(refusal).toMatchObject({
      code,
      explanation: expect.stringMatching(/^[A-Z].{20,}\.$/),
      endpoint: '/token',
      address: '127.0.0.1',
      client: { clientId: client.clientId },
    });
  });

  test('SECRET_REPLACED, with the secret that was sent and when it was replaced', async () => {
    const rotated = await registerClient(admin, { name: 'Rotated' });
    const before = Date.now();
    await mutate(admin, rotateSecretDocument, { clientId: rotated.clientId });
    const refusal = await refusalOf(credentialsOf(rotated));
    expect(refusal).toMatchObject({ code: 'SECRET_REPLACED', secretHint: hint(rotated) });
    expect(new Date(refusal.secretReplacedAt).getTime()).toBeGreaterThanOrEqual(before - 1);
  });

  test('CLIENT_DISABLED', async () => {
    const disabled = await registerClient(admin, { name: 'Disabled', enabled: false });
    const { clientId } = disabled;
    const refusal = await refusalOf(credentialsOf(disabled));
    expect(refusal).toMatchObject({ code: 'CLIENT_DISABLED', client: { clientId } });
  });

  test('N-72: which permissions the client lacks', async () => {
    const refusal = await refusalOf({ ...credentialsOf(client), scope: 'read delete admin' });
    expect(refusal).toMatchObject({ code: 'SCOPE_NOT_ALLOWED', refusedScopes: ['delete', 'admin'] });
  });

  test('CLIENT_ID_IS_SECRET: the two confused, and the secret is kept nowhere', async () => {
    const { clientId, clientSecret } = client;
    const refusal = await refusalOf(credentialsOf({ clientId: clientSecret, clientSecret: clientId }));
    expect(refusal).toMatchObject({
      code: 'CLIENT_ID_IS_SECRET',
      clientId: `${hint(client)}_…`,
      client: null,
    });
    expect(llavero.logged.join('')).not.toContain(clientSecret.slice(13, 30));
  });

  test('the client is found by its secret where the client ID is wrong', async () => {
    const refusal = await refusalOf(credentialsOf({ ...client, clientId: 'portal' }));
    expect(refusal).toMatchObject({
      code: 'UNKNOWN_CLIENT',
      clientId: 'portal',
      client: { clientId: client.clientId },
      secretHint: hint(client),
    });
  });

  test('hostile text is kept short and harmless', async () => {
    const clientId = `\0\u202Eevil\uD800${'x'.repeat(5000)}`;
    const refusal = await refusalOf(credentialsOf({ ...client, clientId, clientSecret: 'x' }));
    expect(refusal.clientId).toMatch(/^\uFFFD\uFFFDevil\uFFFDx{90,}$/);
    expect(refusal.clientId.length).toBe(100);
  });
});

describe('what is looked up', () => {
  test('is nothing for what never was, and for what is no error_id', async () => {
    for (const errorId of [randomUUID(), '', 'x', "'; --", '\0']) expect(await lookUp(errorId)).toBe(null);
  });

  test('is shown to administrators alone', async () => {
    const { error_id: errorId } = (await llavero.token({ ...credentialsOf(client), scope: 'x' })).json();
    for (const person of [stranger(llavero.app), await llavero.signIn(null)]) {
      await expect(lookUp(errorId, person)).rejects.toThrow(/UNAUTHENTICATED|FORBIDDEN/);
    }
  });

  test('is not of another organisation, but of nobody’s it is', async () => {
    const elsewhere = await llavero.db.organisation.create({ data: { name: 'Elsewhere' } });
    const neighbour = await llavero.signIn(null);
    await llavero.db.membership.create({
      data: { userId: neighbour.userId, organisationId: elsewhere.id, role: 'OWNER' },
    });
    const ours = (await llavero.token({ ...credentialsOf(client), scope: 'x' })).json().error_id;
    const nobodys = (await llavero.token({ client_id: 'nobody' })).json().error_id;
    expect([await lookUp(ours, neighbour), (await lookUp(ours)).client]).toEqual([
      null,
      { clientId: client.clientId },
    ]);
    expect((await lookUp(nobodys, neighbour)).clientId).toBe('nobody');
  });

  test('P-158: does not tell that a secret is another organisation’s: it is as unknown as none', async () => {
    const organisationId = await foundOrganisation(llavero, 'Across');
    const theirs = await registerClient(await signInTo(llavero, organisationId, 'OWNER'));
    const told = await refusalOf(credentialsOf({ ...client, clientSecret: theirs.clientSecret }));
    const unknown = await refusalOf(credentialsOf({ ...client, clientSecret: generateSecret().secret }));
    const { errorId: _, at: __, ...what } = told;
    expect(what).toMatchObject({ code: 'SECRET_UNKNOWN', client: { clientId: client.clientId } });
    expect(unknown).toMatchObject(what);
  });
});

describe('the refusals of a client', () => {
  const latest = (first?: number) =>
    `query ($id: ID!) { client(clientId: $id) { refusals${first === undefined ? '' : `(first: ${first})`} { errorId at } } }`;

  test('are its latest, the newest first, ten unless said otherwise', async () => {
    const failing = await registerClient(admin, { name: 'Failing' });
    const ids: string[] = [];
    for (let n = 0; n < 12; n++) {
      ids.push((await llavero.token({ ...credentialsOf(failing), scope: `x${n}` })).json().error_id);
      await llavero.usage.flush();
    }
    const read = async (first?: number) =>
      (await viewer.execute(latest(first), { id: failing.clientId })).client.refusals.map(
        ({ errorId }: { errorId: string }) => errorId,
      );
    expect(await read()).toEqual(ids.slice(2).reverse());
    expect(await read(1)).toEqual(ids.slice(-1));
    expect(await read(1000)).toEqual(ids.toReversed());
  });

  test('go with it', async () => {
    const gone = await registerClient(admin, { name: 'Gone' });
    const { errorId } = await refusalOf({ ...credentialsOf(gone), scope: 'x' });
    await mutate(admin, deleteClientDocument, { clientId: gone.clientId });
    expect(await lookUp(errorId)).toBe(null);
  });

  test('P-162: of a whole page cost as many statements as of one client', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, n) => registerClient(admin, { ...portal, name: `Page ${n}` })),
    );
    const statements = async (first: number) => {
      const query = vi.spyOn(pg.Client.prototype, 'query');
      await viewer.execute(
        `{ clients(first: ${first}) { nodes { secretHint lastUsedAt refusals { code client { name } } } totalCount } }`,
      );
      const sent = query.mock.calls.map(([statement]) => JSON.stringify(statement));
      query.mockRestore();
      return sent.filter((text) => /Client|Refusal/.test(text)).length;
    };
    const [page, one] = [await statements(12), await statements(1)];
    expect(one).toBeGreaterThan(2);
    expect(page).toBe(one);
  });
});
