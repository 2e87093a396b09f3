import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { connectDatabase } from '../database/connect.ts';
import { connectToRunningEmbedded } from '../database/embedded.ts';
import { loadMasterKey } from '../master-key.ts';
import { StartError } from '../start-error.ts';
import { chooseOrganisation } from '../organisations/choose-organisation.ts';
import { issueOwnerLink } from './invitations.ts';

/**
 * `npm run owner:link`: a link that makes its holder an owner, for whoever holds the data folder or the database; with
 * `-- --organisation NAME_OR_ID` of another organisation than the operator's.
 */
async function printOwnerLink(): Promise<void> {
  const asked = readArguments();
  const config = readConfig(process.env);
  const url = config.databaseUrl ?? (await connectToRunningEmbedded(config.dataDir));
  if (!url)
    throw new StartError(
      'Llavero is not running on this data folder. Start it first (npm start), then ask again.',
    );
  const db = await connectDatabase(url, { poolSize: 1 });
  try {
    const organisation = await chooseOrganisation(db, asked);
    const links = { issuer: config.issuer, masterKey: await loadMasterKey(config) };
    const link = await db.$transaction((transaction) => issueOwnerLink(transaction, links, organisation.id));
    console.log(
      `\n  Whoever opens this within an hour becomes an owner of ${organisation.name} (once):\n  ${link}\n`,
    );
  } finally {
    await db.$disconnect();
  }
}

function readArguments(): string | undefined {
  try {
    return parseArgs({ options: { organisation: { type: 'string' } } }).values.organisation;
  } catch (error) {
    throw new StartError(
      `${(error as Error).message}\nUsage: npm run owner:link [-- --organisation NAME_OR_ID]`,
      { cause: error },
    );
  }
}

try {
  await printOwnerLink();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(`\n${error.message}\n`);
  process.exitCode = 1;
}
