import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { vi } from 'vitest';
import { freePort } from './free-port.ts';
import type { TestLlavero } from './llavero.ts';

/** A Llavero in a process of its own. */
export type LlaveroProcess = {
  url: string;
  pid: number;
  /** What it has said so far, on both of its outputs. */
  output(): string;
  hasEnded(): boolean;
  /** Sends SIGTERM; resolves with the exit code when it has ended. */
  stop(): Promise<number | null>;
  /** Sends SIGKILL; resolves when it is gone. Its database, where it has one of its own, runs on. */
  kill(): Promise<void>;
};

/** Starts the program itself, over the database of `beside`. */
export function startProcess(
  { config }: TestLlavero,
  env: Record<string, string> = {},
): Promise<LlaveroProcess> {
  return startProgram({
    DATABASE_URL: config.databaseUrl ?? '',
    LLAVERO_MASTER_KEY: config.masterKey ?? '',
    ...env,
  });
}

/** Starts the program itself; resolves when it serves. @throws Error with what it said when it ends instead */
export async function startProgram(env: Record<string, string>): Promise<LlaveroProcess> {
  const port = Number(env['PORT'] ?? (await freePort()));
  const program = spawn(process.execPath, [path.resolve(import.meta.dirname, '../../src/main.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], PORT: String(port), ...env },
  });
  const ended = once(program, 'exit');
  const hasEnded = () => program.exitCode !== null || program.signalCode !== null;
  let said = '';
  for (const stream of [program.stdout, program.stderr]) stream.on('data', (chunk) => (said += chunk));
  await vi
    .waitUntil(() => said.includes('Llavero is ready') || hasEnded(), {
      // Many of them may start on a busy machine.
      timeout: 300_000,
      interval: 20,
    })
    .catch((error: unknown) => {
      program.kill('SIGKILL');
      throw new Error(`the program did not start: ${said}`, { cause: error });
    });
  if (hasEnded()) throw new Error(`the program ended: ${said}`);
  return {
    url: `http://localhost:${port}`,
    pid: program.pid ?? 0,
    output: () => said,
    hasEnded,
    async stop() {
      program.kill('SIGTERM');
      const [code] = (await ended) as [number | null];
      return code;
    },
    async kill() {
      program.kill('SIGKILL');
      await ended;
    },
  };
}
