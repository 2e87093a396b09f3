import { StartError } from '../../start-error.ts';

/** `ENOENT`, `EACCES`, ..., or a PostgreSQL SQLSTATE; empty for anything else. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const REASONS: Record<string, string> = {
  EACCES: 'this user may not write there: change its owner or set LLAVERO_DATA_DIR to another folder',
  EPERM: 'this user may not write there: change its owner or set LLAVERO_DATA_DIR to another folder',
  EROFS: 'the file system is read-only: set LLAVERO_DATA_DIR to another folder',
  // Node says so of a folder to be made in a read-only file system, too.
  ENOENT: 'its parent folder is missing or read-only: set LLAVERO_DATA_DIR to another folder',
  ENOSPC: 'the disk is full: make room and start again',
  EDQUOT: "this user's disk quota is used up: make room and start again",
  ENOTDIR: 'a part of its path is a file: set LLAVERO_DATA_DIR to a folder',
  EEXIST: 'there is a file of that name: set LLAVERO_DATA_DIR to a folder',
};

/** The sentence for a data folder that cannot be used. */
export function dataFolderError(dataDir: string, error: unknown): StartError {
  const code = errorCode(error);
  const reason = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
  return new StartError(`The data folder ${dataDir} cannot be used: ${reason}.`, { cause: error });
}
