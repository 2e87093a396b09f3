import path from 'node:path';
import { test as base, expect, type BrowserContextOptions, type Page } from '@playwright/test';
import { launchOptionsOf, rememberedChromium } from './chromium.ts';
import { startLlavero, type Installation, type Llavero } from './llavero.ts';
import { owner } from './story.ts';
import { watch, type Watched } from './watch.ts';

interface JourneyFixtures {
  /** What the browsers of this journey asked for and complained of; checked at its end. */
  watched: Watched;
  /** Another browser, of another person or on another machine. */
  openBrowser: (options?: BrowserContextOptions) => Promise<Page>;
}

interface WorkerFixtures {
  /** How the server is set up. Files that say otherwise get a server of their own. */
  installation: Installation;
  /** The server, one for all journeys that one worker makes. */
  llavero: Llavero;
}

export const test = base.extend<JourneyFixtures, WorkerFixtures>({
  launchOptions: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads here that nothing else is needed
    async ({}, use) => use(launchOptionsOf((await rememberedChromium()) ?? {})),
    { scope: 'worker' },
  ],
  installation: [{ firstOwner: owner }, { scope: 'worker', option: true }],
  llavero: [
    async ({ installation }, use, { project, workerIndex }) => {
      const llavero = await startLlavero(
        installation,
        path.join(project.outputDir, `server-${workerIndex}.log`),
      );
      try {
        await use(llavero);
      } finally {
        const logged = await llavero.stop();
        expect(logged, 'a secret in the log').not.toMatch(anySecret);
      }
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: ({ llavero }, use) => use(llavero.url),
  watched: async ({ context, llavero }, use) => {
    const watched = await watch(context, llavero.url);
    await use(watched);
    watched.check();
  },
  page: async ({ page, watched: _ }, use) => use(page),
  openBrowser: async ({ browser, contextOptions, llavero }, use) => {
    const opened: { watched: Watched; close(): Promise<void> }[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ ...contextOptions, baseURL: llavero.url, ...options });
      opened.push({ watched: await watch(context, llavero.url), close: () => context.close() });
      return context.newPage();
    });
    for (const { watched, close } of opened) {
      watched.check();
      await close();
    }
  },
});

export { expect };

/** A client secret, whoever it belongs to. */
export const anySecret = /llv_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}/;
