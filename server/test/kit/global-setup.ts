import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/database/migrate.ts';
import { createTestDatabase, startTestPostgres } from './postgres.ts';
import { silentLog } from './temporary.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** For `createTestDatabase(inject('adminUrl'), inject('template'))`. */
    adminUrl: string;
    /** The name of a migrated, empty database to which nobody connects. */
    template: string;
  }
}

/** One PostgreSQL for all test files, migrated once. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres();
  try {
    const template = await createTestDatabase(postgres.adminUrl);
    await migrate(template.url, silentLog);
    project.provide('adminUrl', postgres.adminUrl);
    project.provide('template', new URL(template.url).pathname.slice(1));
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return postgres.stop;
}
