import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createClientDocument, credentialsOf, portal, rotateSecretDocument } from './kit/client-story.ts';
import { freePort } from './kit/free-port.ts';
import { temporaryFolder } from './kit/temporary.ts';

// Two serving processes over an embedded database, started as an operator starts them.
const owner = { email: 'ana@example.com', password: 'correct horse battery staple' };
let folder: string;
let origin: string;
let supervisor: ChildProcess;
let output = '';

beforeAll(async () => {
  folder = await temporaryFolder('llavero-workers-');
  const port = await freePort();
  origin = `http://localhost:${port}`;
  supervisor = spawn(process.execPath, [path.resolve(import.meta.dirname, '../src/main.ts')], {
    env: {
      PORT: String(port),
      LLAVERO_WORKERS: '2',
      LLAVERO_DATA_DIR: path.join(folder, 'data'),
      LLAVERO_ADMIN_EMAIL: owner.email,
      LLAVERO_ADMIN_PASSWORD: owner.password,
      PATH: process.env['PATH'],
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [supervisor.stdout, supervisor.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  await vi.waitUntil(() => output.includes('Llavero is ready at'), { timeout: 50_000 });
});
afterAll(async () => {
  supervisor.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const post = (url: string, body: BodyInit, headers: Record<string, string> = {}) =>
  // Each request on a connection of its own: the next one may meet the other process.
  fetch(`${origin}${url}`, { method: 'POST', body, headers: { connection: 'close', ...headers } });

const statusesOf = (credentials: { clientId: string; clientSecret: string }) =>
  Promise.all(
    Array.from({ length: 12 }, async () => {
      const response = await post('/token', new URLSearchParams(credentialsOf(credentials)));
      return response.status;
    }),
  );

/** The serving processes, by the list of processes that Linux keeps. */
async function workers(): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  const parents = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return pids
    .filter((_, n) => stats[n]?.includes('worker.ts'))
    .filter((pid) => parents[pids.indexOf(pid)]?.split(') ')[1]?.split(' ')[1] === String(supervisor.pid))
    .map(Number);
}

test('a rotation by one process holds for both, one that is killed is replaced, and none is left behind', async () => {
  const json = { 'content-type': 'application/json' };
  const signedIn = await post('/api/auth/sign-in/email', JSON.stringify(owner), json);
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const execute = async (query: string, input: object) => {
    const response = await post('/graphql', JSON.stringify({ query, variables: { input } }), {
      ...json,
      cookie,
    });
    return (await response.json()).data;
  };
  const { createClient } = await execute(createClientDocument, portal);
  const { clientId } = createClient.client;
  const first = { clientId, clientSecret: createClient.clientSecret };
  expect(new Set(await statusesOf(first))).toEqual(new Set([200]));

  const { rotateSecret } = await execute(rotateSecretDocument, { clientId });
  const second = { clientId, clientSecret: rotateSecret.clientSecret };
  await expect.poll(async () => new Set(await statusesOf(first))).toEqual(new Set([401]));
  expect(new Set(await statusesOf(second))).toEqual(new Set([200]));

  const before = await workers();
  expect(before).toHaveLength(2);
  process.kill(before[0]!, 'SIGKILL');
  await expect.poll(workers, { timeout: 20_000 }).not.toContain(before[0]);
  await expect.poll(async () => (await workers()).length, { timeout: 20_000 }).toBe(2);
  expect(output).toContain('A serving process ended (SIGKILL); starting another.');
  await expect
    .poll(() => statusesOf(second).then(String, () => ''), { timeout: 20_000 })
    .toBe('200,'.repeat(11) + '200');

  const serving = await workers();
  supervisor.kill('SIGTERM');
  expect(await once(supervisor, 'exit')).toEqual([0, null]);
  for (const pid of serving) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
