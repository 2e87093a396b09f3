import { readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { basePathOf } from './config.ts';

/** Where `vite build` puts the console. */
const consoleFolder = path.resolve(import.meta.dirname, '../../web/dist');

/**
 * The console: its files (compressed at build, named by their content, so kept for a year), the packed guard under `/docs`,
 * asked for anew each time, and its one page, which answers every other address that a browser asks for.
 */
export async function registerConsoleRoutes(
  app: FastifyInstance,
  { issuer }: { issuer: string },
): Promise<void> {
  const page = readPage('index.html', issuer);
  await app.register(fastifyStatic, {
    root: consoleFolder,
    wildcard: false,
    index: false,
    preCompressed: true,
    globIgnore: ['**/*.html*', '**/.vite/**', '**/*.br', '**/*.gz'],
    setHeaders: (reply, file) => {
      const isNamedByContent = file.includes(`${path.sep}assets${path.sep}`);
      reply.header('cache-control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (file.endsWith('.tgz')) reply.header('content-type', 'application/gzip');
    },
  });
  const answer = async (request: FastifyRequest, reply: FastifyReply) =>
    wantsPage(request) ? sendPage(reply, page) : reply.callNotFound();
  app.get('/', answer);
  app.get('/*', answer);
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
}

/** What only a program asks for, or names a file, is a 404 when it is not there, and not a page. */
function wantsPage(request: FastifyRequest): boolean {
  const { '*': address = '' } = request.params as { '*'?: string };
  const isForPrograms =
    /^(api|assets|\.well-known|token|introspect|revoke|verify|healthz|readyz|metrics)(\/|$)/.test(address);
  const isFile = /^(docs\/)?[^/]+\.\w+$/.test(address);
  return !isForPrograms && !isFile && /text\/html|\*\/\*|^$/.test(request.headers.accept ?? '');
}

/** A page of the build, which knows no address; links become absolute here, and the page learns the path it stands under. */
export function readPage(file: string, issuer: string): string {
  const basePath = basePathOf(issuer);
  return readFileSync(path.join(consoleFolder, file), 'utf8')
    .replaceAll(/(?<=(?:src|href)=")\.\//g, `${basePath}/`)
    .replace(/(?<=<meta name="llavero-base" content=")[^"]*/, basePath);
}
