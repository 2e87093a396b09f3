import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialsOf, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { tokenOf } from '../kit/token-story.ts';
import { overTheWire } from '../kit/wire.ts';
import { fuzz, fuzzTimeout } from './fuzz.ts';
import { expectLawful, expectQuietLog } from './lawful.ts';
import { rawRequests } from './raw-requests.ts';

let llavero: TestLlavero;
let client: RegisteredClient;
let port: number;

beforeAll(async () => {
  llavero = await startLlavero();
  client = await registerClient(await llavero.signIn('ADMIN'), { scopes: ['read', 'update'] });
  await llavero.app.listen({ host: 'localhost', port: 0 });
  ({ port } = llavero.app.server.address() as AddressInfo);
});
afterAll(() => llavero.stop());

test(
  'whatever bytes come over a connection, each is answered by the book or hung up on, and the next is served',
  async () => {
    const { grant_type: _, ...credentials } = credentialsOf(client);
    const token = await tokenOf(llavero, client);
    const secrets = [client.clientSecret, token];
    await fuzz(rawRequests(new URLSearchParams(credentials).toString(), token), 9000, async (request) => {
      const answers = await overTheWire(port, request);
      if (request.isWhole) expect(answers.length).toBeGreaterThan(0);
      for (const answer of answers) expectLawful(answer, secrets);
      expectQuietLog(llavero, secrets);
    });
    await tokenOf(llavero, client);
  },
  fuzzTimeout,
);
