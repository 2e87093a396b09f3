import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, realpath, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deleteClientDocument, mutate, registerClient } from '../../server/test/kit/client-story.ts';
import type { TestLlavero, TestPerson } from '../../server/test/kit/llavero.ts';
import { temporaryFolder } from '../../server/test/kit/temporary.ts';
import { tokenOf } from '../../server/test/kit/token-story.ts';
import { listeningLlavero } from './guard-story.ts';

/* The package as others get it: installed elsewhere from where the console serves it, and run by the machine's own Node. */
const guardFolder = path.join(import.meta.dirname, '..');
const run = promisify(execFile);

let llavero: TestLlavero;
let admin: TestPerson;
let elsewhere: string;

beforeAll(async () => {
  llavero = await listeningLlavero();
  admin = await llavero.signIn('ADMIN');
  elsewhere = await temporaryFolder('llavero-packed-');
  const [address = ''] = await addressesInGuide('en');
  // jose is the copy that is here, and there is no registry: whatever else were fetched would fail.
  const jose = await realpath(path.join(guardFolder, 'node_modules/jose'));
  await writeFile(path.join(elsewhere, 'package.json'), '{ "private": true, "type": "module" }');
  const alone = [
    '--registry=http://localhost:9',
    '--fetch-retries=0',
    `--cache=${elsewhere}/.npm`,
    '--no-audit',
    '--no-fund',
  ];
  const served = address.replace('http://localhost:4000', llavero.config.issuer);
  await run('npm', ['install', ...alone, '--install-links', served, jose], { cwd: elsewhere });
}, 90_000);
afterAll(async () => {
  await llavero.stop();
  await rm(elsewhere, { recursive: true, force: true });
});

/** The addresses of the package in the integrators' guide, from which it says to install. */
async function addressesInGuide(language: 'en' | 'es'): Promise<string[]> {
  const file = path.join(guardFolder, '../docs', language, 'integrators.md');
  const guide = await readFile(file, 'utf8');
  return [...guide.matchAll(/^npm install .*(http:\S+\.tgz)$/gm)].map(([, address = '']) => address);
}

/** The Node of the machine, not the one that came with the packages; undefined when there is none. */
const machinesNode = (process.env['PATH'] ?? '')
  .split(path.delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .map((folder) => path.join(folder, 'node'))
  .find((file) => existsSync(file));

const script = `
import { createGuard, requireScope } from '@llavero/guard';

const [issuer, audience, token] = process.argv.slice(2);
const guard = createGuard({ issuer, audience });
const request = () => new Request('http://api.example/', { headers: { authorization: 'Bearer ' + token } });
const toldOf = (answer) => (answer instanceof Response ? answer.status : answer.clientId);
const told = [await guard.check(request()), await guard.check(request(), requireScope('delete'))].map(toldOf);
console.log(JSON.stringify({ node: process.versions.node, told }));
`;

test.skipIf(machinesNode === undefined)(
  'N-78: runs on the Node of the machine, ends by itself, and refuses a deleted client',
  async () => {
    const client = await registerClient(admin);
    const { issuer, audience } = llavero.config;
    const token = await tokenOf(llavero, client);
    await writeFile(path.join(elsewhere, 'api.js'), script);
    const say = async () => {
      const { stdout } = await run(machinesNode ?? '', ['api.js', issuer, audience, token], {
        cwd: elsewhere,
      });
      return JSON.parse(stdout) as { node: string; told: unknown[] };
    };
    const { node, told } = await say();
    expect(Number(node.split('.')[0])).toBeGreaterThanOrEqual(20);
    expect(told).toEqual([client.clientId, 403]);
    await mutate(admin, deleteClientDocument, { clientId: client.clientId });
    await expect.poll(async () => (await say()).told, { timeout: 30_000 }).toEqual([401, 401]);
  },
  60_000,
);

test('its types are those of what it does', async () => {
  const program = `
import { createGuard, requireScope, GuardError, type AccessToken, type Guard } from '@llavero/guard';

const guard: Guard = createGuard({ issuer: 'https://llavero.example', audience: 'https://api.example' });
export const answer: Promise<Response | AccessToken> = guard.check(new Request('https://api.example'), requireScope('read'));
export const isGuards = (error: unknown): boolean => error instanceof GuardError && error.status === 401;
// @ts-expect-error an audience is needed
createGuard({ issuer: 'https://llavero.example' });
`;
  await writeFile(path.join(elsewhere, 'api.ts'), program);
  const tsc = path.join(guardFolder, '../node_modules/typescript/bin/tsc');
  const options = ['--strict', '--noEmit', '--target', 'es2022', '--lib', 'es2022,dom'];
  for (const module of [['nodenext'], ['esnext', '--moduleResolution', 'bundler']]) {
    const { stdout } = await run(process.execPath, [tsc, ...options, '--module', ...module, 'api.ts'], {
      cwd: elsewhere,
    }).catch((error: { stdout: string }) => error);
    expect(stdout).toBe('');
  }
}, 60_000);

test('the guides and the two READMEs name the address at which this version is served', async () => {
  const file = JSON.parse(await readFile(path.join(guardFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const address = `http://localhost:4000/docs/llavero-guard-${file.version}.tgz`;
  expect(await addressesInGuide('en')).toEqual([address]);
  expect(await addressesInGuide('es')).toEqual([address]);
  for (const readme of ['README.md', '../README.md']) {
    expect(await readFile(path.join(guardFolder, readme), 'utf8')).toContain(new URL(address).pathname);
  }
});
