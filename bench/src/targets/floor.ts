import fastify from 'fastify';
import { runTarget } from '../target-process.ts';

/**
 * The floor: Fastify answering a constant. PADDING is how many bytes stand in one header of the answer, to make it as long as
 * the one it is compared with; STATUS its status and BODY its body.
 */
await runTarget(async () => {
  const app = fastify();
  const status = Number(process.env['STATUS']);
  const body = process.env['BODY'] || undefined;
  const padding = 'x'.repeat(Number(process.env['PADDING']));
  app.get('/', (_, reply) => {
    reply.code(status).header('x-padding', padding);
    if (body !== undefined) reply.type('application/json; charset=utf-8');
    return reply.send(body);
  });
  await app.listen({ host: 'localhost', port: Number(process.env['PORT']) });
  return {};
});
