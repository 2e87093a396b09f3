import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { inRoot, pinnedNode } from './places.ts';

export interface Person {
  email: string;
  password: string;
}

/** How a Llavero is set up. */
export interface Installation {
  /** Null: nobody; the start prints a set-up link. */
  firstOwner: Person | null;
  /** Webhooks may go to this machine. */
  allowsPrivateWebhooks?: boolean;
}

/** A running server with its embedded database, entered by its doors alone. */
export interface Llavero {
  /** Its origin, which is its issuer too. */
  url: string;
  /** The link that the start printed; empty when there is an owner. */
  setUpLink: string;
  /** Stops it, and starts it again on the same data with a clock that is ahead. */
  restart(options: { minutesAhead: number }): Promise<void>;
  /** Stops it cleanly and throws its data away. Returns what it logged, at the most talkative level. */
  stop(): Promise<string>;
}

/** @throws Error with what the server wrote when it does not start */
export async function startLlavero(
  { firstOwner, allowsPrivateWebhooks }: Installation,
  logFile: string,
): Promise<Llavero> {
  const folder = await temporaryFolder();
  const port = await freePort();
  const env = {
    PORT: String(port),
    LLAVERO_DATA_DIR: folder,
    LLAVERO_LOG_LEVEL: 'trace',
    ...(allowsPrivateWebhooks && { LLAVERO_WEBHOOK_ALLOW_PRIVATE: '1' }),
    ...(firstOwner && {
      LLAVERO_ADMIN_EMAIL: firstOwner.email,
      LLAVERO_ADMIN_PASSWORD: firstOwner.password,
    }),
  };
  let server = await startServer(env, logFile).catch(async (error: unknown) => {
    await throwAway(folder);
    throw error;
  });

  return {
    url: `http://localhost:${port}`,
    setUpLink: /\S+\/setup#\S+/.exec(server.announcement)?.[0] ?? '',
    async restart({ minutesAhead }) {
      await server.stop();
      const clock = { LLAVERO_E2E_MINUTES_AHEAD: String(minutesAhead) };
      server = await startServer({ ...env, ...clock }, logFile, [
        '--import',
        inRoot('e2e/kit/clock-ahead.ts'),
      ]);
    },
    async stop() {
      try {
        await server.stop();
        return await readFile(logFile, 'utf8');
      } finally {
        await throwAway(folder);
      }
    },
  };
}

interface Server {
  /** All that it wrote until it was ready. */
  announcement: string;
  stop(): Promise<void>;
}

const readyLine = 'Llavero is ready at';

async function startServer(
  env: Record<string, string>,
  logFile: string,
  options: string[] = [],
): Promise<Server> {
  await mkdir(path.dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile, { flags: 'a' });
  const child = spawn(pinnedNode, [...options, inRoot('server', 'src', 'main.ts')], {
    cwd: inRoot(),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: process.env.LANG, ...env },
    // By the end of the channel the server hears that whoever started it was killed.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const announcement = await readAnnouncement(child, ended);

  return {
    announcement,
    async stop() {
      child.kill('SIGTERM');
      const code = await ended;
      log.end();
      await finished(log);
      if (code !== 0) throw new Error(`After SIGTERM the server ended with ${code}; its log is ${logFile}`);
    },
  };
}

function readAnnouncement(child: ChildProcess, ended: Promise<number | null>): Promise<string> {
  return new Promise((resolve, reject) => {
    let written = '';
    const read = (chunk: Buffer) => {
      written += chunk.toString();
      // The link, if there is one, stands below that line and comes with it.
      if (!written.includes(readyLine)) return;
      child.stdout?.off('data', read);
      child.stderr?.off('data', read);
      resolve(written);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    void ended.then((code) =>
      reject(new Error(`The server ended with ${code} before it was ready:\n${written}`)),
    );
  });
}

/** Every user of the machine may enter: as root, PostgreSQL runs as another one. */
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'llavero-e2e-'));
  await chmod(folder, 0o755);
  return folder;
}

/** The database too where it could not live in the folder: then a file there says where it is. */
async function throwAway(folder: string): Promise<void> {
  const signpost = await readFile(path.join(folder, 'where-the-database-is.txt'), 'utf8').catch(() => '');
  const cluster = signpost.split('\n').find((line) => line.startsWith('/var/lib/llavero/'));
  if (cluster) await rm(path.dirname(cluster), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, 'localhost', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
