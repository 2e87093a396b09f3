import { spawn } from 'node:child_process';
import os from 'node:os';
import { cleanEnvironment } from './environment.js';

/** @type {Set<import('node:child_process').ChildProcess>} The programs under way; emptied as they end. */
const running = new Set();

/**
 * Runs a program in a process group of its own, so that `endChildren` reaches whatever it starts in turn.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: Record<string, string>, paths?: string[], isQuiet?: boolean }} options `paths` come first in the
 *   path; `isQuiet` collects the output instead of showing it
 * @returns {Promise<{ code: number, output: string }>} never rejects; 127 when the program is missing
 */
export function run(command, args, { cwd, env = {}, paths = [], isQuiet = false }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...cleanEnvironment(paths), ...env },
      stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    running.add(child);
    let output = '';
    const collect = (/** @type {Buffer} */ chunk) => void (output += chunk.toString());
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const settle = (/** @type {number} */ code) => {
      running.delete(child);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      settle(127);
    });
    child.on('close', (code, signal) => settle(code ?? 128 + (signal ? os.constants.signals[signal] : 0)));
  });
}

/** Until the returned function is called, a signal ends this process at once, and every child of `run` with it. */
export function endOnSignal() {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  const end = (/** @type {NodeJS.Signals} */ signal) => {
    endChildren();
    process.exit(128 + os.constants.signals[signal]);
  };
  for (const signal of signals) process.on(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}

function endChildren() {
  for (const { pid } of running) {
    try {
      // Every preparation starts over where it was not finished, so nothing needs a farewell.
      if (pid) process.kill(-pid, 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  }
}
