import { execFile } from 'node:child_process';
import { readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from './temporary.ts';

const run = promisify(execFile);

/** A clock that a test sets, for a program that is started with `env`. */
export type FakedClock = {
  env: Record<string, string>;
  /** From now on the program's clock is so many seconds ahead of the machine's (behind it: negative). */
  set(secondsAhead: number): Promise<void>;
};

/** Debian's libfaketime: the machine's own, or its package unpacked aside, where nothing is installed. */
export async function findLibfaketime(): Promise<{ path: string } | { missing: string }> {
  const own = await libraryIn('/usr/lib');
  if (own) return { path: own };
  const folder = await temporaryFolder('llavero-faketime-');
  try {
    await run('apt-get', ['download', 'libfaketime'], { cwd: folder, timeout: 60_000 });
    await run('sh', ['-c', 'dpkg-deb -x libfaketime_*.deb .'], { cwd: folder, timeout: 60_000 });
    const unpacked = await libraryIn(path.join(folder, 'usr/lib'));
    return unpacked ? { path: unpacked } : { missing: 'its package holds none for this machine' };
  } catch (error) {
    return { missing: `there is none, and apt-get cannot bring it: ${String(error).split('\n')[0]}` };
  }
}

/** Only the time of day is set; the clock by which a process measures how long something takes is not. */
export async function createFakedClock(library: string): Promise<FakedClock> {
  const file = path.join(await temporaryFolder('llavero-clock-'), 'offset');
  const set = async (secondsAhead: number) => {
    await writeFile(`${file}.new`, `${secondsAhead < 0 ? '' : '+'}${secondsAhead}`);
    await rename(`${file}.new`, file);
  };
  await set(0);
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    set,
  };
}

async function libraryIn(folder: string): Promise<string | undefined> {
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names) {
    const file = path.join(folder, name, 'faketime', 'libfaketimeMT.so.1');
    if ((await readdir(path.dirname(file)).catch((): string[] => [])).includes(path.basename(file)))
      return file;
  }
  return undefined;
}
