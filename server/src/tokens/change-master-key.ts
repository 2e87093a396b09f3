import { readConfig, type Config } from '../config.ts';
import { connectDatabase, type Db } from '../database/connect.ts';
import { startEmbeddedDatabase } from '../database/embedded.ts';
import { migrate } from '../database/migrate.ts';
import { onStop } from '../lifecycle.ts';
import { createLog } from '../log.ts';
import { findKeyFile, putNewKeyInPlace, setNewKeyAside } from '../master-key-file.ts';
import { masterKeyOf } from '../master-key.ts';
import { stopAll, type Undo } from '../serve.ts';
import { StartError } from '../start-error.ts';
import { rewrapKeys, type Rewrapped } from './rewrap-keys.ts';

/**
 * `npm run master-key:change`: LLAVERO_NEW_MASTER_KEY takes the place of LLAVERO_MASTER_KEY. Where the key is the one in
 * the data folder, the new one (made here, unless it is given) takes its place there. Interrupted, it can be run again.
 */
async function changeMasterKey(undo: Undo): Promise<void> {
  const config = readConfig(process.env);
  const { masterKey, newMasterKey, dataDir } = config;
  const isInFolder = masterKey === undefined;
  const old = masterKey ?? (await findKeyFile(dataDir));
  if (old === newMasterKey) throw new StartError('LLAVERO_NEW_MASTER_KEY is the master key that you have.');
  if (!isInFolder && !newMasterKey)
    throw new StartError(
      'Set LLAVERO_NEW_MASTER_KEY to the new master key; make one with: openssl rand -base64 32',
    );
  const db = await openDatabase(config, undo);
  const next = isInFolder ? await setNewKeyAside(dataDir, newMasterKey) : (newMasterKey ?? '');
  const rewrapped = await rewrapKeys(db, masterKeyOf(old), masterKeyOf(next));
  if (isInFolder) await putNewKeyInPlace(dataDir);
  report(rewrapped, isInFolder);
}

/** Nobody else may be at it: an embedded database is started here, which a running Llavero does not let happen. */
async function openDatabase({ databaseUrl, dataDir }: Config, undo: Undo): Promise<Db> {
  const log = createLog({ logLevel: 'warn' });
  let url = databaseUrl;
  if (!url) {
    const embedded = await startEmbeddedDatabase({ dataDir, log });
    undo.push(embedded.stop);
    url = embedded.url;
  }
  await migrate(url, log);
  const db = await connectDatabase(url, { poolSize: 1, log });
  undo.push(() => db.$disconnect());
  return db;
}

function report({ isDone, sessions, invitations }: Rewrapped, isInFolder: boolean): void {
  const lines = [
    isDone
      ? `The signing keys are under the new master key. Ended with the old one: ${sessions} sessions and ${invitations} open invitations.`
      : 'The signing keys were under the new master key already.',
    isInFolder
      ? 'It is in the data folder. Start Llavero.'
      : 'Start Llavero with the new one as its LLAVERO_MASTER_KEY.',
  ];
  console.log(`\n  ${lines.join('\n  ')}\n`);
}

const undo: Undo = [];
onStop(() => stopAll(undo));
try {
  await changeMasterKey(undo);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(`\n${error.message}\n`);
  process.exitCode = 1;
} finally {
  await stopAll(undo);
}
