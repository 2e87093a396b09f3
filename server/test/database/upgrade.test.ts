import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { generateSecret } from '../../src/clients/credentials.ts';
import { migrate } from '../../src/database/migrate.ts';
import { hashPassword } from '../../src/password-hash.ts';
import { apisDocument } from '../kit/api-story.ts';
import { credentialsOf } from '../kit/client-story.ts';
import { signInByPassword, startOn, asPerson, testPassword } from '../kit/llavero.ts';
import { createTestDatabase, type TestDatabase } from '../kit/postgres.ts';
import { silentLog, temporaryFolder } from '../kit/temporary.ts';
import { claimsOf } from '../kit/token-story.ts';
import { query } from './data-folders.ts';

const firstRelease = '20261121000000_first_release';

let database: TestDatabase;
let folder: string;
beforeEach(async () => {
  database = await createTestDatabase(inject('adminUrl'));
  folder = await temporaryFolder('llavero-first-release-');
  const migrations = path.resolve(import.meta.dirname, '../../../prisma/migrations');
  await cp(path.join(migrations, firstRelease), path.join(folder, firstRelease), { recursive: true });
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

type Row = Record<string, unknown>;

/** Every row of every table, with the columns that `columns` names, by table. */
async function contents(columns: Map<string, string[]>): Promise<Map<string, Row[]>> {
  const rows = new Map<string, Row[]>();
  for (const [table, names] of columns) {
    rows.set(table, await query(database.url, `SELECT ${names.map(quoted).join()} FROM ${quoted(table)}`));
  }
  return rows;
}

/** The columns of all tables but Prisma's own, and but `searchKey`, which is derived and was made anew. */
async function columnsOfTables(): Promise<Map<string, string[]>> {
  const rows = await query(
    database.url,
    `SELECT table_name AS table, array_agg(column_name::text ORDER BY ordinal_position) AS columns
     FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name NOT LIKE '\\_%' AND column_name <> 'searchKey' GROUP BY table_name`,
  );
  return new Map(rows.map(({ table, columns }) => [table as string, columns as string[]]));
}

const quoted = (name: string) => `"${name}"`;

test(
  'a thousand clients of the first release are brought to today within a minute, and nothing of it is lost',
  { timeout: 60_000 },
  async () => {
    await migrate(database.url, silentLog, folder);
    const { id: secretId, secret } = generateSecret();
    const [hash, password] = await Promise.all([hashPassword(secret), hashPassword(testPassword)]);
    await query(database.url, installation({ secretId, hash, password }));
    const columns = await columnsOfTables();
    const before = await contents(columns);
    expect(before.get('Client')).toHaveLength(1000);

    await migrate(database.url, silentLog);
    const after = await contents(columns);
    for (const [table, rows] of before) {
      const kept = new Set(after.get(table)?.map((row) => JSON.stringify(row)));
      expect(
        rows.filter((row) => !kept.has(JSON.stringify(row))),
        table,
      ).toEqual([]);
    }

    const llavero = await startOn(database.url, { LLAVERO_AUDIENCE: 'https://api.example.com' });
    try {
      const email = 'ana@example.com';
      const cookie = await signInByPassword(llavero.app, email, testPassword);
      const owner = asPerson(llavero.app, { email, userId: '', cookie });
      const { apis } = await owner.execute(apisDocument);
      expect(apis).toMatchObject([{ audience: 'https://api.example.com', isDefault: true }]);
      const clientId = 'cli_0000000000000000000001';
      const { client } = await owner.execute(
        `{ client(clientId: "${clientId}") { name scopes lastUsedAt secrets { hint expiresAt } } }`,
      );
      expect(client).toEqual({
        name: 'Client 1',
        scopes: ['read', 'delete'],
        lastUsedAt: '2026-11-01T10:00:00.000Z',
        secrets: [{ hint: expect.stringContaining(secretId.slice(0, 3)), expiresAt: null }],
      });
      const response = await llavero.token(credentialsOf({ clientId, clientSecret: secret }));
      expect(claimsOf(response)).toMatchObject({ aud: 'https://api.example.com', scope: 'read delete' });
    } finally {
      await llavero.stop();
    }
  },
);

/** An owner, a thousand clients with a secret each, every second of them used. The secret of the first is known. */
function installation({ secretId, hash, password }: Record<'secretId' | 'hash' | 'password', string>) {
  return `
    WITH organisation AS (
      INSERT INTO "Organisation" (id, name) VALUES (gen_random_uuid(), 'First') RETURNING id
    ), person AS (
      INSERT INTO "User" (id, name, email, "updatedAt") VALUES (gen_random_uuid(), 'Ana', 'ana@example.com', now()) RETURNING id
    ), account AS (
      INSERT INTO "Account" (id, "accountId", "providerId", "userId", password, "updatedAt")
      SELECT gen_random_uuid(), id::text, 'credential', id, '${password}', now() FROM person
    ), membership AS (
      INSERT INTO "Membership" ("userId", "organisationId", role)
      SELECT person.id, organisation.id, 'OWNER' FROM person, organisation
    ), client AS (
      INSERT INTO "Client" (id, "organisationId", "clientId", name, "nameKey", "nameSort", description, "searchKey",
        scopes, "grantTypes", "updatedAt")
      SELECT gen_random_uuid(), organisation.id, 'cli_' || lpad(n::text, 22, '0'), 'Client ' || n, 'client ' || n,
        'client ' || n, 'One of many', 'client ' || n,
        CASE n % 2 WHEN 0 THEN ARRAY['read'] ELSE ARRAY['read', 'delete'] END, ARRAY['client_credentials'], now()
      FROM organisation, generate_series(1, 1000) n RETURNING id, "clientId", scopes
    ), usage AS (
      INSERT INTO "ClientUsage" ("clientId", "lastUsedAt")
      SELECT id, '2026-11-01T10:00:00Z' FROM client WHERE cardinality(scopes) = 2
    )
    INSERT INTO "ClientSecret" (id, "clientId", hash)
    SELECT CASE WHEN "clientId" LIKE '%00001' THEN '${secretId}' ELSE right("clientId", 8) END, id, '${hash}' FROM client`;
}
