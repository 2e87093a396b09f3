import { defineConfig } from 'prisma/config';

/** Read by Prisma's command line only (`prisma generate`, `prisma migrate deploy`); the server takes its own way. */
export default defineConfig({
  schema: '../prisma/schema.prisma',
  migrations: { path: '../prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
