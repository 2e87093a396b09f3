import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fastify from 'fastify';
import { freePort } from '../../server/test/kit/free-port.ts';
import { startLlavero, type TestLlavero } from '../../server/test/kit/llavero.ts';
import { createGuard, requireScope, type Guard, type GuardOptions } from '../src/guard.ts';

/** A Llavero that listens at its issuer; `env` is what differs from a plain installation. */
export async function listeningLlavero(env: Record<string, string> = {}): Promise<TestLlavero> {
  const port = await freePort();
  const llavero = await startLlavero({ ...env, PORT: String(port) });
  await llavero.app.listen({ host: 'localhost', port });
  return llavero;
}

/** A guard for the API that the tokens of this Llavero are for. */
export function guardOf({ config }: TestLlavero, options: Partial<GuardOptions> = {}): Guard {
  const { issuer, audience } = config;
  return createGuard({ issuer, audience, ...options });
}

/** A guarded API: anyone with a token may GET /, and POST / needs `create`. It answers who is calling. */
export type GuardedApi = { ask: Ask; stop(): Promise<unknown> };

type Ask = (init?: RequestInit & { query?: string }) => Promise<Response>;

export async function fastifyApi(guard: Guard): Promise<GuardedApi> {
  const app = fastify();
  app.get('/', { onRequest: guard.fastify() }, async (request) => guard.tokenOf(request));
  app.post('/', { onRequest: guard.fastify(requireScope('create')) }, async (request) =>
    guard.tokenOf(request),
  );
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return { ask: askAt(address), stop: () => app.close() };
}

export async function expressApi(guard: Guard): Promise<GuardedApi> {
  const app = express();
  app.get('/', guard.express(), (request, response) => void response.json(guard.tokenOf(request)));
  app.post('/', guard.express(requireScope('create')), (request, response) => {
    response.json(guard.tokenOf(request));
  });
  const server: Server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    server.close().closeAllConnections();
    return once(server, 'close');
  };
  return { ask: askAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), stop };
}

/** Whatever speaks the Fetch standard: there is no server between. */
export async function requestApi(guard: Guard): Promise<GuardedApi> {
  return {
    async ask({ query = '', ...init } = {}) {
      const request = new Request(`http://api.example/${query}`, init);
      const demands = request.method === 'POST' ? [requireScope('create')] : [];
      const answer = await guard.check(request, ...demands);
      return answer instanceof Response ? answer : Response.json(answer);
    },
    stop: async () => {},
  };
}

function askAt(address: string): Ask {
  return ({ query = '', ...init } = {}) => fetch(`${address}/${query}`, init);
}

/** The header that bears this token. */
export const bearing = (token: string) => ({ authorization: `Bearer ${token}` });
