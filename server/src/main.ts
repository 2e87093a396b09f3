import { prepareFirstOwner } from './administrators/first-owner.ts';
import { prepareDefaultApis } from './apis/default-api.ts';
import { readConfig } from './config.ts';
import { connectDatabase } from './database/connect.ts';
import { startEmbeddedDatabase } from './database/embedded.ts';
import { migrate } from './database/migrate.ts';
import { onStop } from './lifecycle.ts';
import { createLog } from './log.ts';
import { loadMasterKey } from './master-key.ts';
import { serve, stopAll, type Serving, type Undo } from './serve.ts';
import { StartError } from './start-error.ts';
import { startWorkers } from './workers.ts';

/** Configuration, database, serving; and back in the opposite order. */
async function main(): Promise<void> {
  const undo: Undo = [];
  const calledOff = new AbortController();
  onStop(() => {
    calledOff.abort();
    return stopAll(undo);
  });
  try {
    await start(undo, calledOff.signal);
  } catch (error) {
    if (calledOff.signal.aborted) return;
    await stopAll(undo);
    if (!(error instanceof StartError)) throw error;
    console.error(`\nLlavero did not start. ${error.message}\n`);
    process.exitCode = 1;
  }
}

async function start(undo: Undo, signal: AbortSignal): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config);
  const masterKey = await loadMasterKey(config);

  let databaseUrl = config.databaseUrl;
  if (!databaseUrl) {
    const embedded = await startEmbeddedDatabase({ dataDir: config.dataDir, log, signal });
    undo.push(() => embedded.stop());
    databaseUrl = embedded.url;
  }
  await migrate(databaseUrl, log);
  const prepared = await prepare({ config, databaseUrl, log, masterKey });

  if (config.workers === 1) await serve({ config, databaseUrl, log, masterKey }, undo);
  else await startWorkers(config.workers, databaseUrl, log, undo);
  signal.throwIfAborted();
  announce(config.issuer, prepared);
}

type Prepared = { setUpLink?: string; notices: string[] };

/** What must be there before anybody is served. */
async function prepare({ config, databaseUrl, log, masterKey }: Serving): Promise<Prepared> {
  const db = await connectDatabase(databaseUrl, { poolSize: 1, log });
  try {
    const { notice, ...firstOwner } = await prepareFirstOwner(
      db,
      { issuer: config.issuer, masterKey },
      config,
    );
    const defaultApis = await prepareDefaultApis(db, config);
    return { ...firstOwner, notices: [notice, defaultApis.notice].filter((line) => line !== undefined) };
  } finally {
    await db.$disconnect();
  }
}

function announce(issuer: string, { setUpLink, notices }: Prepared): void {
  const lines = [
    '',
    `  Llavero is ready at ${issuer}`,
    ...(setUpLink
      ? ['', '  There is no owner yet. Make the first one here (good for an hour):', `  ${setUpLink}`]
      : []),
    ...notices.flatMap((notice) => ['', `  ${notice}`]),
    '',
  ];
  console.log(lines.join('\n'));
}

await main();
