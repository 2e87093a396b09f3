import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateSecret } from '../../src/clients/credentials.ts';
import { hashPassword } from '../../src/password-hash.ts';
import {
  credentialsOf,
  deleteClientDocument,
  mutate,
  registerClient,
  type RegisteredClient,
} from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { basicHeader, expectRefusal } from '../kit/token-story.ts';

let llavero: TestLlavero;
let admin: TestPerson;
let client: RegisteredClient;
let other: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
  client = await registerClient(admin, { name: 'One' });
  other = await registerClient(admin, { name: 'Other' });
});
afterAll(() => llavero.stop());

const grant = { grant_type: 'client_credentials' };

/** Another secret of this client, as only the database can give it one. */
async function addSecret(
  { clientId }: RegisteredClient,
  life: { startsAt?: Date; expiresAt?: Date } = {},
  secretThatCounts?: string,
): Promise<string> {
  const { id, secret } = generateSecret();
  const hash = await hashPassword(secretThatCounts ?? secret);
  await llavero.db.clientSecret.create({ data: { id, hash, ...life, client: { connect: { clientId } } } });
  return secret;
}

describe('credentials that are right', () => {
  test('P-21 P-34: come by HTTP Basic or in the form, as the client likes', async () => {
    const byBasic = await llavero.token(grant, {
      headers: basicHeader(client.clientId, client.clientSecret),
    });
    const byForm = await llavero.token(credentialsOf(client));
    expect([byBasic.statusCode, byForm.statusCode]).toEqual([200, 200]);
  });

  test('P-33: may be by HTTP Basic with the client ID in the form too', async () => {
    const headers = basicHeader(client.clientId, client.clientSecret);
    for (const client_id of [client.clientId, '']) {
      expect((await llavero.token({ ...grant, client_id }, { headers })).statusCode).toBe(200);
    }
  });

  test('P-38: hold for every living secret of a client, and for no other', async () => {
    const hour = 3600_000;
    const rotated = await registerClient(admin, { name: 'Overlap' });
    const next = await addSecret(rotated, { expiresAt: new Date(Date.now() + hour) });
    const expired = await addSecret(rotated, { expiresAt: new Date(Date.now() - 1) });
    const early = await addSecret(rotated, { startsAt: new Date(Date.now() + hour) });
    for (const clientSecret of [rotated.clientSecret, next]) {
      expect((await llavero.token(credentialsOf({ ...rotated, clientSecret }))).statusCode).toBe(200);
    }
    for (const clientSecret of [expired, early]) {
      expectRefusal(await llavero.token(credentialsOf({ ...rotated, clientSecret })), 401, 'invalid_client');
    }
  });
});

describe('credentials that are wrong', () => {
  test('P-29: an unknown client, a secret of nobody and a wrong secret are the same answer', async () => {
    const wrongSecret = await addSecret(client, {}, 'some other secret');
    const pairs = {
      unknownClient: ['cli_0000000000000000000000', client.clientSecret],
      secretOfAnother: [client.clientId, other.clientSecret],
      secretOfNobody: [client.clientId, generateSecret().secret],
      wrongSecret: [client.clientId, wrongSecret],
      impossibleSecret: [client.clientId, 'secret'],
      impossibleClient: ['no client ID', client.clientSecret],
    };
    const answers = await Promise.all(
      Object.values(pairs).flatMap(([id = '', secret = '']) => [
        llavero.token({ ...grant, client_id: id, client_secret: secret }),
        llavero.token(grant, { headers: basicHeader(id, secret) }),
      ]),
    );
    const shown = answers.map(({ statusCode, headers, body }) => {
      const id = String(headers['x-request-id']);
      return {
        statusCode,
        headers: { ...headers, date: '', 'x-request-id': '' },
        body: body.replace(id, ''),
      };
    });
    expect(new Set(shown.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expectRefusal(answers[0]!, 401, 'invalid_client');
  });

  test('P-27 P-28: a secret is not trimmed, cut or compared without case', async () => {
    const { clientId, clientSecret } = client;
    for (const secret of [
      ` ${clientSecret}`,
      `${clientSecret}\n`,
      `${clientSecret}\0`,
      clientSecret.slice(0, -1),
      `${clientSecret}x`,
      clientSecret.toLowerCase(),
    ]) {
      const byForm = await llavero.token(credentialsOf({ clientId, clientSecret: secret }));
      const byBasic = await llavero.token(grant, { headers: basicHeader(clientId, secret) });
      for (const response of [byForm, byBasic]) expectRefusal(response, 401, 'invalid_client');
    }
  });

  test.each([
    ['P-30: none at all', () => ({})],
    ['P-35: a client ID alone', () => ({ client_id: client.clientId })],
    ['P-30: a secret alone', () => ({ client_secret: client.clientSecret })],
    ['P-30: an empty secret', () => ({ client_id: client.clientId, client_secret: '' })],
    ['P-30: an empty client ID', () => ({ client_id: '', client_secret: client.clientSecret })],
  ])('%s', async (_, credentials) => {
    const response = await llavero.token({ ...grant, ...credentials() } as Record<string, string>);
    expectRefusal(response, 401, 'invalid_client');
  });

  test('P-31: both ways at once are refused, equal or not', async () => {
    const headers = basicHeader(client.clientId, client.clientSecret);
    for (const { clientSecret } of [client, other]) {
      const form = credentialsOf({ clientId: client.clientId, clientSecret });
      expectRefusal(await llavero.token(form, { headers }), 400, 'invalid_request');
    }
    const secretAlone = await llavero.token({ ...grant, client_secret: client.clientSecret }, { headers });
    expectRefusal(secretAlone, 400, 'invalid_request');
  });

  test('P-32: a client ID in the form that is not that of the header is refused', async () => {
    const headers = basicHeader(client.clientId, client.clientSecret);
    for (const client_id of [other.clientId, client.clientId.toLowerCase(), ` ${client.clientId}`]) {
      expectRefusal(await llavero.token({ ...grant, client_id }, { headers }), 400, 'invalid_request');
    }
  });

  test('P-37: those of a client that is deleted are void at once', async () => {
    const gone = await registerClient(admin, { name: 'Gone' });
    expect((await llavero.token(credentialsOf(gone))).statusCode).toBe(200);
    await mutate(admin, deleteClientDocument, { clientId: gone.clientId });
    expectRefusal(await llavero.token(credentialsOf(gone)), 401, 'invalid_client');
  });
});

describe('a client that may not', () => {
  test('P-43: a client without a secret gets no token by its ID, nor by another’s secret', async () => {
    const open = await registerClient(admin, { name: 'Public' });
    await llavero.db.clientSecret.deleteMany({ where: { client: { clientId: open.clientId } } });
    const { clientId: client_id } = open;
    const answers = [
      await llavero.token({ ...grant, client_id }),
      await llavero.token(grant, { headers: basicHeader(client_id, '') }),
      await llavero.token(credentialsOf(open)),
      await llavero.token(credentialsOf({ ...open, clientSecret: other.clientSecret })),
    ];
    for (const response of answers) expectRefusal(response, 401, 'invalid_client');
  });

  test('P-44: a client without this grant is told so, once it has proven who it is', async () => {
    const bound = await registerClient(admin, { name: 'Without grant' });
    await llavero.db.client.update({ where: { clientId: bound.clientId }, data: { grantTypes: [] } });
    expectRefusal(await llavero.token(credentialsOf(bound)), 400, 'unauthorized_client');
    const { clientId } = bound;
    const unproven = await llavero.token(credentialsOf({ clientId, clientSecret: other.clientSecret }));
    expectRefusal(unproven, 401, 'invalid_client');
  });
});
