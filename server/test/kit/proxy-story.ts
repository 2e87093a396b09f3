import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What an API behind a proxy was asked. */
type Asked = { method: string; url: string; headers: IncomingHttpHeaders };

/** An API without a line about tokens; it remembers what reached it. */
export type SampleApi = { address: string; asked: Asked[]; stop(): Promise<void> };

export async function startSampleApi(): Promise<SampleApi> {
  const asked: Asked[] = [];
  const server = createServer((incoming, answer) => {
    const { method = '', url = '', headers } = incoming;
    asked.push({ method, url, headers });
    incoming.resume();
    answer.writeHead(200, { 'content-type': 'application/json' }).end('{"properties":[]}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: addressOf(server), asked, stop: () => close(server) };
}

/**
 * Runs a program in the foreground, at home in `folder`, which goes with it; resolves when it listens.
 * @throws Error with what it said, when it ends before
 */
export async function runProxy(
  command: string,
  parameters: string[],
  { folder, address }: { folder: string; address: string },
): Promise<{ stop(): Promise<void> }> {
  const env = { PATH: process.env['PATH'], HOME: folder };
  const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder, env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const ended = once(child, 'exit');
  while (!(await isListening(address))) {
    if (child.exitCode !== null) throw new Error(`${command} ended: ${said}`);
    await sleep(20);
  }
  return {
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

/** A request over a real connection; a header with several values is sent several times. */
export async function ask(
  address: string,
  options: {
    method?: string;
    path?: string;
    headers?: Record<string, string | string[]>;
    body?: string;
  } = {},
): Promise<Answer> {
  const { method = 'GET', path = '/properties', headers = {}, body } = options;
  const sent = request(`http://${address}${path}`, { method, headers, agent: false });
  sent.end(body);
  const [answer] = await once(sent, 'response');
  let text = '';
  for await (const chunk of answer) text += chunk;
  return { status: answer.statusCode, headers: answer.headers, body: text };
}

async function isListening(address: string): Promise<boolean> {
  return ask(address).then(
    () => true,
    () => false,
  );
}

function addressOf(server: Server): string {
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
