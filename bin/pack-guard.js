import { mkdirSync, rmSync } from 'node:fs';
import { run } from './prepare/children.js';
import { npm } from './prepare/npm.js';
import { inRoot } from './prepare/places.js';
import { Trouble } from './prepare/trouble.js';

/** What the packed guard is made of; what its tests are made of is no part of it. */
export const GUARD_SOURCES = ['src', 'package.json', 'README.md', 'tsconfig.build.json'].map((file) =>
  inRoot('guard', file),
);

/**
 * Builds the guard and packs it into a folder, as `llavero-guard-<version>.tgz`. The same sources give the same bytes, so
 * that the digest in an integrator's lock file stays true.
 *
 * @param {string} folder
 * @throws {Trouble}
 */
export async function packGuard(folder) {
  // The compiler leaves what it made of sources that are gone.
  rmSync(inRoot('guard', 'dist'), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [command, ...before] = npm();
  const args = [...before, 'pack', '--ignore-scripts=false', '--pack-destination', folder];
  const { code, output } = await run(command, args, { cwd: inRoot('guard'), isQuiet: true });
  if (code !== 0) throw new Trouble('The guard could not be packed; the lines above say why.', output);
}
