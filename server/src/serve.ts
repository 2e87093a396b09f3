import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { createApp } from './app.ts';
import { closingGently } from './close-gently.ts';
import type { Config } from './config.ts';
import { connectDatabase } from './database/connect.ts';
import { createPool } from './database/pool.ts';
import type { Log } from './log.ts';
import type { MasterKey } from './master-key.ts';
import { assembleParts, type Parts } from './parts.ts';
import { StartError } from './start-error.ts';

/** What has been started, in order; it is stopped from the end. */
export type Undo = (() => Promise<unknown>)[];

/** What a process serves with. */
export type Serving = { config: Config; databaseUrl: string; log: Log; masterKey: MasterKey };

/** One serving process: its connections, what it remembers, its routes; and it listens. @throws StartError */
export async function serve({ config, databaseUrl, log, masterKey }: Serving, undo: Undo): Promise<Parts> {
  if (config.telemetry) undo.push((await import('./telemetry.ts')).startTelemetry(config.telemetry));
  const pool = createPool(databaseUrl);
  const db = await connectDatabase(databaseUrl, { pool, log });
  undo.push(() => db.$disconnect());
  const parts = await assembleParts({ config, databaseUrl, db, pool, log, masterKey });
  undo.push(() => parts.signingKeys.stop());
  undo.push(() => parts.knownApis.stop());
  undo.push(() => parts.keyRotationClock.stop());
  undo.push(() => parts.retentionClock.stop());
  undo.push(() => parts.webhookClock.stop());
  undo.push(() => parts.changes.stop());
  undo.push(() => parts.usage.stop());
  undo.push(async () => parts.revokedTokens.stop());
  const app = await createApp(parts);
  undo.push(closingGently(app));
  undo.push(() => {
    parts.readiness.stop();
    return sleep(config.drainSeconds * 1000);
  });
  await listen(app, config);
  return parts;
}

/** Stops what has been started, in the opposite order. */
export async function stopAll(undo: Undo): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step();
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const reasons: Record<string, string> = {
      EADDRINUSE: `Port ${port} is taken by another program. End that one, or set PORT to a free port.`,
      EACCES: `This user may not open port ${port}. Set PORT to 1024 or higher.`,
      EADDRNOTAVAIL: `HOST ${host} is no address of this machine. Use localhost, 0.0.0.0 or one of its own.`,
      ENOTFOUND: `HOST ${host} is not known. Use localhost, 0.0.0.0 or an address of this machine.`,
    };
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
    throw reason ? new StartError(reason, { cause: error }) : error;
  }
}
