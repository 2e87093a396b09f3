import { startEmbeddedDatabase } from '../../src/database/embedded.ts';

// A supervising process of its own, to be killed: `node supervisor.ts <data folder>`. Says `ready <url>`, or `refused <why>`.
const dataDir = process.argv[2] ?? '';
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
try {
  const { url } = await startEmbeddedDatabase({ dataDir, log, isDurable: false });
  console.log(`ready ${url}`);
} catch (error) {
  console.log(`refused ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
}
