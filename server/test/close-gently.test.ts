import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { closingGently } from '../src/close-gently.ts';

test('answers what is open, and waits for no request that has begun and never ends', async () => {
  const app = fastify({ forceCloseConnections: 'idle' });
  let answer = () => {};
  const asked = new Promise<void>((isAsked) => {
    app.get('/slow', async () => {
      isAsked();
      await new Promise<void>((resolve) => (answer = resolve));
      return 'answered';
    });
  });
  const close = closingGently(app);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const halfway = net.connect(Number(new URL(address).port), '127.0.0.1');
  await once(halfway, 'connect');
  halfway.write('GET / HTTP/1.1\r\nhost: x\r\n');
  const response = fetch(`${address}/slow`);
  await asked;

  const closed = close();
  expect(await Promise.race([closed, sleep(200, 'still open')])).toBe('still open');
  const cut = once(halfway, 'close');
  answer();
  expect(await (await response).text()).toBe('answered');
  await Promise.all([closed, cut]);
  await expect(fetch(address)).rejects.toThrow();
});
