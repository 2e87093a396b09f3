import type { AddressInfo } from 'node:net';
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let viewer: TestPerson;
let url: string;

beforeAll(async () => {
  llavero = await startLlavero();
  viewer = await llavero.signIn('VIEWER');
  await llavero.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(llavero.app.server.address() as AddressInfo).port}/graphql`;
});
afterAll(() => llavero.stop());

const asViewer: typeof fetch = (input, init) =>
  fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), cookie: viewer.cookie } });

const audits = serverAudits({ url: () => url, fetchFn: asViewer });

test('P-145: there are audits to pass', () => {
  expect(audits.length).toBeGreaterThan(55);
});

test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
  'P-145: GraphQL over HTTP %s %s',
  async (_, __, audit) => {
    const result = await audit.fn();
    const reason = 'reason' in result ? `${result.reason} ${await result.response.text()}` : '';
    expect([result.status, reason]).toEqual(['ok', '']);
  },
);
