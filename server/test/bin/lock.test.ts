import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../kit/temporary.ts';
import { fromBin } from './from-bin.ts';

type WithLock = <T>(file: string, act: () => Promise<T>) => Promise<T>;
const { withLock } = await fromBin<{ withLock: WithLock }>('prepare/lock.js');

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await temporaryFolder('llavero-lock-');
  file = path.join(folder, 'lock');
});
afterEach(() => rm(folder, { recursive: true }));

describe('the lock on a checkout', () => {
  test('lets one after the other in', async () => {
    const seen: string[] = [];
    const act = (name: string) => async () => {
      seen.push(`${name} begins`);
      await sleep(100);
      seen.push(`${name} ends`);
    };
    await Promise.all([withLock(file, act('one')), withLock(file, act('two'))]);
    const [first, second] = seen[0] === 'one begins' ? ['one', 'two'] : ['two', 'one'];
    expect(seen).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
  });

  test('is given back when what was done under it fails', async () => {
    await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(file)).toBe(false);
  });

  test('is taken from a process that was killed', async () => {
    const gone = spawn('true');
    await once(gone, 'exit');
    await writeFile(file, String(gone.pid));
    expect(await withLock(file, () => Promise.resolve('done'))).toBe('done');
  });

  test('is taken from a process that has shown no life for a minute, whatever its number says', async () => {
    await writeFile(file, String(process.pid));
    const longAgo = new Date(Date.now() - 61_000);
    await utimes(file, longAgo, longAgo);
    expect(await withLock(file, () => Promise.resolve('done'))).toBe('done');
  });
});
