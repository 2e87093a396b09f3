import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readMigrations } from '../../src/database/migration-files.ts';
import { migrate } from '../../src/database/migrate.ts';
import { query } from '../database/data-folders.ts';
import { startOn, type TestLlavero } from '../kit/llavero.ts';
import { createTestDatabase, type TestDatabase } from '../kit/postgres.ts';
import { silentLog, temporaryFolder } from '../kit/temporary.ts';

let database: TestDatabase;
let folder: string;
let llavero: TestLlavero;

/** As the release before wrote them. */
const written = `
  INSERT INTO "Organisation" (id, name) VALUES ('01890000-0000-7000-8000-000000000001', 'Ours');
  INSERT INTO "Client" (id, "organisationId", "clientId", name, "nameKey", "nameSort", description, "searchKey", "updatedAt")
  SELECT ('01890000-0000-7000-8000-00000000010' || n)::uuid, '01890000-0000-7000-8000-000000000001', 'cli_' || n, name, lower(name),
    lower(name), 'One', lower(name) || chr(10) || 'one', now()
  FROM (VALUES (1, 'Portal-ES'), (2, '100% real'), (3, 'c++ 東京')) AS rows (n, name);
  INSERT INTO "ClientUsage" ("clientId", "lastUsedAt") VALUES ('01890000-0000-7000-8000-000000000102', now());`;

beforeAll(async () => {
  database = await createTestDatabase(inject('adminUrl'));
  folder = await temporaryFolder('llavero-migrations-');
  const all = path.resolve(import.meta.dirname, '../../../prisma/migrations');
  for (const { name } of readMigrations(all)) {
    if (name >= '20261126100000') continue;
    await mkdir(path.join(folder, name));
    await cp(path.join(all, name), path.join(folder, name), { recursive: true });
  }
  await migrate(database.url, silentLog, folder);
  await query(database.url, written);
  await migrate(database.url, silentLog);
  llavero = await startOn(database.url);
});
afterAll(async () => {
  await llavero.stop();
  await database.drop();
  await rm(folder, { recursive: true });
});

test('clients of the release before are counted, ordered by last use and found as those of this one', async () => {
  const viewer = await llavero.signIn('VIEWER');
  const list = async (search: string) => {
    const { clients } = await viewer.execute(
      `query ($search: String) {
        clients(search: $search, orderBy: { field: LAST_USED_AT, direction: DESC }) { totalCount nodes { name } }
      }`,
      { search },
    );
    expect(clients.totalCount).toBe(clients.nodes.length);
    return clients.nodes.map(({ name }: { name: string }) => name);
  };
  expect(await list('')).toEqual(['100% real', 'c++ 東京', 'Portal-ES']);
  expect(await list('one')).toEqual(['100% real', 'c++ 東京', 'Portal-ES']);
  for (const [search, name] of [
    ['es', 'Portal-ES'],
    ['portal-es', 'Portal-ES'],
    ['0%', '100% real'],
    ['c++', 'c++ 東京'],
    ['京', 'c++ 東京'],
  ] as const) {
    expect(await list(search)).toEqual([name]);
  }
});
