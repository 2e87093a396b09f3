import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { migrate } from '../../src/database/migrate.ts';
import { readMigrations } from '../../src/database/migration-files.ts';
import { StartError } from '../../src/start-error.ts';
import { createTestDatabase, type TestDatabase } from '../kit/postgres.ts';
import { silentLog, temporaryFolder } from '../kit/temporary.ts';
import { query } from './data-folders.ts';

let database: TestDatabase;
let folder: string;
beforeEach(async () => {
  database = await createTestDatabase(inject('adminUrl'));
  folder = await temporaryFolder('llavero-migrations-');
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const apply = () => migrate(database.url, silentLog, folder);

async function write(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, 'migration.sql'), sql);
}

const history = () =>
  query(
    database.url,
    `SELECT migration_name AS name, finished_at IS NOT NULL AS finished, rolled_back_at IS NOT NULL AS forgotten,
        applied_steps_count AS steps, length(checksum) AS checksum
     FROM _prisma_migrations ORDER BY started_at`,
  );

describe('migrating', () => {
  test('P-186: applies what is missing, in order, and nothing the second time', async () => {
    await write('20260101000000_first', 'CREATE TABLE one (id int);');
    await write('20260102000000_second', 'ALTER TABLE one ADD COLUMN two int;');
    expect(await apply()).toEqual(['20260101000000_first', '20260102000000_second']);
    expect(await apply()).toEqual([]);

    await write('20260103000000_third', 'ALTER TABLE one ADD COLUMN three int;');
    expect(await apply()).toEqual(['20260103000000_third']);
    expect(await query(database.url, 'SELECT * FROM one')).toEqual([]);
  });

  test("keeps the history as Prisma's own command line does", async () => {
    await write('20260101000000_first', 'CREATE TABLE one (id int);');
    await apply();
    expect(await history()).toEqual([
      { name: '20260101000000_first', finished: true, forgotten: false, steps: 1, checksum: 64 },
    ]);
  });

  test('takes functions with semicolons, and a last statement without one', async () => {
    await write(
      '20260101000000_trigger',
      `CREATE TABLE one (id int);
       CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         PERFORM pg_notify('changed', 'a;b');
         RETURN NULL;
       END $$;
       CREATE TRIGGER tell AFTER INSERT ON one FOR EACH STATEMENT EXECUTE FUNCTION tell() -- a comment`,
    );
    await apply();
    await query(database.url, 'INSERT INTO one VALUES (1)');
    expect(
      await query(database.url, "SELECT count(*)::int AS n FROM pg_trigger WHERE tgname = 'tell'"),
    ).toEqual([{ n: 1 }]);
  });

  test('P-186: is done once by two processes at the same moment', async () => {
    await write('20260101000000_slow', 'CREATE TABLE one (id int); SELECT pg_sleep(0.5);');
    const ends = await Promise.all([migrateElsewhere(), migrateElsewhere()]);
    expect(ends.sort()).toEqual(['["20260101000000_slow"]', '[]']);
    expect(await history()).toHaveLength(1);
  });

  test("brings the project's own migrations to an empty database", async () => {
    const applied = await migrate(database.url, silentLog);
    expect(applied).toEqual(
      readMigrations(path.resolve(import.meta.dirname, '../../../prisma/migrations')).map(({ name }) => name),
    );
  });
});

describe('a migration that fails', () => {
  test('is named with its reason, and leaves nothing of itself', async () => {
    await write('20260101000000_good', 'CREATE TABLE good (id int);');
    await write('20260102000000_bad', 'CREATE TABLE bad (id int); SELECT 1 / 0;');
    const failure = await apply().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartError);
    expect((failure as StartError).message).toBe(
      'The database could not be updated: 20260102000000_bad failed (division by zero) and changed nothing; mend that and start again, or start the version before.',
    );
    expect(
      await query(
        database.url,
        `SELECT to_regclass('good') IS NOT NULL AS good, to_regclass('bad') IS NULL AS bad`,
      ),
    ).toEqual([{ good: true, bad: true }]);
  });

  test('is tried again at the next start', async () => {
    await write('20260101000000_bad', 'CREATE TABLE one (id int); SELECT 1 / 0;');
    await expect(apply()).rejects.toThrow(StartError);
    await write('20260101000000_bad', 'CREATE TABLE one (id int);');
    expect(await apply()).toEqual(['20260101000000_bad']);
    expect(await history()).toMatchObject([
      { finished: false, forgotten: true },
      { finished: true, forgotten: false },
    ]);
  });

  test('because its process was killed in the middle is simply done by the next', async () => {
    await write('20260101000000_slow', 'CREATE TABLE one (id int); SELECT pg_sleep(60);');
    const killed = startElsewhere();
    const isUnderWay = `SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()`;
    while ((await query(database.url, isUnderWay)).length === 0);
    killed.kill('SIGKILL');
    await once(killed, 'exit');

    await write('20260101000000_slow', 'CREATE TABLE one (id int);');
    // A server does not notice at once that whom it works for is gone.
    await query(
      database.url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()`,
    );
    expect(await apply()).toEqual(['20260101000000_slow']);
  });
});

describe('a database that does not fit', () => {
  test('is refused when it is newer than this program', async () => {
    await write('20260101000000_first', 'CREATE TABLE one (id int);');
    await write('20990101000000_future', 'CREATE TABLE two (id int);');
    await apply();
    await rm(path.join(folder, '20990101000000_future'), { recursive: true });
    await expect(apply()).rejects.toThrow(
      'The database is newer than this Llavero (it knows 20990101000000_future): start the newer version, or restore a backup from before the upgrade.',
    );
  });

  test('is refused when its user may not create tables', async () => {
    await write('20260101000000_first', 'CREATE TABLE one (id int);');
    const name = `guest_${Date.now()}`;
    await query(database.url, `CREATE ROLE ${name} LOGIN PASSWORD 'guest'`);
    const url = new URL(database.url);
    url.username = name;
    url.password = 'guest';
    try {
      await expect(migrate(url.href, silentLog, folder)).rejects.toThrow(
        /^The user "guest_\d+" may not create tables and extensions in the database/,
      );
    } finally {
      await query(database.url, `DROP ROLE ${name}`);
    }
  });
});

function startElsewhere() {
  const program = `
    import { migrate } from ${JSON.stringify(new URL('../../src/database/migrate.ts', import.meta.url).href)};
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    console.log(JSON.stringify(await migrate(${JSON.stringify(database.url)}, log, ${JSON.stringify(folder)})));`;
  return spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function migrateElsewhere(): Promise<string> {
  const child = startElsewhere();
  let says = '';
  child.stdout.on('data', (chunk: Buffer) => (says += chunk.toString()));
  await once(child, 'close');
  return says.trim();
}
