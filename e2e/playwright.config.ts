import { defineConfig } from '@playwright/test';

/** Whole journeys through the console and the token endpoint of a real server, in a real Chromium. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.test.ts',
  globalSetup: './kit/global-setup.ts',
  outputDir: './test-results',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // Two browsers, two servers and two databases share the machine's cores, now and then with other work.
  timeout: 480_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    locale: 'es-CO',
    viewport: { width: 1280, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    screenshot: 'only-on-failure',
    // A trace takes as long as the journey itself: `--trace retain-on-failure` asks for one.
    trace: 'off',
  },
});
