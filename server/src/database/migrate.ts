import type pg from 'pg';
import { StartError } from '../start-error.ts';
import type { Log } from './log.ts';
import { MIGRATIONS_FOLDER, readMigrations, type Migration } from './migration-files.ts';
import { checkServer, openConnection } from './server-check.ts';

/**
 * Brings the database to the newest migration. Only one process at a time applies anything; the others wait, then find
 * nothing to do. The table `_prisma_migrations` is what `prisma migrate deploy` would leave.
 *
 * @returns the names of the migrations that were applied
 * @throws StartError when the database cannot be used, is newer than this program, or a migration fails
 */
export async function migrate(url: string, log: Log, folder = MIGRATIONS_FOLDER): Promise<string[]> {
  const connection = await openConnection(url, { lock_timeout: LOCK_TIMEOUT_MS });
  try {
    await checkServer(connection);
    await lock(connection);
    const migrations = readMigrations(folder);
    const pending = await findPending(connection, migrations);
    if (pending.length === 0) return [];
    await checkMayCreate(connection);
    log.info(`Updating the database: ${pending.join(', ')}.`);
    await forgetUnfinished(connection, log);
    return await apply(connection, { url, folder, migrations });
  } finally {
    // The lock goes with the connection.
    await connection.end();
  }
}

interface Source {
  url: string;
  folder: string;
  migrations: Migration[];
}

const LOCK_TIMEOUT_MS = 120_000;

/** "llavmigr", as one bigint. */
const MIGRATION_LOCK = '7812450129432046450';

async function lock(connection: pg.Client): Promise<void> {
  try {
    await connection.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  } catch (error) {
    throw new StartError(
      `Another process has been updating this database for over ${LOCK_TIMEOUT_MS / 1000} seconds: wait for it, or end it and start again.`,
      { cause: error },
    );
  }
}

/** Compares the folder with the database without loading the engine: most starts have nothing to do. */
async function findPending(connection: pg.Client, migrations: Migration[]): Promise<string[]> {
  const applied = await readApplied(connection);
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = applied.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new StartError(
      `The database is newer than this Llavero (it knows ${unknown.join(', ')}): start the newer version, or restore a backup from before the upgrade.`,
    );
  }
  return [...known].filter((name) => !applied.includes(name));
}

async function readApplied(connection: pg.Client): Promise<string[]> {
  if (!(await hasMigrationsTable(connection))) return [];
  const { rows } = await connection.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  return rows.map(({ name }) => name);
}

async function hasMigrationsTable(connection: pg.Client): Promise<boolean> {
  const { rows } = await connection.query<{ found: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`,
  );
  return rows[0]?.found === true;
}

async function checkMayCreate(connection: pg.Client): Promise<void> {
  const { rows } = await connection.query<{ allowed: boolean; name: string; user: string }>(
    `SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)
              AND (has_database_privilege(current_database(), 'CREATE')
                OR EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm')) AS allowed,
            current_database() AS name, current_user AS user`,
  );
  const { allowed, name, user } = rows[0] ?? {};
  if (allowed) return;
  throw new StartError(
    `The user "${user}" may not create tables and extensions in the database "${name}": make it the owner (ALTER DATABASE ... OWNER TO ...), or grant CREATE on the schema public and, for the extension pg_trgm, on the database.`,
  );
}

/**
 * A migration that was begun and not finished has left nothing behind, as it runs in one transaction with the note that it
 * is finished (`FINISH`). So it is simply tried again, as after a process killed in the middle.
 */
async function forgetUnfinished(connection: pg.Client, log: Log): Promise<void> {
  if (!(await hasMigrationsTable(connection))) return;
  const { rows } = await connection.query<{ name: string }>(
    `UPDATE _prisma_migrations SET rolled_back_at = now()
     WHERE ${UNFINISHED} RETURNING migration_name AS name`,
  );
  for (const { name } of rows)
    log.warn(`The migration ${name} was begun earlier and never finished; it is tried again.`);
}

/** Only the migration under way is unfinished; the engine sets the same columns again a moment later. */
const UNFINISHED = 'finished_at IS NULL AND rolled_back_at IS NULL';
const FINISH = `UPDATE _prisma_migrations SET finished_at = now() WHERE ${UNFINISHED}`;

async function apply(connection: pg.Client, source: Source): Promise<string[]> {
  const { asMigrationList, NO_FILTER, withSchemaEngine } = await import('./schema-engine.ts');
  const migrationsList = asMigrationList(source.folder, source.migrations);
  try {
    const result = await withSchemaEngine(
      source.url,
      (engine) => engine.applyMigrations({ migrationsList, filters: NO_FILTER }),
      FINISH,
    );
    return result.appliedMigrationNames;
  } catch (error) {
    const name = (await findFailed(connection).catch(() => undefined)) ?? 'a migration';
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new StartError(
      `The database could not be updated: ${name} failed (${reason}) and changed nothing; mend that and start again, or start the version before.`,
      { cause: error },
    );
  }
}

async function findFailed(connection: pg.Client): Promise<string | undefined> {
  const { rows } = await connection.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations WHERE ${UNFINISHED}`,
  );
  return rows[0]?.name;
}
