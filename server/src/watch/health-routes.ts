import type { FastifyInstance } from 'fastify';
import type { ReadinessCheck } from './readiness.ts';

/** For whoever starts and stops processes: `/healthz` says that this one lives, `/readyz` whether to send requests here. */
export function registerHealthRoutes(app: FastifyInstance, readiness: ReadinessCheck): void {
  app.get('/healthz', async (_, reply) =>
    reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8').send('ok\n'),
  );
  app.get('/readyz', async (_, reply) => {
    const answer = await readiness.look();
    const isWanted = answer.status === 'ready' || answer.status === 'degraded';
    return reply
      .code(isWanted ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(answer);
  });
}
