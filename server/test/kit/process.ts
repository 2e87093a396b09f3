import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { vi } from 'vitest';
import { freePort } from './free-port.ts';
import type { TestLlavero } from './llavero.ts';

/** A Llavero in a process of its own. */
export type LlaveroProcess = {
  url: string;
  /** Sends SIGTERM; resolves with the exit code when it has ended. */
  stop(): Promise<number | null>;
};

/** Starts the program itself, over the database of `beside`. */
export async function startProcess(
  { config }: TestLlavero,
  env: Record<string, string> = {},
): Promise<LlaveroProcess> {
  const port = await freePort();
  const program = spawn(process.execPath, [path.resolve(import.meta.dirname, '../../src/main.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      DATABASE_URL: config.databaseUrl,
      LLAVERO_MASTER_KEY: config.masterKey,
      ...env,
    },
  });
  const ended = once(program, 'exit');
  let said = '';
  program.stdout.on('data', (chunk) => (said += chunk));
  await vi.waitUntil(() => said.includes('Llavero is ready') || program.exitCode !== null, {
    timeout: 30_000,
    interval: 20,
  });
  return {
    url: `http://localhost:${port}`,
    async stop() {
      program.kill('SIGTERM');
      const [code] = (await ended) as [number | null];
      return code;
    },
  };
}
