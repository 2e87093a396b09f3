import path from 'node:path';
import { PINNED_NODE } from './places.js';

/** What of npm's configuration has to reach the programs that download. */
const OF_USE =
  /^npm_config_(registry|.*proxy|ca|cafile|cert|key|strict_ssl|cache|userconfig|globalconfig|fetch_.*)$/i;

/**
 * The environment without what `npm start` adds to it: a `prefix`, `omit`, `global` or `ignore-scripts` of whoever starts
 * Llavero would change what is installed, and so would NODE_ENV. The pinned Node comes first in the path.
 *
 * @param {string[]} paths before everything else in the path
 * @returns {Record<string, string>}
 */
export function cleanEnvironment(paths) {
  /** @type {Record<string, string>} */
  const environment = {};
  for (const [name, value = ''] of Object.entries(process.env)) {
    const isOfNpm = /^(npm_|NODE_ENV$|INIT_CWD$)/i.test(name);
    if (!isOfNpm || OF_USE.test(name)) environment[name] = value;
  }
  environment.PATH = [path.dirname(PINNED_NODE), ...paths, process.env.PATH].join(path.delimiter);
  return environment;
}
