import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { STATE } from './places.js';

/** Results of other steps, and what the tools of this checkout write. */
const NO_SOURCE = new Set(['node_modules', 'dist', 'generated', 'coverage']);

/**
 * A digest of files and folders, with their paths, and of other facts.
 *
 * @param {string[]} paths a missing one counts as such
 * @param {string[]} [facts]
 */
export function digest(paths, facts = []) {
  const hash = createHash('sha256').update(JSON.stringify(facts));
  for (const file of paths.flatMap(filesIn)) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

/**
 * @param {string} name
 * @param {string} wanted
 */
export function hasStamp(name, wanted) {
  try {
    return readFileSync(path.join(STATE, name), 'utf8') === wanted;
  } catch {
    return false;
  }
}

/**
 * Does `act` and stamps it as done. While it is under way, and when it fails, there is no stamp.
 *
 * @param {string} name
 * @param {string} value
 * @param {() => Promise<void>} act
 */
export async function stamping(name, value, act) {
  rmSync(path.join(STATE, name), { force: true });
  await act();
  mkdirSync(STATE, { recursive: true });
  writeFileSync(path.join(STATE, name), value);
}

/**
 * @param {string} place
 * @returns {string[]}
 */
function filesIn(place) {
  const found = statSync(place, { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return [place];
  return readdirSync(place)
    .filter((name) => !name.startsWith('.') && !NO_SOURCE.has(name))
    .sort()
    .flatMap((name) => filesIn(path.join(place, name)));
}
