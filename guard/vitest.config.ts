import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const server = createRequire(new URL('../server/package.json', import.meta.url));

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: '../server/test/kit/global-setup.ts',
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
  resolve: {
    // As in the server's: imported and required, graphql would be loaded twice.
    alias: [{ find: /^graphql$/, replacement: server.resolve('graphql') }],
  },
});
