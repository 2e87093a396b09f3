import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connectDatabase } from '../../src/database/connect.ts';
import { StartError } from '../../src/start-error.ts';
import { createTestDatabase, type TestDatabase } from '../kit/postgres.ts';
import { query } from './data-folders.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('adminUrl'), inject('template'));
});
afterAll(() => database.drop());

/** The database's URL with parts of it changed. */
function urlWith(change: Partial<Pick<URL, 'username' | 'password' | 'host' | 'pathname'>>): string {
  return Object.assign(new URL(database.url), change).href;
}

describe('connecting', () => {
  test('cancels a query that takes too long', async () => {
    const db = await connectDatabase(database.url, { statementTimeoutMs: 100 });
    try {
      await expect(db.$queryRaw`SELECT pg_sleep(10)::text`).rejects.toThrow(/statement timeout/);
    } finally {
      await db.$disconnect();
    }
  });

  test('opens no more connections than allowed', async () => {
    const db = await connectDatabase(database.url, { poolSize: 2 });
    try {
      await Promise.all(Array.from({ length: 8 }, () => db.$queryRaw`SELECT pg_sleep(0.05)::text`));
      const sql = `SELECT count(*)::int AS n FROM pg_stat_activity
        WHERE application_name = 'llavero' AND datname = current_database()`;
      expect(await query(database.url, sql)).toEqual([{ n: 2 }]);
    } finally {
      await db.$disconnect();
    }
  });

  test('outlives the loss of its idle connections', async () => {
    const db = await connectDatabase(database.url);
    try {
      await db.organisation.count();
      await query(
        database.url,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'llavero' AND datname = current_database()`,
      );
      await expect.poll(() => db.organisation.count().catch(() => -1)).toBe(0);
    } finally {
      await db.$disconnect();
    }
  });
});

describe('a database that cannot be used is refused in one sentence without the password', () => {
  const refused = async (url: string) => {
    const error = await connectDatabase(url).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StartError);
    expect((error as StartError).message).not.toContain(new URL(database.url).password);
    return (error as StartError).message;
  };

  test('when nothing answers there', async () => {
    expect(await refused(urlWith({ host: '127.0.0.1:1' }))).toBe(
      'The database server 127.0.0.1:1 cannot be reached (ECONNREFUSED): start it or correct DATABASE_URL.',
    );
  });

  test('when its host is unknown', async () => {
    expect(await refused(urlWith({ host: 'nowhere.invalid:5432' }))).toMatch(
      /^The database server nowhere\.invalid:5432 cannot be reached \(E[A-Z_]+\): start it or correct DATABASE_URL\.$/,
    );
  });

  test('when the password is wrong', async () => {
    expect(await refused(urlWith({ password: 'wrong' }))).toMatch(
      /^The database server 127\.0\.0\.1:\d+ refuses the user "postgres": correct the user or the password in DATABASE_URL/,
    );
  });

  test('when the database does not exist', async () => {
    expect(await refused(urlWith({ pathname: '/missing' }))).toMatch(
      /^There is no database "missing" on 127\.0\.0\.1:\d+: make it/,
    );
  });

  test('when it stores another encoding', async () => {
    const admin = inject('adminUrl');
    await query(
      admin,
      `CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc`,
    );
    try {
      expect(await refused(urlWith({ pathname: '/latin' }))).toMatch(
        /^The database "latin" stores text as LATIN1, and Llavero needs UTF8/,
      );
    } finally {
      await query(admin, 'DROP DATABASE latin WITH (FORCE)');
    }
  });
});
