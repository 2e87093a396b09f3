import { createServer, type AddressInfo } from 'node:net';
import { startLlavero, type TestLlavero } from './llavero.ts';

/** A Llavero that listens where its issuer says, for what comes from outside of this process. */
export async function startListening(): Promise<TestLlavero> {
  const port = await freePort();
  const llavero = await startLlavero({ PORT: String(port) });
  await llavero.app.listen({ host: 'localhost', port });
  return llavero;
}

/** The issuer names the port before the server opens it. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, 'localhost', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
