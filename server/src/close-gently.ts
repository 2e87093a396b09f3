import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/**
 * Returns how to close the server: nothing new is taken, open requests are answered, then every connection is cut. Fastify
 * alone waits half a minute for a request that has begun and never ends. To be called before the server listens.
 */
export function closingGently(app: FastifyInstance): () => Promise<void> {
  let openRequests = 0;
  app.server.on('request', (_, response) => {
    openRequests += 1;
    response.once('close', () => (openRequests -= 1));
  });
  return async () => {
    let isClosed = false;
    const closed = app.close().finally(() => (isClosed = true));
    while (!isClosed) {
      if (openRequests === 0) app.server.closeAllConnections();
      await Promise.race([closed, sleep(50)]);
    }
    await closed;
  };
}
