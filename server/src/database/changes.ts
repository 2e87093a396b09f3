import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from './log.ts';

/** Who hears what the database's triggers tell on one channel. A promise is waited for by `caughtUp`; it must not reject. */
export type ChangeListener = {
  /** Something changed; the trigger says what the payload means. */
  changed(payload: string): void | Promise<void>;
  /** Anything may have changed unheard: the connection was lost. */
  lost(): void | Promise<void>;
};

/** Two who hear the same channel. */
export function toBoth(one: ChangeListener, other: ChangeListener): ChangeListener {
  const waitForBoth = (...acts: (void | Promise<void>)[]) => Promise.all(acts).then(() => {});
  return {
    changed: (payload) => waitForBoth(one.changed(payload), other.changed(payload)),
    lost: () => waitForBoth(one.lost(), other.lost()),
  };
}

/** The line on which changes are heard. */
export type Changes = {
  /** Whether everything that changes is heard: what is remembered is what the database holds. */
  isHearing(): boolean;
  /** When that was last known, on the clock of `performance.now()`; minus infinity when never. */
  heardAt(): number;
  /** Resolves when everything committed before the call is heard and acted on, or cannot be: then nothing remembered counts. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
};

/** After this much silence on an open line nothing remembered counts as current. */
const silenceMilliseconds = 3000;

const heartbeatMilliseconds = 1000;

/**
 * Listens on a connection of its own, to all channels that have a listener. Once a second it proves that the line works by asking the server on it: an answer
 * comes after every notification that was sent before. A dead line is replaced, again and again.
 */
export function listenForChanges(
  url: string,
  listeners: Readonly<Record<string, ChangeListener>>,
  log: Log,
): Changes {
  const stopping = new AbortController();
  const acting = new Set<Promise<void>>();
  let heardAt = Number.NEGATIVE_INFINITY;
  let line: pg.Client | undefined;
  let asked: Promise<unknown> = Promise.resolve();
  const running = run();

  return {
    isHearing: () => line !== undefined && performance.now() - heardAt < silenceMilliseconds,
    heardAt: () => heardAt,
    async caughtUp() {
      if (line) await ask(line).catch(() => {});
      await Promise.all(acting);
    },
    async stop() {
      stopping.abort();
      await line?.end().catch(() => {});
      await running;
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const opened = await open();
        line = opened;
        await keepHearing(opened);
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.warn(`The line on which changes are heard broke (${(error as Error).message}); opening another.`);
      } finally {
        line?.end().catch(() => {});
        line = undefined;
      }
      await pause(250);
    }
  }

  async function open(): Promise<pg.Client> {
    const connection = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: heartbeatMilliseconds,
      query_timeout: heartbeatMilliseconds,
      keepAlive: true,
      application_name: 'llavero changes',
    });
    connection.on('error', () => {});
    connection.on('notification', ({ channel, payload = '' }) => watch(listeners[channel]?.changed(payload)));
    await connection.connect();
    for (const channel of Object.keys(listeners)) await connection.query(`LISTEN ${channel}`);
    // What changed while nobody listened is not known.
    for (const listener of Object.values(listeners)) watch(listener.lost());
    return connection;
  }

  function watch(act: void | Promise<void>): void {
    if (!act) return;
    acting.add(act);
    void act.finally(() => acting.delete(act));
  }

  async function keepHearing(connection: pg.Client): Promise<void> {
    const ended = new Promise<never>((_, reject) => {
      connection.once('end', () => reject(new Error('the server closed it')));
    });
    ended.catch(() => {});
    for (;;) {
      const askedAt = performance.now();
      await Promise.race([ask(connection), ended]);
      heardAt = askedAt;
      await Promise.race([pause(heartbeatMilliseconds), ended]);
      if (stopping.signal.aborted) return;
    }
  }

  /** PostgreSQL hands a session its notifications before the answer to its next query. One question at a time. */
  function ask(connection: pg.Client): Promise<unknown> {
    asked = asked.catch(() => {}).then(() => connection.query('SELECT 1'));
    return asked;
  }

  function pause(milliseconds: number): Promise<void> {
    return sleep(milliseconds, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
  }
}
