import path from 'node:path';

/**
 * The npm that started this, run by its Node; else the one in the path.
 *
 * @returns {[command: string, ...args: string[]]}
 */
export function npm() {
  const script = process.env.npm_execpath ?? '';
  return path.basename(script) === 'npm-cli.js' ? [process.execPath, script] : ['npm'];
}
