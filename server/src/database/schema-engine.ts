import { readFileSync } from 'node:fs';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type * as Engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import { readChar } from './adapter-char.ts';
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
  const opened: Adapter[] = [];
  const adapter = bindMigrationAwareSqlAdapterFactory(scriptsWhole(url, afterScript, opened));
  const engine = await SchemaEngine.new({ datamodels: [[SCHEMA_FILE, readSchema()]] }, () => {}, adapter);
  try {
    return await act(engine);
  } catch (error) {
    const number = /External error id#(\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    throw (number && adapter.errorRegistry.consumeError(Number(number))?.error) || error;
  } finally {
    engine.free();
    // The engine disposes of its shadow database alone.
    await Promise.all(opened.map((each) => each.dispose()));
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

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;

/**
 * The adapter's own `executeScript` splits a script at every semicolon, so a function's body breaks. Sent whole, PostgreSQL
 * also runs it as one transaction.
 */
function scriptsWhole(
  url: string,
  afterScript: string,
  opened: Adapter[],
): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(
    { connectionString: url, max: 2, application_name: 'llavero migrations' },
    // A lost connection shows in the next query; without a listener it would end the process.
    { onPoolError: () => {}, onConnectionError: () => {} },
  );
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = adapted(await factory.connect());
      opened.push(adapter);
      return adapter;
    },
    connectToShadowDb: async () => adapted(await factory.connectToShadowDb()),
  };

  function adapted(adapter: Adapter): Adapter {
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(`${script}\n;${afterScript}`);
    };
    return readChar(adapter);
  }
}
