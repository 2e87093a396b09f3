import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectToRunningEmbedded } from '../../src/database/embedded.ts';
import { StartError } from '../../src/start-error.ts';
import { patience } from '../kit/patience.ts';
import { openDataFolder, query, type DataFolder } from './data-folders.ts';

let folder: DataFolder;
beforeEach(async () => {
  folder = await openDataFolder();
});
afterEach(() => folder.close());

const isRoot = process.getuid?.() === 0;

describe('a data folder', () => {
  test('keeps its rows and its password from one start to the next', async () => {
    const first = await folder.start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS it');
    await first.stop();

    const second = await folder.start();
    expect(await query(second.url, 'SELECT it FROM kept')).toEqual([{ it: 1 }]);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    expect((await stat(path.join(folder.dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600);
  });

  test('stores UTF-8, compares alike on every machine, and listens on the loopback address alone', async () => {
    const { url } = await folder.start();
    const sql = `SELECT current_setting('server_encoding') AS encoding, datlocprovider AS provider, datlocale AS locale,
        current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets
      FROM pg_database WHERE datname = current_database()`;
    expect(await query(url, sql)).toEqual([
      { encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8', addresses: '127.0.0.1', sockets: '' },
    ]);
  });

  test('tells a tool the address of the database while it runs, and none afterwards', async () => {
    expect(await connectToRunningEmbedded(folder.dataDir)).toBeUndefined();
    const database = await folder.start();
    expect(await connectToRunningEmbedded(folder.dataDir)).toBe(database.url);
    await database.stop();
    expect(await connectToRunningEmbedded(folder.dataDir)).toBeUndefined();
  });

  test('refuses a second Llavero while the first runs, and leaves the first alone', async () => {
    const { url } = await folder.start();
    const { says } = await folder.startElsewhere();
    expect(says).toMatch(/^refused StartError: Another Llavero runs on the data folder .*: stop it first/);
    expect(await query(url, 'SELECT 1 AS it')).toEqual([{ it: 1 }]);
  });

  test('lets exactly one of two starts at the same moment in', async () => {
    const starts = await Promise.all([folder.startElsewhere(), folder.startElsewhere()]);
    expect(starts.map(({ says }) => says.split(' ')[0]).sort()).toEqual(['ready', 'refused']);
    for (const { kill } of starts) await kill();
    // Ends the PostgreSQL that the killed one has left.
    await folder.start();
  });

  test('says so when its password is gone', async () => {
    await (await folder.start()).stop();
    await rm(path.join(folder.dataDir, 'postgres-password'));
    await expect(folder.start()).rejects.toThrow(
      /^The password of the database in .* is missing: put .* back from a backup/,
    );
  });

  test('refuses the database of another major version', async () => {
    await (await folder.start()).stop();
    await writeFile(path.join(folder.dataDir, 'postgres', 'PG_VERSION'), '17\n');
    await expect(folder.start()).rejects.toThrow(/was made by PostgreSQL 17, and this Llavero brings 18/);
  });
});

describe('after kill -9', () => {
  test('of the supervising process, the next start takes its database over', async () => {
    const killed = await folder.startElsewhere();
    const url = killed.says.replace('ready ', '');
    await query(url, 'CREATE TABLE kept AS SELECT 1 AS it');
    await killed.kill();
    const abandoned = await folder.postmaster();

    const next = await folder.start();
    expect(await query(next.url, 'SELECT it FROM kept')).toEqual([{ it: 1 }]);
    expect(await folder.postmaster()).not.toBe(abandoned);
    expect(() => process.kill(abandoned, 0)).toThrow('ESRCH');
  });

  test('of PostgreSQL itself, it comes back on the same port, still supervised', async () => {
    const { url } = await folder.start();
    process.kill(await folder.postmaster(), 'SIGKILL');

    await vi.waitFor(async () => expect(await query(url, 'SELECT 1 AS it')).toEqual([{ it: 1 }]), patience);
    await vi.waitFor(
      async () => expect((await folder.startElsewhere()).says).toContain('Another Llavero runs'),
      patience,
    );
  });

  test('of both, a start finds its way past what is left', async () => {
    const killed = await folder.startElsewhere();
    const postmaster = await folder.postmaster();
    await killed.kill();
    process.kill(postmaster, 'SIGKILL');
    expect(await query((await folder.start()).url, 'SELECT 1 AS it')).toEqual([{ it: 1 }]);
  });

  test('in the middle of making the database, nothing half made is used or kept', async () => {
    const gone = spawn('true');
    await new Promise((resolve) => gone.once('exit', resolve));
    const halfMade = `postgres.making-${gone.pid}-0a1b2c3d`;
    await mkdir(path.join(folder.dataDir, halfMade), { recursive: true });

    await folder.start();
    expect(await readdir(folder.dataDir)).not.toContain(halfMade);
  });

  test('a process id that was given to another program meanwhile does not stop the start', async () => {
    await (await folder.start()).stop();
    const cluster = path.join(folder.dataDir, 'postgres');
    const { uid, gid } = await stat(cluster);
    // PostgreSQL takes the processes of its own user alone for its own.
    const other = spawn('sleep', ['60'], isRoot ? { uid, gid } : {});
    await writeFile(
      path.join(cluster, 'postmaster.pid'),
      `${other.pid}\n${cluster}\n1700000000\n5432\n\n127.0.0.1\n`,
    );
    try {
      expect(await query((await folder.start()).url, 'SELECT 1 AS it')).toEqual([{ it: 1 }]);
    } finally {
      other.kill();
    }
  });
});

describe('rights', () => {
  const nobody = { uid: 65534, gid: 65534 };
  // In a checkout that only root may enter, nobody else can start anything.
  const canRunAsAnother = !isRoot || spawnSync('test', ['-r', import.meta.filename], nobody).status === 0;

  test.runIf(canRunAsAnother)(
    'a data folder that this user may not write to is named in the refusal',
    async () => {
      await mkdir(folder.dataDir);
      await chmod(folder.dataDir, 0o555);
      const { says } = await folder.startElsewhere(isRoot ? nobody : undefined);
      expect(says).toBe(
        `refused StartError: The data folder ${folder.dataDir} cannot be used: this user may not write there: change its owner or set LLAVERO_DATA_DIR to another folder.`,
      );
    },
  );

  test('a data folder that is a file is named in the refusal', async () => {
    await writeFile(folder.dataDir, '');
    await expect(folder.start()).rejects.toThrow(StartError);
  });

  test.runIf(isRoot)(
    'root keeps the database elsewhere when PostgreSQL may not enter the data folder',
    async () => {
      await mkdir(folder.dataDir, { mode: 0o700 });
      const first = await folder.start();
      try {
        expect(first.where).toMatch(/^\/var\/lib\/llavero\/[0-9a-f]{12}-[0-9a-f]{8}\/postgres$/);
        expect(await readFile(path.join(folder.dataDir, 'where-the-database-is.txt'), 'utf8')).toContain(
          `\n${first.where}\n`,
        );
        await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS it');
        await first.stop();

        const second = await folder.start();
        expect(second.where).toBe(first.where);
        expect(await query(second.url, 'SELECT it FROM kept')).toEqual([{ it: 1 }]);
        await second.stop();
      } finally {
        await rm(path.dirname(first.where), { recursive: true, force: true });
      }
    },
  );
});
