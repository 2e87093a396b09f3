import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { benchEnvironment } from './database.ts';
import { servingFlags } from './serving-flags.ts';
import { freePort } from './target.ts';

/** Llavero as `npm start` runs it, over this database. */
export type Program = {
  url: string;
  /** From the start of the process until it said that it is ready. */
  startSeconds: number;
  /** As `/metrics` says, some seconds after the start. */
  residentBytes(): Promise<number>;
  stop(): Promise<void>;
};

const settlingMilliseconds = 3000;

export async function startProgram(databaseUrl: string): Promise<Program> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const since = performance.now();
  const main = path.resolve(import.meta.dirname, '../../server/src/main.ts');
  const program = spawn(process.execPath, [...servingFlags, main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], PORT: String(port), DATABASE_URL: databaseUrl, ...benchEnvironment },
  });
  const exited = once(program, 'exit');
  await new Promise<void>((resolve, reject) => {
    let said = '';
    program.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Llavero is ready')) resolve();
    });
    void exited.then(() => reject(new Error(`Llavero did not start: ${said}`)));
  });
  return {
    url,
    startSeconds: (performance.now() - since) / 1000,
    async residentBytes() {
      await sleep(settlingMilliseconds);
      const text = await (await fetch(`${url}/metrics`)).text();
      return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
    },
    async stop() {
      program.kill('SIGTERM');
      await exited;
    },
  };
}
