import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The runtime that the project pins; there once the packages are installed. */
export const PINNED_NODE = path.join(ROOT, 'node_modules', 'node', 'bin', 'node');

/** Stamps and the lock. pnpm leaves hidden folders of node_modules alone, also when it starts over. */
export const STATE = path.join(ROOT, 'node_modules', '.llavero');

/** @param {string[]} parts */
export function inRoot(...parts) {
  return path.join(ROOT, ...parts);
}
