import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedDatabase } from './embedded.ts';
import { LOCK_FILE, MIGRATIONS_FOLDER, readMigrations, SCHEMA_FILE } from './migration-files.ts';
import { asMigrationList, NO_FILTER, readSchema, withSchemaEngine } from './schema-engine.ts';

/**
 * Writes the SQL that leads from the existing migrations to `schema.prisma` into a new migration, as `prisma migrate dev
 * --create-only` does, without the binary that Prisma downloads. What Prisma cannot say (triggers, checks, indexes on
 * expressions) is then added to the file by hand.
 *
 * Usage: pnpm --filter @llavero/server run migration <name_in_snake_case>
 */
async function makeMigration(name: string): Promise<void> {
  const sql = await diff();
  if (!sql) return console.log('schema.prisma says nothing new.');
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = path.join(MIGRATIONS_FOLDER, `${time}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'migration.sql'), sql);
  writeFileSync(path.join(MIGRATIONS_FOLDER, LOCK_FILE.path), LOCK_FILE.content);
  console.log(`Written: ${path.relative(process.cwd(), folder)}/migration.sql`);
}

/** The existing migrations are played on a database that is thrown away. */
async function diff(): Promise<string | undefined> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'llavero-migration-'));
  // For root, PostgreSQL runs as another user, who has to get in.
  chmodSync(folder, 0o755);
  const log = { ...console, info: () => {} };
  const database = await startEmbeddedDatabase({ dataDir: path.join(folder, 'data'), log, isDurable: false });
  try {
    const migrations = asMigrationList(MIGRATIONS_FOLDER, readMigrations(MIGRATIONS_FOLDER));
    const result = await withSchemaEngine(database.url, (engine) =>
      engine.diff({
        from: { tag: 'migrations', ...migrations },
        to: { tag: 'schemaDatamodel', files: [{ path: SCHEMA_FILE, content: readSchema() }] },
        script: true,
        exitCode: true,
        filters: NO_FILTER,
      }),
    );
    return result.exitCode === 0 ? undefined : (result.stdout ?? undefined);
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const [name = ''] = process.argv.slice(2);
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Give the migration a name in snake_case, for example: add_permission_groups');
  process.exitCode = 1;
} else {
  await makeMigration(name);
}
