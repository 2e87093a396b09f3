import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { migrate } from '../../src/database/migrate.ts';
import { readMigrations } from '../../src/database/migration-files.ts';
import { hashPassword } from '../../src/password-hash.ts';
import { query } from '../database/data-folders.ts';
import { apisDocument } from '../kit/api-story.ts';
import { credentialsOf } from '../kit/client-story.ts';
import { startOn } from '../kit/llavero.ts';
import { createTestDatabase, type TestDatabase } from '../kit/postgres.ts';
import { silentLog, temporaryFolder } from '../kit/temporary.ts';
import { claimsOf } from '../kit/token-story.ts';
import { generateSecret } from '../../src/clients/credentials.ts';

const migrations = path.resolve(import.meta.dirname, '../../../prisma/migrations');

let database: TestDatabase;
let folder: string;
beforeEach(async () => {
  database = await createTestDatabase(inject('adminUrl'));
  folder = await temporaryFolder('llavero-first-release-');
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

test(
  'a thousand clients of the first release keep their scopes within a minute, and their tokens are for the configured audience',
  { timeout: 60_000 },
  async () => {
    for (const { name } of readMigrations(migrations)) {
      await mkdir(folder, { recursive: true });
      if (name < '20261126')
        await cp(path.join(migrations, name), path.join(folder, name), { recursive: true });
    }
    await migrate(database.url, silentLog, folder);
    const { id: secretId, secret } = generateSecret();
    const hash = await hashPassword(secret);
    await query(
      database.url,
      `WITH o AS (INSERT INTO "Organisation" (id, name) VALUES (gen_random_uuid(), 'First') RETURNING id),
     c AS (INSERT INTO "Client" (id, "organisationId", "clientId", name, "nameKey", "nameSort", description, "searchKey",
         scopes, "grantTypes", "updatedAt")
       SELECT gen_random_uuid(), o.id, 'cli_' || lpad(n::text, 22, '0'), 'Client ' || n, 'client ' || n, 'client ' || n,
         'One of many', 'client ' || n, CASE n % 2 WHEN 0 THEN ARRAY['read'] ELSE ARRAY['read', 'delete'] END,
         ARRAY['client_credentials'], now()
       FROM o, generate_series(1, 1000) n RETURNING id, "clientId")
     INSERT INTO "ClientSecret" (id, "clientId", hash)
     SELECT '${secretId}', id, '${hash}' FROM c WHERE "clientId" LIKE '%0001'`,
    );
    const clients = `SELECT "clientId", scopes, "updatedAt" FROM "Client" ORDER BY "clientId"`;
    const before = await query(database.url, clients);

    await migrate(database.url, silentLog);
    const llavero = await startOn(database.url, { LLAVERO_AUDIENCE: 'https://api.example.com' });
    try {
      expect(await query(database.url, clients)).toEqual(before);
      const { apis } = await (await llavero.signIn('VIEWER')).execute(apisDocument);
      expect(apis).toMatchObject([{ audience: 'https://api.example.com', isDefault: true }]);
      const clientId = 'cli_0000000000000000000001';
      const response = await llavero.token(credentialsOf({ clientId, clientSecret: secret }));
      expect(claimsOf(response)).toMatchObject({ aud: 'https://api.example.com', scope: 'read delete' });
    } finally {
      await llavero.stop();
    }
  },
);
