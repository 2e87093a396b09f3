import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { readMigrations } from '../../src/database/migration-files.ts';
import { migrate } from '../../src/database/migrate.ts';
import { query } from '../database/data-folders.ts';
import { createTestDatabase } from '../kit/postgres.ts';
import { silentLog, temporaryFolder } from '../kit/temporary.ts';

/** As the release before wrote them. */
const written = `
  INSERT INTO "Organisation" (id, name, "createdAt") VALUES
    ('01890000-0000-7000-8000-000000000001', 'Peñón', '2026-01-01'), ('01890000-0000-7000-8000-000000000002', 'penon!', '2026-01-02');
  INSERT INTO "Client" (id, "organisationId", "clientId", name, "nameKey", "nameSort", description, "searchKey", "updatedAt")
  VALUES ('01890000-0000-7000-8000-000000000101', '01890000-0000-7000-8000-000000000001', 'cli_1', 'One', 'one', 'one', 'One',
    ' one one', now());`;

test('an upgrade leaves clients as they are: enabled, with the lifetime of their API; organisations have slugs', async () => {
  const database = await createTestDatabase(inject('adminUrl'));
  const folder = await temporaryFolder('llavero-migrations-');
  onTestFinished(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });
  const all = path.resolve(import.meta.dirname, '../../../prisma/migrations');
  for (const { name } of readMigrations(all)) {
    if (name >= '20261126240000') continue;
    await mkdir(path.join(folder, name));
    await cp(path.join(all, name), path.join(folder, name), { recursive: true });
  }
  await migrate(database.url, silentLog, folder);
  await query(database.url, written);
  await migrate(database.url, silentLog);
  expect(await query(database.url, `SELECT slug FROM "Organisation" ORDER BY "createdAt"`)).toEqual([
    { slug: 'penon' },
    { slug: 'penon-2' },
  ]);
  expect(
    await query(
      database.url,
      `SELECT "clientId", enabled, "accessTokenLifetimeSeconds", "tokenGeneration" FROM "Client"`,
    ),
  ).toEqual([{ clientId: 'cli_1', enabled: true, accessTokenLifetimeSeconds: null, tokenGeneration: 1 }]);
});
