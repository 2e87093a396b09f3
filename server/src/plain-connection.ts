import type { FastifyReply, FastifyRequest } from 'fastify';

/** The request came in the clear from another machine. */
export class PlainConnectionError extends Error {
  readonly statusCode = 403;
  readonly code = 'PLAIN_CONNECTION';

  constructor() {
    super(
      'Use https. Behind a proxy that ends TLS, set LLAVERO_TRUST_PROXY to its address, so that its X-Forwarded-Proto counts.',
    );
    this.name = new.target.name;
  }
}

/**
 * Credentials do not travel in the clear (RFC 6749, section 3.2): what comes from another machine must come by TLS, or
 * through a trusted proxy that says so. Never a redirect: it would hide that the secret has leaked already.
 */
export function refusePlainConnection(
  request: FastifyRequest,
  _: FastifyReply,
  done: (error?: Error) => void,
): void {
  if (request.protocol === 'https' || isLoopback(request.ip)) done();
  else done(new PlainConnectionError());
}

/** Whether an address is of this machine. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
