import { execFile } from 'node:child_process';
import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { runProxy } from './proxy-story.ts';
import { temporaryFolder } from './temporary.ts';

const run = promisify(execFile);
const shipped = path.resolve(import.meta.dirname, '../../../docs/proxies');

/** A program, or why there is none. */
type Program = { path: string } | { missing: string };

/** A proxy that runs as its configuration in `docs/proxies` says, but for the addresses. */
export type Proxy = { address: string; stop(): Promise<void> };

/** Debian's nginx: the machine's own, or its package unpacked aside, where nothing is installed and nothing started. */
export async function findNginx(): Promise<Program> {
  const own = await firstOf(['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx']);
  if (own) return { path: own };
  const folder = await temporaryFolder('llavero-nginx-');
  try {
    await run('apt-get', ['download', 'nginx'], { cwd: folder, timeout: 60_000 });
    await run('sh', ['-c', 'dpkg-deb -x nginx_*.deb .'], { cwd: folder, timeout: 60_000 });
    const unpacked = path.join(folder, 'usr/sbin/nginx');
    await run(unpacked, ['-v'], { timeout: 5000 });
    return { path: unpacked };
  } catch (error) {
    return { missing: `there is none, and apt-get cannot bring it: ${firstLine(error)}` };
  }
}

/** Caddy, where the machine has it. */
export async function findCaddy(): Promise<Program> {
  const own = await firstOf(['/usr/bin/caddy', '/usr/local/bin/caddy']);
  return own ? { path: own } : { missing: 'there is none on this machine' };
}

/** nginx with `docs/proxies/nginx.conf` in between. */
export async function startNginx(program: string, llavero: string, api: string): Promise<Proxy> {
  const address = `127.0.0.1:${await freePort()}`;
  const folder = await temporaryFolder('llavero-nginx-');
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
    .join('\n');
  const file = path.join(folder, 'nginx.conf');
  const server = await shippedFile('nginx.conf', { address, llavero, api });
  await writeFile(
    file,
    `daemon off; master_process off; pid ${folder}/pid; error_log stderr;
     events {} http { access_log off; ${places} ${server} }`,
  );
  const { stop } = await runProxy(program, ['-e', 'stderr', '-p', folder, '-c', file], { folder, address });
  return { address, stop };
}

/** Caddy with `docs/proxies/Caddyfile` in between. */
export async function startCaddy(program: string, llavero: string, api: string): Promise<Proxy> {
  const address = `127.0.0.1:${await freePort()}`;
  const folder = await temporaryFolder('llavero-caddy-');
  const file = path.join(folder, 'Caddyfile');
  const site = await shippedFile('Caddyfile', { address, llavero, api });
  await writeFile(file, `{\n\tadmin off\n}\n${site}`);
  const { stop } = await runProxy(program, ['run', '--adapter', 'caddyfile', '--config', file], {
    folder,
    address,
  });
  return { address, stop };
}

async function shippedFile(
  name: string,
  { address, llavero, api }: { address: string; llavero: string; api: string },
): Promise<string> {
  const text = await readFile(path.join(shipped, name), 'utf8');
  return text
    .replaceAll('127.0.0.1:8000', address)
    .replaceAll('127.0.0.1:4000', llavero)
    .replaceAll('127.0.0.1:8080', api);
}

async function firstOf(paths: string[]): Promise<string | undefined> {
  for (const candidate of paths) {
    if (
      await access(candidate).then(
        () => true,
        () => false,
      )
    )
      return candidate;
  }
  return undefined;
}

function firstLine(error: unknown): string {
  return String((error as Error).message).split('\n')[0] ?? '';
}
