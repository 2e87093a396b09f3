import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { listAuditEvents } from '../../src/audit/audit-list.ts';
import { migrate } from '../../src/database/migrate.ts';
import { readMigrations } from '../../src/database/migration-files.ts';
import { query } from '../database/data-folders.ts';
import { entriesRead } from '../kit/audit-rows.ts';
import { startOn, type TestLlavero } from '../kit/llavero.ts';
import { createTestDatabase, type TestDatabase } from '../kit/postgres.ts';
import { silentLog, temporaryFolder } from '../kit/temporary.ts';

const organisationId = '01890000-0000-7000-8000-000000000001';

let database: TestDatabase;
let folder: string;
let llavero: TestLlavero;

const entries = `SELECT md5(string_agg(e::text, '' ORDER BY sequence)) AS all FROM "AuditEvent" e`;

beforeAll(async () => {
  database = await createTestDatabase(inject('adminUrl'));
  folder = await temporaryFolder('llavero-migrations-');
});
afterAll(async () => {
  await llavero.stop();
  await database.drop();
  await rm(folder, { recursive: true });
});

test('the entries of the release before are as they were, and what is rare among them is found at once', async () => {
  const all = path.resolve(import.meta.dirname, '../../../prisma/migrations');
  for (const { name } of readMigrations(all)) {
    if (name >= '20261127') continue;
    await mkdir(path.join(folder, name));
    await cp(path.join(all, name), path.join(folder, name), { recursive: true });
  }
  await migrate(database.url, silentLog, folder);
  await query(
    database.url,
    `INSERT INTO "Organisation" (id, name) VALUES ('${organisationId}', 'Ours');
     INSERT INTO "AuditEvent" ("organisationId", sequence, at, action, "subjectType", "subjectId", "subjectName", "previousHash", hash,
       "searchKey")
     SELECT '${organisationId}', n, now(), 'client.created', 'client', 'cli_' || n, 'Portal', '', '',
       'client.created' || chr(10) || 'portal' || CASE WHEN n <= 3 THEN ' nandu 100%' ELSE '' END
     FROM generate_series(1, 20000) n;
     ANALYZE "AuditEvent";`,
  );
  const before = await query(database.url, entries);

  expect(await migrate(database.url, silentLog)).toContain('20261127000000_audit_search');
  expect(await query(database.url, entries)).toEqual(before);

  llavero = await startOn(database.url);
  for (const search of ['ñandú', '%', 'portal 100%']) {
    const { result, read } = await entriesRead(llavero, (db) =>
      listAuditEvents(db, { organisationId, role: 'OWNER' }, { search }, { limit: 25, oldestFirst: false }),
    );
    expect(result.map(({ sequence }) => sequence)).toEqual([3, 2, 1]);
    expect(read).toBeLessThan(5000);
  }
});
