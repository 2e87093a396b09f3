import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { vi } from 'vitest';
import { temporaryFolder } from './temporary.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../../..');

export type Language = 'en' | 'es';

/** A block of code in a guide; `file` is the name that its first comment gives it. */
export type Snippet = { language: string; code: string; file: string | undefined };

/** The blocks of code of a guide, in its order. */
export async function readSnippets(guide: string, language: Language): Promise<Snippet[]> {
  const text = await readFile(path.join(root, 'docs', language, `${guide}.md`), 'utf8');
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({
    language,
    code,
    file: /^(?:#|\/\/) ([\w-]+\.\w+)/m.exec(code)?.[1],
  }));
}

/** What of a guide stands for the reader's own values, and those values. */
export type Placeholders = Record<string, string>;

export function fillIn(code: string, placeholders: Placeholders): string {
  return Object.entries(placeholders).reduce((text, [from, to]) => text.replaceAll(from, to), code);
}

/** A folder in which snippets are run as an integrator would, with the packages that the guide says to install. */
export type Workshop = {
  folder: string;
  write(file: string, content: string): Promise<void>;
  /** Runs a program there to its end: what it wrote to standard output. Throws with all that it wrote when it fails. */
  run(program: string, args: string[], env?: Record<string, string>): Promise<string>;
  /** Runs a server there until it is told to stop; resolves once it accepts connections. */
  serve(program: string, args: string[], address: string): Promise<() => Promise<unknown>>;
  clear(): Promise<void>;
};

/** @param guard the address at which the packed guard is served */
export async function openWorkshop(guard: string): Promise<Workshop> {
  const folder = await temporaryFolder('llavero-snippets-');
  const modules = path.join(folder, 'node_modules');
  await mkdir(path.join(modules, '@llavero/guard'), { recursive: true });
  for (const member of [
    'guard/node_modules/express',
    'guard/node_modules/jose',
    'e2e/node_modules/openid-client',
  ]) {
    await symlink(path.join(root, member), path.join(modules, path.basename(member)));
  }
  const packed = path.join(folder, 'guard.tgz');
  await writeFile(packed, Buffer.from(await (await fetch(guard)).arrayBuffer()));
  await run('tar', ['-xzf', packed, '--strip-components=1', '-C', path.join(modules, '@llavero/guard')]);
  const given = { PATH: process.env['PATH'] ?? '', HOME: folder };

  return {
    folder,
    write: (file, content) => writeFile(path.join(folder, file), content),
    async run(program, args, env = {}) {
      const options = { cwd: folder, env: { ...given, ...env }, timeout: 60_000 };
      return (await run(program, args, options)).stdout;
    },
    async serve(program, args, address) {
      const server = spawn(program, args, {
        cwd: folder,
        env: given,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const isListening = () =>
        fetch(address).then(
          () => true,
          () => false,
        );
      await vi.waitUntil(isListening, { timeout: 30_000, interval: 50 });
      return () => {
        const ended = once(server, 'exit');
        server.kill();
        return ended;
      };
    },
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Why a test cannot be run on this machine, to stand in its title; empty where it can. */
export async function missing(why: string, program: string, args: string[]): Promise<string> {
  return run(program, args, { timeout: 30_000 }).then(
    () => '',
    () => ` (skipped: ${why} on this machine)`,
  );
}
