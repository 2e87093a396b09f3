import { prepareFirstOwner } from './administrators/first-owner.ts';
import { createApp } from './app.ts';
import { closingGently } from './close-gently.ts';
import { readConfig } from './config.ts';
import { connectDatabase } from './database/connect.ts';
import { startEmbeddedDatabase } from './database/embedded.ts';
import { migrate } from './database/migrate.ts';
import { onStop } from './lifecycle.ts';
import { createLog } from './log.ts';
import { loadMasterKey } from './master-key.ts';
import { assembleParts } from './parts.ts';
import { StartError } from './start-error.ts';

/** Configuration, database, application, listening; and back in the opposite order. */
async function main(): Promise<void> {
  const undo: (() => Promise<unknown>)[] = [];
  const calledOff = new AbortController();
  const stop = async () => {
    calledOff.abort();
    for (const step of undo.splice(0).reverse()) await step();
  };
  onStop(stop);
  try {
    await start(undo, calledOff.signal);
  } catch (error) {
    if (calledOff.signal.aborted) return;
    await stop();
    if (!(error instanceof StartError)) throw error;
    console.error(`\nLlavero did not start. ${error.message}\n`);
    process.exitCode = 1;
  }
}

async function start(undo: (() => Promise<unknown>)[], signal: AbortSignal): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config);
  const masterKey = await loadMasterKey(config);

  let url = config.databaseUrl;
  if (!url) {
    const embedded = await startEmbeddedDatabase({ dataDir: config.dataDir, log, signal });
    undo.push(() => embedded.stop());
    url = embedded.url;
  }
  await migrate(url, log);
  const db = await connectDatabase(url, { log });
  undo.push(() => db.$disconnect());

  const parts = await assembleParts({ config, db, log, masterKey });
  undo.push(() => parts.lastUse.stop());
  const firstOwner = await prepareFirstOwner(db, parts.links, config);

  const app = await createApp(parts);
  undo.push(closingGently(app));
  await listen(app, config);
  signal.throwIfAborted();
  announce(config.issuer, firstOwner);
}

async function listen(
  app: Awaited<ReturnType<typeof createApp>>,
  { host, port }: { host: string; port: number },
): Promise<void> {
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

function announce(issuer: string, { setUpLink, notice }: { setUpLink?: string; notice?: string }): void {
  const lines = [
    '',
    `  Llavero is ready at ${issuer}`,
    ...(setUpLink
      ? ['', '  There is no owner yet. Make the first one here (good for an hour):', `  ${setUpLink}`]
      : []),
    ...(notice ? ['', `  ${notice}`] : []),
    '',
  ];
  console.log(lines.join('\n'));
}

await main();
