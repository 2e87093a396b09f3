import { existsSync } from 'node:fs';
import { ensureChromium } from './chromium.ts';
import { inRoot } from './places.ts';

/** What every journey needs and none should wait for: the console, and a browser to open it in. */
export default async function prepareJourneys(): Promise<void> {
  if (!existsSync(inRoot('web', 'dist', 'index.html'))) {
    throw new Error(
      'The console is not built: run npm test, or build it with pnpm --filter @llavero/web build.',
    );
  }
  await ensureChromium((line) => console.error(line));
}
