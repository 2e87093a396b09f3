import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadMasterKey } from '../src/master-key.ts';
import { temporaryFolder } from './kit/temporary.ts';

let dataDir: string;

beforeEach(async () => {
  dataDir = await temporaryFolder('llavero-key-');
});
afterEach(() => rm(dataDir, { recursive: true }));

const load = () => loadMasterKey({ masterKey: undefined, dataDir });

test('is made once, for this user alone, and found again', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, load));
  const derived = [...made, await load()].map((key) => key.derive('sessions').toString('hex'));
  expect(new Set(derived).size).toBe(1);
  expect(await readdir(dataDir)).toEqual(['master-key']);
  expect((await stat(path.join(dataDir, 'master-key'))).mode & 0o777).toBe(0o600);
});

test('derives a key of its own for each purpose', async () => {
  const key = await load();
  expect(key.derive('sessions')).not.toEqual(key.derive('signing-keys'));
});

test('is not made anew beside a database that was made with another', async () => {
  await writeFile(path.join(dataDir, 'postgres-password'), 'x');
  await expect(load()).rejects.toThrow(/master key in .* is missing.*backup/);
  expect(await readdir(dataDir)).toEqual(['postgres-password']);
});

test('that is damaged is said to be', async () => {
  await load();
  await writeFile(path.join(dataDir, 'master-key'), 'short');
  await expect(load()).rejects.toThrow(/damaged/);
  expect(await readFile(path.join(dataDir, 'master-key'), 'utf8')).toBe('short');
});
