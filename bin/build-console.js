import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { GUARD_SOURCES, packGuard } from './pack-guard.js';
import { run } from './prepare/children.js';
import { inRoot } from './prepare/places.js';
import { withProgress } from './prepare/progress.js';
import { digest, hasStamp, stamping } from './prepare/stamp.js';
import { Trouble } from './prepare/trouble.js';

const STAMP = 'console';
const SOURCES = [
  ...['web', 'docs', 'schema.graphql', 'pnpm-lock.yaml', 'tsconfig.json'].map((file) => inRoot(file)),
  ...GUARD_SOURCES,
];
const RESULT = inRoot('web', 'dist');
/** Beside the result, so that it takes its place by a rename, and where nothing else looks. */
const MAKING = inRoot('web', 'node_modules', '.console');

/** Whether the built console is that of these sources. */
export function isConsoleBuilt() {
  return hasStamp(STAMP, digest(SOURCES)) && existsSync(`${RESULT}/index.html`);
}

/**
 * Builds the console into `web/dist`, with the guard that it hands out. A server that runs meanwhile goes on serving the
 * old one until the new is whole.
 *
 * @throws {Trouble}
 */
export async function ensureConsoleBuilt() {
  if (isConsoleBuilt()) return;
  await stamping(STAMP, digest(SOURCES), () => withProgress('Building the console', build));
}

async function build() {
  const vite = inRoot('web', 'node_modules', '.bin', 'vite');
  const args = ['build', '--outDir', MAKING, '--emptyOutDir'];
  const { code, output } = await run(vite, args, { cwd: inRoot('web'), isQuiet: true });
  if (code !== 0) throw new Trouble('The console could not be built; the lines above say why.', output);
  await packGuard(path.join(MAKING, 'docs'));
  rmSync(RESULT, { recursive: true, force: true });
  renameSync(MAKING, RESULT);
}
