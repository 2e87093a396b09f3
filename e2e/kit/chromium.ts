import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium, type LaunchOptions } from '@playwright/test';
import { unpackedChromium } from './chromium-from-npm.ts';
import { runBriefly } from './run-briefly.ts';
import { inRoot } from './places.ts';

/** A Chromium on this machine. No path: Playwright's own. */
export interface Browser {
  executablePath?: string;
  /** Where it finds what the machine itself may lack. */
  env?: Record<string, string>;
}

/** A place where a Chromium may come from; `find` may install it there. */
export interface Source {
  name: string;
  find(): Promise<(Browser | undefined)[]>;
}

/** In the order in which they are tried. */
export const sources: Source[] = [
  { name: 'installed by Playwright', find: async () => [byPlaywright] },
  { name: 'downloaded by Playwright', find: downloadedByPlaywright },
  { name: 'of the system', find: async () => ofTheSystem() },
  { name: 'out of Debian', find: outOfDebian },
  { name: 'out of npm', find: async () => [await unpackedChromium()] },
];

/** Which of its browsers that is, and where it lies, Playwright alone knows. */
const byPlaywright: Browser = {};

const memory = inRoot('node_modules', '.llavero', 'chromium.json');

/**
 * Sees to it that there is a Chromium that really starts, and remembers which: a second run neither looks nor downloads
 * again, unless that one has gone.
 *
 * @throws Error with what to do when there is none and none can be got
 */
export async function ensureChromium(say: (line: string) => void, from = sources): Promise<Browser> {
  const remembered = await rememberedChromium();
  if (remembered && (await isThere(remembered))) return remembered;
  for (const { name, find } of from) {
    say(`Looking for a Chromium ${name} ...`);
    for (const browser of await find()) {
      if (!browser || !(await starts(browser))) continue;
      await remember(browser);
      return browser;
    }
  }
  throw new Error(
    'There is no Chromium to run the journeys in, and none could be installed: install one (on Debian: apt-get install chromium) and try again.',
  );
}

/** The Chromium of an earlier `ensureChromium`. */
export async function rememberedChromium(): Promise<Browser | undefined> {
  try {
    const { forWhom, browser } = JSON.parse(await readFile(memory, 'utf8')) as {
      forWhom: string;
      browser: Browser;
    };
    return forWhom === thisMachine() ? browser : undefined;
  } catch {
    return undefined;
  }
}

/** How Playwright starts it: nothing is asked of any host that a journey does not ask. */
export function launchOptionsOf({ executablePath, env }: Browser): LaunchOptions {
  return {
    executablePath,
    // Root has no sandbox, containers often have none, and only our own pages are opened.
    chromiumSandbox: false,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-domain-reliability',
      '--disable-sync',
      '--no-default-browser-check',
      '--no-first-run',
      '--no-pings',
    ],
    env: { ...definedVariables(), ...env },
  };
}

async function remember(browser: Browser): Promise<void> {
  await mkdir(path.dirname(memory), { recursive: true });
  await writeFile(memory, JSON.stringify({ forWhom: thisMachine(), browser }));
}

/** Another Playwright wants another Chromium, and what root can start another user may not reach. */
function thisMachine(): string {
  const { version } = createRequire(import.meta.url)('@playwright/test/package.json') as { version: string };
  return [version, process.platform, process.arch, process.getuid?.() ?? ''].join(' ');
}

function isThere(browser: Browser): boolean | Promise<boolean> {
  return browser.executablePath ? existsSync(browser.executablePath) : starts(browser);
}

async function starts(browser: Browser): Promise<boolean> {
  try {
    const started = await chromium.launch({ ...launchOptionsOf(browser), timeout: 30_000 });
    try {
      const page = await started.newPage();
      return (await page.evaluate('6 * 7')) === 42;
    } finally {
      await started.close();
    }
  } catch {
    return false;
  }
}

/** Bounded by silence: a slow line may take its time, an unreachable one may not. */
async function downloadedByPlaywright(): Promise<Browser[]> {
  const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
  await runBriefly(process.execPath, [playwright, 'install', '--only-shell', 'chromium'], {
    silenceSeconds: 45,
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '5000' },
  });
  return [byPlaywright];
}

/** Without a window to draw it takes two thirds of the time. */
const shells = ['chromium-headless-shell', 'chrome-headless-shell'];

function ofTheSystem(): Browser[] {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return [...shells, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .filter((file) => existsSync(file))
    .map((executablePath) => ({ executablePath }));
}

async function outOfDebian(): Promise<Browser[]> {
  if (process.getuid?.() !== 0) return [];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const apt = ['-q', '-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::http::Timeout=20'];
  await runBriefly('apt-get', [...apt, 'update'], { silenceSeconds: 60, env });
  for (const name of ['chromium-headless-shell', 'chromium']) {
    const install = ['install', '-y', '--no-install-recommends', name];
    await runBriefly('apt-get', [...apt, ...install], { silenceSeconds: 180, env });
    const installed = ofTheSystem();
    if (installed.length > 0) return installed;
  }
  return [];
}

function definedVariables(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
}
