import { readFileSync } from 'node:fs';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type * as Engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import { LOCK_FILE, SCHEMA_FILE, type Migration } from './migration-files.ts';

/** No table or enum is kept out of Prisma's sight. */
export const NO_FILTER: Engine.SchemaFilter = { externalTables: [], externalEnums: [] };

/**
 * Uses Prisma's own schema engine, in its WebAssembly build, on the database at `url`.
 *
 * @param afterScript SQL that runs with each script, in the same implicit transaction
 * @throws what the database threw, where the engine only has a number for it
 */
export async function withSchemaEngine<T>(
  url: string,
  act: (engine: Engine.SchemaEngine) => Promise<T>,
  afterScript = '',
): Promise<T> {
  const { SchemaEngine } = await import('./schema-engine-wasm.ts');
  const adapter = bindMigrationAwareSqlAdapterFactory(scriptsWhole(url, afterScript));
  const engine = await SchemaEngine.new({ datamodels: [[SCHEMA_FILE, readSchema()]] }, () => {}, adapter);
  try {
    return await act(engine);
  } catch (error) {
    const number = /External error id#(\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    throw (number && adapter.errorRegistry.consumeError(Number(number))?.error) || error;
  } finally {
    engine.free();
  }
}

/** The text of `schema.prisma`. */
export function readSchema(): string {
  return readFileSync(SCHEMA_FILE, 'utf8');
}

/** Migrations in the engine's own words. */
export function asMigrationList(folder: string, migrations: Migration[]): Engine.MigrationList {
  return {
    baseDir: folder,
    lockfile: LOCK_FILE,
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}

/**
 * The adapter's own `executeScript` splits a script at every semicolon, so a function's body breaks. Sent whole, PostgreSQL
 * also runs it as one transaction.
 */
function scriptsWhole(url: string, afterScript: string): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg({ connectionString: url, max: 2, application_name: 'llavero migrations' });
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => sendWhole(await factory.connect()),
    connectToShadowDb: async () => sendWhole(await factory.connectToShadowDb()),
  };

  function sendWhole(adapter: Awaited<ReturnType<PrismaPg['connect']>>) {
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(`${script}\n;${afterScript}`);
    };
    return adapter;
  }
}
