import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One folder of `prisma/migrations`. */
export interface Migration {
  /** `<time>_<what>`; the order of names is the order of application. */
  name: string;
  sql: string;
}

/** The repository's `prisma` folder. */
export const PRISMA_FOLDER = path.resolve(import.meta.dirname, '../../../prisma');
export const MIGRATIONS_FOLDER = path.join(PRISMA_FOLDER, 'migrations');
export const SCHEMA_FILE = path.join(PRISMA_FOLDER, 'schema.prisma');

/** Says to Prisma's command line for which kind of database the migrations are. */
export const LOCK_FILE = { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' };

/** All migrations of a folder, oldest first; none when it is missing. */
export function readMigrations(folder: string): Migration[] {
  return namesIn(folder)
    .filter((name) => /^\d/.test(name))
    .sort()
    .map((name) => ({ name, sql: readFileSync(path.join(folder, name, 'migration.sql'), 'utf8') }));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
