import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';

let llavero: TestLlavero;

beforeAll(async () => {
  llavero = await startLlavero();
});
afterAll(() => llavero.stop());

test('P-154: an outage is told by its request id alone, under which the log has the rest', async () => {
  const { cookie } = await llavero.signIn('ADMIN');
  await llavero.db.$executeRaw`ALTER TABLE "Client" RENAME TO "ClientAway"`;
  const response = await llavero.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { cookie },
    payload: { query: '{ clients { totalCount } }' },
  });
  await llavero.db.$executeRaw`ALTER TABLE "ClientAway" RENAME TO "Client"`;
  const requestId = response.headers['x-request-id'];
  expect(response.json().errors).toEqual([
    {
      message: `Something went wrong on our side. The log has it under the request id ${requestId}.`,
      locations: [{ line: 1, column: 3 }],
      path: ['clients'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
    },
  ]);
  const line = llavero.logged.map((text) => JSON.parse(text)).find(({ msg }) => msg === 'a field failed');
  expect([line.requestId, line.err.message]).toEqual([requestId, expect.stringContaining('Client')]);
});
