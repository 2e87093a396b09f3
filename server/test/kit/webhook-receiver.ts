import { randomUUID } from 'node:crypto';
import { createServer as createPlainServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import tls from 'node:tls';
import { generate } from 'selfsigned';
import { vi } from 'vitest';
import { temporaryFolder } from './temporary.ts';

/** What arrived, as it arrived. */
export type Arrived = { method: string; path: string; headers: IncomingHttpHeaders; body: string };

/** What a receiver answers; `SILENCE` is nothing at all, with the line kept open. */
export type Answer = number | { status: number; headers: Record<string, string> } | 'SILENCE' | 'HANG_UP';

export type Receiver = {
  url: string;
  arrived: Arrived[];
  /** What it answers from now on. */
  answer: Answer;
  /** Resolves when so many have arrived in all. */
  hasGot(count: number): Promise<void>;
  stop(): Promise<void>;
};

/** An authority that this process trusts, and others that are started with `env`. */
export type TestAuthority = { env: Record<string, string>; key: string; cert: string };

/** A certificate for `localhost` and 127.0.0.1 that is its own authority, which this process trusts from now on. */
export async function trustTestAuthority(): Promise<TestAuthority> {
  const { private: key, cert } = await makeCertificate();
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), cert]);
  const file = path.join(await temporaryFolder('llavero-authority-'), 'authority.pem');
  await writeFile(file, cert);
  return { key, cert, env: { NODE_EXTRA_CA_CERTS: file } };
}

/** The same with a certificate that nobody trusts. */
export async function makeCertificate(): Promise<{ private: string; cert: string }> {
  // Of authorities with one name, only the first would be asked.
  return generate([{ name: 'commonName', value: `Authority ${randomUUID()}` }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
}

/** A receiver of webhooks on this machine, with this certificate; without one it speaks plain HTTP. */
export async function startReceiver(certificate?: { key: string; cert: string }): Promise<Receiver> {
  const arrived: Arrived[] = [];
  const receiver = { arrived, answer: 204 as Answer };
  const server = certificate ? createServer(certificate) : createPlainServer();
  server.on('request', (request, response: ServerResponse) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      arrived.push({ method, path: url, headers, body });
      respond(response, receiver.answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, {
    url: `${certificate ? 'https' : 'http'}://localhost:${port}/hooks?for=llavero`,
    hasGot: (count: number) =>
      vi.waitUntil(() => arrived.length >= count, { timeout: 60_000, interval: 20 }).then(() => {}),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

function respond(response: ServerResponse, answer: Answer): void {
  if (answer === 'SILENCE') return;
  if (answer === 'HANG_UP') return void response.destroy();
  if (typeof answer === 'number') return void response.writeHead(answer).end('thank you');
  response.writeHead(answer.status, answer.headers).end();
}
