import { readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectToRunningEmbedded } from '../../src/database/embedded.ts';
import { query } from '../database/data-folders.ts';
import type { RegisteredClient } from '../kit/client-story.ts';
import {
  askForToken,
  ownerSettings,
  readinessOf,
  signInAt,
  verify,
  type DistantAdministrator,
} from '../kit/from-outside.ts';
import { startProgram, type LlaveroProcess } from '../kit/process.ts';
import { temporaryFolder } from '../kit/temporary.ts';

// Llavero with its own database, which fails while it is in use.
let folder: string;
let dataDir: string;
let program: LlaveroProcess;
let admin: DistantAdministrator;
let client: RegisteredClient;

beforeAll(async () => {
  folder = await temporaryFolder('llavero-database-killed-');
  dataDir = path.join(folder, 'data');
  program = await startProgram({ LLAVERO_DATA_DIR: dataDir, LLAVERO_STALE_SECONDS: '600', ...ownerSettings });
  admin = await signInAt(program.url);
  client = await admin.register('Known');
  expect((await askForToken(program.url, client)).status).toBe(200);
}, 400_000);
afterAll(async () => {
  await program.stop();
  await rm(folder, { recursive: true, force: true });
}, 120_000);

const nobody = { clientId: 'cli_0000000000000000000000', clientSecret: '' };

test.each([
  ['kill -9 of PostgreSQL', killPostmaster, async () => {}],
  ['kill -9 of one of its processes', killBackend, async () => {}],
  ['every connection dropped', dropConnections, async () => {}],
  ['PostgreSQL stopped for a while', () => signalAll('SIGSTOP'), () => signalAll('SIGCONT')],
])(
  'P-184 P-188: %s under load: known clients are served, the others told when to come back, and it recovers alone',
  async (fault, fail, mend) => {
    const { access_token: token } = (await askForToken(program.url, client)).json();
    const answers = { known: new Set<number>(), verdicts: new Set<number>() };
    const strangers = new Set<string>();
    const readiness = new Set<string>();
    const acknowledged: string[] = [];
    const refusals = new Set<string>();
    let asked = 0;
    let isLoading = true;
    const whileLoading = async (act: () => Promise<unknown>, pause = 20) => {
      while (isLoading) await act().then(() => sleep(pause));
    };
    const load = [
      ...Array.from({ length: 4 }, () =>
        whileLoading(async () => answers.known.add((await askForToken(program.url, client)).status)),
      ),
      whileLoading(async () => answers.verdicts.add((await verify(program.url, token)).status)),
      whileLoading(async () => {
        const { status, headers } = await askForToken(program.url, {
          ...client,
          ...nobody,
          clientSecret: client.clientSecret,
        });
        strangers.add(`${status} ${headers.get('retry-after')}`);
        // Twenty in a minute is what one client ID may get wrong.
      }, 4000),
      whileLoading(async () => readiness.add(await readinessOf(program.url)), 100),
      whileLoading(async () => {
        // Never the same name again: one whose answer was lost may be taken.
        const name = `${fault} ${asked++}`;
        await admin.register(name).then(
          () => acknowledged.push(name),
          (error: Error) => refusals.add(error.message),
        );
      }),
    ];
    try {
      await expect.poll(() => acknowledged.length, { timeout: 120_000 }).toBeGreaterThan(2);
      const before = acknowledged.length;
      await fail();
      if (fault.includes('stopped')) await sleep(10_000);
      await mend();
      await expect.poll(() => readinessOf(program.url), { timeout: 120_000 }).toBe('200 ready');
      await expect.poll(() => acknowledged.length, { timeout: 120_000 }).toBeGreaterThan(before + 2);
    } finally {
      isLoading = false;
    }
    await Promise.all(load);

    expect(answers).toEqual({ known: new Set([200]), verdicts: new Set([204]) });
    for (const refusal of refusals) expect(refusal).toMatch(/^503: .*SERVICE_UNAVAILABLE/);
    for (const answer of strangers) expect(['401 null', '503 5']).toContain(answer);
    for (const each of readiness) expect(['200 ready', '200 degraded']).toContain(each);
    if (fault.includes('stopped')) expect(readiness).toContain('200 degraded');
    const rows = await query(await databaseUrl(), 'SELECT name FROM "Client"');
    const names = new Set(rows.map(({ name }) => name));
    expect(acknowledged.filter((name) => !names.has(name))).toEqual([]);
    expect((await askForToken(program.url, await admin.register(`${fault}, after`))).status).toBe(200);
    // An unhandled rejection would have ended it.
    expect(program.hasEnded()).toBe(false);
    expect(program.output()).not.toMatch(/unhandled|uncaught/i);
  },
  600_000,
);

async function databaseUrl(): Promise<string> {
  const url = await connectToRunningEmbedded(dataDir);
  if (!url) throw new Error('the database does not run');
  return url;
}

async function postmaster(): Promise<number> {
  return Number((await readFile(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

async function killPostmaster(): Promise<void> {
  process.kill(await postmaster(), 'SIGKILL');
}

/** PostgreSQL then ends all of its processes and recovers. */
async function killBackend(): Promise<void> {
  const [row] = await query(
    await databaseUrl(),
    `SELECT pid FROM pg_stat_activity WHERE application_name = 'llavero' LIMIT 1`,
  );
  process.kill(Number(row?.['pid']), 'SIGKILL');
}

async function dropConnections(): Promise<void> {
  await query(
    await databaseUrl(),
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'llavero%' AND pid <> pg_backend_pid()`,
  );
}

/** PostgreSQL itself first, so that it makes no new process meanwhile. */
async function signalAll(signal: NodeJS.Signals): Promise<void> {
  const parent = await postmaster();
  process.kill(parent, signal);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    if (stat.split(') ')[1]?.split(' ')[1] === String(parent)) process.kill(Number(pid), signal);
  }
}
