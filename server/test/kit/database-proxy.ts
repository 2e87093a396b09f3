import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between a Llavero and its database, and can fail in the ways that a network or a server does. */
export type DatabaseProxy = {
  url: string;
  /** Nothing is passed on any more, either way, and nobody is told. */
  pause(): void;
  resume(): void;
  /** Every connection ends, and no new one is taken until `mend`. */
  cut(): void;
  mend(): void;
  /** The connection of this `application_name` ends; another one may be made. */
  cutLine(applicationName: string): void;
  /** On the connection of this `application_name`, and on every later one, nothing is passed on any more, until `resume`. */
  silenceLine(applicationName: string): void;
  stop(): Promise<void>;
};

export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  /** The near ends, each with the far one, by what their first message says (it names the application in clear). */
  const lines = new Map<Socket, { far: Socket; greeting: string }>();
  let silenced: string | undefined;
  let isPaused = false;
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(Number(target.port), target.hostname);
    const line = { far, greeting: '' };
    lines.set(near, line);
    near.once('data', (chunk) => {
      line.greeting = chunk.toString('latin1');
      if (silenced !== undefined && line.greeting.includes(silenced)) far.pause();
    });
    near.once('close', () => lines.delete(near));
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      if (isPaused) from.pause();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    pause() {
      isPaused = true;
      for (const socket of sockets) socket.pause();
    },
    resume() {
      isPaused = false;
      silenced = undefined;
      for (const socket of sockets) socket.resume();
    },
    cut() {
      isCut = true;
      endAll();
    },
    mend: () => void (isCut = false),
    cutLine(applicationName) {
      for (const [near, { greeting }] of lines) if (greeting.includes(applicationName)) near.destroy();
    },
    silenceLine(applicationName) {
      silenced = applicationName;
      for (const { far, greeting } of lines.values()) if (greeting.includes(applicationName)) far.pause();
    },
    async stop() {
      endAll();
      server.close();
      await once(server, 'close');
    },
  };
}
