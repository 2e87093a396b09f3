import { readdirSync } from 'node:fs';
import { readConfig } from '../../../server/src/config.ts';
import { createLog } from '../../../server/src/log.ts';
import { loadMasterKey } from '../../../server/src/master-key.ts';
import { serve } from '../../../server/src/serve.ts';
import type { Credentials } from '../clients.ts';
import { readSecretId } from '../../../server/src/clients/credentials.ts';
import { runTarget } from '../target-process.ts';

/**
 * Llavero as it serves, with all that its environment says. One thing can be done past its doors: `prove` makes clients
 * known and remembers their secrets as proven, by the function that the product itself calls after the slow comparison.
 * It also tells how many files it has open.
 */
await runTarget(async () => {
  const config = readConfig(process.env);
  const databaseUrl = config.databaseUrl ?? '';
  const masterKey = await loadMasterKey(config);
  const { authentication } = await serve({ config, databaseUrl, log: createLog(config), masterKey }, []);
  return {
    openFiles: () => readdirSync('/proc/self/fd').length,
    prove: async (all: Credentials[]) => {
      await Promise.all(all.map(proveOne));
    },
  };

  async function proveOne({ clientId, secret }: Credentials): Promise<void> {
    const client = await authentication.registry.find(clientId);
    const row = client?.secrets.find(({ id }) => id === readSecretId(secret));
    if (!row) throw new Error(`there is no client ${clientId} with this secret`);
    authentication.provenSecrets.remember(row, secret);
  }
});
