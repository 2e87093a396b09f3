import { existsSync } from 'node:fs';
import { run } from './prepare/children.js';
import { npm } from './prepare/npm.js';
import { inRoot, PINNED_NODE, ROOT } from './prepare/places.js';
import { withProgress } from './prepare/progress.js';
import { digest, hasStamp, stamping } from './prepare/stamp.js';
import { Trouble } from './prepare/trouble.js';

const PNPM = 'pnpm@10.34.8';
const STAMP = 'installed';

const DESCRIBING = [
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'package.json',
  'server/package.json',
  'guard/package.json',
  'web/package.json',
  'e2e/package.json',
  'bench/package.json',
].map((file) => inRoot(file));

/** Whether the packages in node_modules are those of the lock file, for this kind of machine. */
export function isInstalled() {
  return hasStamp(STAMP, wanted()) && existsSync(PINNED_NODE);
}

/**
 * Installs the packages, and with them the pinned Node, unless they are there.
 *
 * @throws {Trouble}
 */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await stamping(STAMP, wanted(), () => withProgress('Installing the packages', install));
}

function wanted() {
  return digest(DESCRIBING, [PNPM, process.platform, process.arch]);
}

async function install() {
  const [command, ...before] = npm();
  const args = [
    'exec',
    '--yes',
    '--prefer-offline',
    `--package=${PNPM}`,
    '--',
    'pnpm',
    'install',
    ...PNPM_OPTIONS,
  ];
  // Without a terminal, pnpm would refuse to replace a node_modules that something else has made.
  const { code, output } = await run(command, [...before, ...args], {
    cwd: ROOT,
    env: { CI: 'true' },
    isQuiet: true,
  });
  if (code === 0 && existsSync(PINNED_NODE)) return;
  throw new Trouble(whyNotInstalled(output), output);
}

/** Against settings in somebody's .npmrc that would install something else than the lock file says. */
const PNPM_OPTIONS = [
  '--frozen-lockfile',
  '--prod=false',
  '--ignore-scripts=false',
  '--config.node-linker=isolated',
  '--config.lockfile=true',
  '--reporter=append-only',
];

/** @param {string} output */
function whyNotInstalled(output) {
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|META_FETCH_FAIL|socket hang up/.test(
      output,
    )
  ) {
    return 'The npm registry cannot be reached: connect this machine to the internet, or tell npm its proxy or registry (npm config set registry ...), and start again.';
  }
  if (/ENOSPC/.test(output)) return 'The packages do not fit on the disk: make room and start again.';
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return `The packages cannot be written to ${inRoot('node_modules')}: make the checkout belong to this user and start again.`;
  }
  return 'The packages could not be installed; the lines above say why.';
}
