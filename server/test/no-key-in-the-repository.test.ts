import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readSecretId } from '../src/clients/credentials.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** What is kept under version control, and what is built from it and served. */
function files(): string[] {
  const kept = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
  const built = ['web/dist', 'guard/dist'].flatMap((folder) =>
    existsSync(path.join(root, folder))
      ? readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
      : [],
  );
  return [...kept, ...built].filter((file) => file !== '' && existsSync(path.join(root, file)));
}

/** A private key in PEM, the private member of a JWK, and a client secret whose checksum is right. */
function keysIn(text: string): string[] {
  return [
    ...(text.match(/-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{16}/g) ?? []),
    ...(text.match(/"d"\s*:\s*"[\w-]{43,}"/g) ?? []),
    ...(text.match(/llv_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}/g) ?? []).filter(readSecretId),
  ];
}

const isRepository = existsSync(path.join(root, '.git'));

test.skipIf(!isRepository)(
  `P-177: no key and no secret stands in the repository, nor in what is built of it${isRepository ? '' : ' (this is no repository)'}`,
  () => {
    const found = files().flatMap((file) =>
      keysIn(readFileSync(path.join(root, file), 'utf8')).map((key) => `${file}: ${key.slice(0, 40)}`),
    );
    expect(found).toEqual([]);
  },
);
