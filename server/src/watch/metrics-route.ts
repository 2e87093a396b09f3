import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import { isLoopback } from '../plain-connection.ts';
import { metricsReader } from './cluster-metrics.ts';

/**
 * `GET /metrics` for Prometheus: with `LLAVERO_METRICS_TOKEN` as Bearer token, or from this machine and not through a
 * proxy. For anybody else there is nothing here (OWASP ASVS 5.0, 13.4.5).
 */
export function registerMetricsRoute(
  app: FastifyInstance,
  { registry, token }: { registry: Registry; token: string | undefined },
): void {
  const read = metricsReader(registry);
  app.get('/metrics', async (request, reply) => {
    const { authorization } = request.headers;
    const isAllowed =
      authorization === undefined ? isAskedByThisMachine(request) : isRightToken(authorization, token);
    if (!isAllowed) return reply.callNotFound();
    return reply
      .header('cache-control', 'no-store')
      .type(registry.contentType)
      .send(await read());
  });
}

/** The comparison takes as long whatever is sent. */
function isRightToken(authorization: string, token: string | undefined): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return token !== undefined && timingSafeEqual(digest(authorization), digest(`Bearer ${token}`));
}

/** The connection itself, whatever proxies say. nginx, unless told otherwise, adds no header, and speaks HTTP/1.0. */
function isAskedByThisMachine({ raw }: FastifyRequest): boolean {
  const isForwarded = Object.keys(raw.headers).some(
    (name) =>
      name === 'forwarded' || name === 'via' || name === 'x-real-ip' || name.startsWith('x-forwarded-'),
  );
  return !isForwarded && raw.httpVersion !== '1.0' && isLoopback(raw.socket.remoteAddress ?? '');
}
