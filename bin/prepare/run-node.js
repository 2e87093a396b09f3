import { spawn } from 'node:child_process';
import os from 'node:os';
import { inRoot, PINNED_NODE, ROOT } from './places.js';

/**
 * Runs a script by the pinned Node on this terminal, passes signals on to it, and waits for its end.
 *
 * @param {string} script relative to the checkout
 * @param {{ args?: string[], flags?: string[], hasChannel?: boolean }} [options] `flags`: of Node itself; `hasChannel`: an IPC
 *   channel, whose end tells the script that this process was killed
 * @returns {Promise<number>} its exit code
 */
export function runNode(script, { args = [], flags = [], hasChannel = false } = {}) {
  const child = spawn(PINNED_NODE, [...flags, inRoot(script), ...args], {
    cwd: ROOT,
    stdio: ['inherit', 'inherit', 'inherit', ...(hasChannel ? /** @type {const} */ (['ipc']) : [])],
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${PINNED_NODE} cannot be run (${error.message}): delete node_modules and start again.`);
      resolve(1);
    });
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? os.constants.signals[signal] : 0)));
  });
}
