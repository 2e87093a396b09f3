import { once } from 'node:events';
import { readConfig } from './config.ts';
import { onStop } from './lifecycle.ts';
import { createLog } from './log.ts';
import { loadMasterKey } from './master-key.ts';
import { serve, stopAll, type Undo } from './serve.ts';
import { StartError } from './start-error.ts';
import type { FromWorker, ToWorker } from './workers.ts';

/** One of several serving processes; the supervisor tells it where the database is. */
async function work(): Promise<void> {
  const undo: Undo = [];
  onStop(() => stopAll(undo));
  // Nothing else keeps this process alive before it listens.
  process.channel?.ref();
  const [{ databaseUrl }] = (await once(process, 'message')) as [ToWorker];
  try {
    const config = readConfig(process.env);
    const log = createLog(config);
    await serve({ config, databaseUrl, log, masterKey: await loadMasterKey(config) }, undo);
    tell({ kind: 'ready' });
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    tell({ kind: 'failed', message: error.message });
    await stopAll(undo);
    process.exitCode = 1;
    process.disconnect?.();
  }
}

function tell(message: FromWorker): void {
  process.send?.(message);
}

await work();
