import type { InjectOptions } from 'fastify';
import fc, { type Arbitrary } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { anyAddress, headerValue } from './form-requests.ts';
import { fuzz, fuzzTimeout } from './fuzz.ts';
import { documents, type Sent } from './graphql-documents.ts';
import { expectLawful, expectQuietLog } from './lawful.ts';
import { noise } from './mutations.ts';

let llavero: TestLlavero;
let cookies: string[];
let ids: string[];

beforeAll(async () => {
  llavero = await startLlavero();
  const people = [];
  for (const role of ['OWNER', 'ADMIN', 'VIEWER', null] as const) people.push(await llavero.signIn(role));
  cookies = ['', '__Host-llavero=a.b', ...people.map(({ cookie }) => cookie)];
  const clients = [];
  for (const name of ['Portal', 'CRM']) {
    const admin = people[1];
    if (admin) clients.push(await registerClient(admin, { name }));
  }
  ids = [...clients.map(({ clientId }) => clientId), 'nothing'];
});
afterAll(() => llavero.stop());

type GraphQLRequest = {
  method: string;
  url: string;
  headers: Record<string, string>;
  payload: string;
  remoteAddress: string;
};

function graphqlRequests(): Arbitrary<GraphQLRequest> {
  const json = (sent: Sent) => JSON.stringify(sent);
  const payload = fc.oneof(
    { weight: 12, arbitrary: documents(ids).map(json) },
    fc.array(documents(ids), { maxLength: 3 }).map((batch) => JSON.stringify(batch)),
    noise,
  );
  const inAddress = documents(ids).map(({ query, variables }) => {
    const parameters = new URLSearchParams({
      query: String(query),
      variables: JSON.stringify(variables) ?? '',
    });
    return `/graphql?${parameters}`.slice(0, 8000);
  });
  const often = <T>(value: T, other: Arbitrary<T>) =>
    fc.oneof({ weight: 14, arbitrary: fc.constant(value) }, other);
  const frame = {
    headers: fc
      .record({
        cookie: fc.constantFrom(...cookies),
        'content-type': often(
          'application/json',
          fc.oneof(fc.constantFrom('application/graphql', ''), headerValue),
        ),
        accept: often(
          'application/json',
          fc.oneof(fc.constant('application/graphql-response+json'), headerValue),
        ),
        origin: often('http://localhost:4000', headerValue),
      })
      .map((headers) => Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''))),
    remoteAddress: anyAddress,
  };
  const post = fc.record({
    ...frame,
    method: often('POST', fc.constantFrom('PUT', 'PATCH', 'DELETE', 'OPTIONS')),
    url: fc.constant('/graphql'),
    payload,
  });
  const get = fc.record({
    ...frame,
    method: fc.constantFrom('GET', 'HEAD'),
    url: inAddress,
    payload: fc.constant(''),
  });
  return fc.oneof({ weight: 8, arbitrary: post }, get);
}

test(
  '/graphql answers whatever document from whomever, and fails in none',
  async () => {
    await fuzz(graphqlRequests(), 9000, async (request) => {
      const { statusCode: status, headers, body } = await llavero.app.inject(request as InjectOptions);
      expectLawful({ status, headers, body }, [request.headers['cookie'] ?? '']);
      expectQuietLog(llavero, [request.headers['cookie'] ?? '']);
      if (request.method === 'HEAD') return;
      const { data, errors, code, message } = JSON.parse(body);
      if (status === 200) expect(data !== undefined || errors.length > 0).toBe(true);
      else expect(message ?? errors[0].message, body).toMatch(/\w{3}/);
      const codes = [
        code,
        ...(errors ?? []).map((error: { extensions?: { code?: string } }) => error.extensions?.code),
      ];
      expect(codes, body).not.toContain('INTERNAL_SERVER_ERROR');
    });
  },
  fuzzTimeout,
);
