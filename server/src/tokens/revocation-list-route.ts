import type { FastifyInstance } from 'fastify';
import type { KnownApis } from '../apis/known-apis.ts';
import type { RevocationLists } from './revocation-list.ts';

/**
 * `GET /.well-known/revocations?audience=`: what was taken back of the tokens for this API, as a signed JWT; without
 * `audience`, of those for the operator's default API. 304 for whoever holds it already (RFC 9110, section 13.1.2); 404 for an audience
 * that no token is issued for; 503 when nothing can be said now.
 */
export function registerRevocationListRoute(
  app: FastifyInstance,
  { revocationLists, knownApis }: { revocationLists: RevocationLists; knownApis: KnownApis },
): void {
  app.get('/.well-known/revocations', async (request, reply) => {
    const query = request.query as Record<string, unknown>;
    const audience = query['audience'];
    const api = Object.hasOwn(query, 'audience') ? knownApis.find(String(audience)) : knownApis.common();
    if (!api) return reply.callNotFound();
    // Caches may keep it, and ask each time whether it still holds.
    reply.header('cache-control', 'no-cache');
    const { jwt, entityTag } = await revocationLists.published(api).catch((error: unknown) => {
      request.log.error({ err: error }, 'no revocation list');
      return { jwt: undefined, entityTag: undefined };
    });
    if (jwt === undefined) {
      const message = 'It cannot be told now which tokens were taken back. Try again shortly.';
      return reply.code(503).header('retry-after', 5).send({ code: 'UNAVAILABLE', message });
    }
    reply.header('etag', entityTag);
    if (holds(request.headers['if-none-match'], entityTag)) return reply.code(304).send();
    return reply.type('application/jwt').send(jwt);
  });
}

function holds(ifNoneMatch: string | undefined, entityTag: string): boolean {
  return ifNoneMatch?.split(',').some((tag) => [entityTag, '*'].includes(tag.trim())) ?? false;
}
