import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export function inRoot(...parts: string[]): string {
  return path.join(root, ...parts);
}

/** The runtime that the project pins. */
export const pinnedNode = inRoot('node_modules', 'node', 'bin', 'node');
