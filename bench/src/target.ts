import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import type { Answer, Question, Usage } from './target-process.ts';

/** A server under measurement, in a process of its own (or several). */
export type Target = {
  url: string;
  /** Puts a question to every one of its processes; one answer of each. */
  ask<T>(ask: string, argument?: unknown): Promise<T[]>;
  /** All of its processes together. */
  usage(): Promise<Usage>;
  stop(): Promise<void>;
};

export type TargetOptions = {
  /** Of Node itself. */
  flags?: string[];
  env?: Record<string, string>;
  processes?: number;
  /** Where what it says on standard output goes; without it, nowhere. */
  logFile?: string;
};

/** Starts `targets/<name>.ts` and resolves when it answers. */
export async function startTarget(name: string, options: TargetOptions = {}): Promise<Target> {
  const { flags = [], env = {}, processes = 1, logFile } = options;
  const port = await freePort();
  const log = openSync(logFile ?? '/dev/null', 'a');
  const script = path.join(import.meta.dirname, 'targets', `${name}.ts`);
  const program = spawn(process.execPath, [...flags, script], {
    stdio: ['ignore', log, 'inherit', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PORT: String(port),
      BENCH_PROCESSES: String(processes),
      ...env,
    },
  });
  closeSync(log);
  const waiting = new Map<number, PromiseWithResolvers<unknown[]>>();
  let asked = 0;
  const ready = expectAnswer(0);
  program.on('message', (answer: Answer) => {
    const expected = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) expected?.reject(new Error(`${name}: ${answer.error}`));
    else expected?.resolve(answer.answers);
  });
  const ended = once(program, 'exit').then(([code, signal]) => {
    for (const { reject } of waiting.values()) reject(new Error(`${name} ended with ${signal ?? code}`));
  });
  await ready;

  return {
    url: `http://localhost:${port}`,
    ask: ask as Target['ask'],
    async usage() {
      const parts = (await ask('usage')) as Usage[];
      const sum = (part: keyof Usage) => parts.reduce((total, usage) => total + usage[part], 0);
      return { cpuMicroseconds: sum('cpuMicroseconds'), residentBytes: sum('residentBytes') };
    },
    async stop() {
      if (program.connected) program.disconnect();
      await ended;
    },
  };

  function ask(question: string, argument?: unknown): Promise<unknown[]> {
    const id = ++asked;
    const answer = expectAnswer(id);
    program.send({ id, ask: question, argument } satisfies Question);
    return answer;
  }

  function expectAnswer(id: number): Promise<unknown[]> {
    const expected = Promise.withResolvers<unknown[]>();
    waiting.set(id, expected);
    return expected.promise;
  }
}

/** A port that nobody has at the moment. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, 'localhost');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
