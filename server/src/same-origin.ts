import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Refuses what another site's page sends with a person's cookie (CSRF; OWASP ASVS 5.0, 3.5.1): a foreign `Origin`, or
 * none where the browser says that the request comes from elsewhere. Programs, which send neither, pass.
 */
export function refuseForeignOrigin(issuer: string) {
  const issuerOrigin = new URL(issuer).origin;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const { origin, 'sec-fetch-site': site } = request.headers;
    const own = [issuerOrigin, `${request.protocol}://${request.host}`];
    const isForeign =
      origin === undefined ? site === 'cross-site' || site === 'same-site' : !own.includes(origin);
    if (!isForeign) return undefined;
    return reply
      .code(403)
      .send({ code: 'FOREIGN_ORIGIN', message: 'This answers pages of its own origin alone.' });
  };
}
