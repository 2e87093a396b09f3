import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Credentials do not travel in the clear (RFC 6749, section 3.2): what comes from another machine must come by TLS, or
 * through a trusted proxy that says so. Never a redirect: it would hide that the secret has leaked already.
 */
export async function refusePlainConnection(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  if (request.protocol === 'https' || isLoopback(request.ip)) return undefined;
  const message =
    'Use https. Behind a proxy that ends TLS, set LLAVERO_TRUST_PROXY to its address so that its X-Forwarded-Proto counts.';
  return reply
    .code(403)
    .header('cache-control', 'no-store')
    .send({ error: 'invalid_request', error_description: message });
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
