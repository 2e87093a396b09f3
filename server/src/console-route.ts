import { readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Where `vite build` puts the console. */
const consoleFolder = path.resolve(import.meta.dirname, '../../web/dist');

/**
 * The console: its files (compressed at build, named by their content, so kept for a year) and its one page, which answers
 * every other address that a browser asks for.
 */
export async function registerConsoleRoutes(
  app: FastifyInstance,
  { issuer }: { issuer: string },
): Promise<void> {
  const page = readPage(new URL(issuer).pathname.replace(/\/$/, ''));
  await app.register(fastifyStatic, {
    root: consoleFolder,
    wildcard: false,
    index: false,
    preCompressed: true,
    globIgnore: ['**/index.html*', '**/.vite/**', '**/*.br', '**/*.gz'],
    setHeaders: (reply, file) => {
      const isNamedByContent = file.includes(`${path.sep}assets${path.sep}`);
      reply.header('cache-control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get('/*', async (request, reply) => {
    if (!wantsPage(request)) return reply.callNotFound();
    return sendPage(reply, page);
  });
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
}

/** A missing file or an API path is a 404 and not a page. */
function wantsPage(request: FastifyRequest): boolean {
  const accepts = request.headers.accept ?? '*/*';
  return (
    (accepts.includes('text/html') || accepts === '*/*') &&
    !/\.\w{1,10}(\?|$)/.test(request.url) &&
    !/\/(api|assets|\.well-known)\//.test(request.url)
  );
}

/** The build knows no address; links become absolute here, and the page learns the path it stands under. */
function readPage(basePath: string): string {
  return readFileSync(path.join(consoleFolder, 'index.html'), 'utf8')
    .replaceAll(/(?<=(?:src|href)=")\.\//g, `${basePath}/`)
    .replace(/(?<=<meta name="llavero-base" content=")[^"]*/, basePath);
}
