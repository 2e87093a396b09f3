import { randomBytes } from 'node:crypto';
import { link, open, unlink } from 'node:fs/promises';
import { errorCode } from './file-errors.ts';

/**
 * Makes a file that appears with all its content and on disk, or not at all, and leaves one that is already there alone.
 * Two processes at once end up with the one file of the first.
 */
export async function createWhole(file: string, content: string, mode: number): Promise<void> {
  const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  const handle = await open(draft, 'wx', mode);
  try {
    await handle.writeFile(content);
    await handle.chmod(mode);
    await handle.sync();
    // Unlike a rename, a link fails when the name is taken.
    await link(draft, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await handle.close();
    await unlink(draft);
  }
}
