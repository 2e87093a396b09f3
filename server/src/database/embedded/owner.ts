import { spawnSync } from 'node:child_process';
import { StartError } from '../../start-error.ts';

/** The operating system's user as whom PostgreSQL runs, in the shape that `spawn` takes. */
export interface Owner {
  uid: number;
  gid: number;
}

/** Where root keeps what the OS user `postgres` cannot reach elsewhere. */
export const SHARED_FOLDER = '/var/lib/llavero';

const NAME = 'postgres';

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The OS user `postgres`, made when missing: PostgreSQL refuses to run as root.
 *
 * @throws StartError when it can be neither found nor made
 */
export function ensurePostgresUser(): Owner {
  const known = lookUpUser();
  if (known) return known;
  run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME]);
  const made = lookUpUser();
  if (made) return made;
  // busybox (Alpine) has only this one
  run('adduser', ['-S', '-D', '-H', NAME]);
  const madeByBusybox = lookUpUser();
  if (madeByBusybox) return madeByBusybox;
  throw new StartError(
    'PostgreSQL does not run as root, and the user "postgres" could not be made: start Llavero as a plain user, or set DATABASE_URL.',
  );
}

/** Whether that user may enter the folder. */
export function canEnter(owner: Owner, folder: string): boolean {
  return spawnSync('test', ['-x', folder], { ...owner, cwd: '/' }).status === 0;
}

function lookUpUser(): Owner | undefined {
  const uid = run('id', ['-u', NAME]);
  const gid = run('id', ['-g', NAME]);
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** Standard output of a program that succeeded. `su` without `-` leaves a PATH without the system's folders. */
function run(command: string, args: string[]): string | undefined {
  const env = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' };
  const result = spawnSync(command, args, { encoding: 'utf8', env });
  return result.status === 0 ? result.stdout.trim() : undefined;
}
