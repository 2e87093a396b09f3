import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateSecret } from '../../src/clients/credentials.ts';
import { addSecret } from '../kit/client-rows.ts';
import { credentialsOf, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { basicHeader, expectRefusal } from '../kit/token-story.ts';

let llavero: TestLlavero;
let client: RegisteredClient;
let other: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  const admin = await llavero.signIn('ADMIN');
  client = await registerClient(admin, { name: 'One' });
  other = await registerClient(admin, { name: 'Other' });
});
afterAll(() => llavero.stop());

const grant = { grant_type: 'client_credentials' };

describe('credentials that are wrong', () => {
  test('P-29: an unknown client, a secret of nobody and a wrong secret are the same answer', async () => {
    const wrongSecret = await addSecret(llavero.db, client, {}, 'some other secret');
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
});
