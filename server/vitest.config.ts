import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { patience } from './test/kit/patience.ts';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: 'test/kit/global-setup.ts',
    // Left to itself, Vitest keeps one processor free, which is half of a small machine; many of these tests wait.
    maxWorkers: '100%',
    // The server's modules keep no state, so that a worker loads them once and not for each of its files, which took half of the time.
    isolate: false,
    // The limiter's clock outlives the database of a test that is over.
    onConsoleLog: (log) => !log.startsWith('Failed to clear expired records'),
    // argon2 and a real PostgreSQL share the machine's cores with the tests.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: patience } },
  },
  resolve: {
    // Imported and required, graphql would be loaded twice, and each copy disowns the other's types.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
});
