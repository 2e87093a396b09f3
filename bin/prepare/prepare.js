import path from 'node:path';
import { ensureConsoleBuilt, isConsoleBuilt } from '../build-console.js';
import { ensureGenerated, isGenerated } from '../generate.js';
import { ensureInstalled, isInstalled } from '../install.js';
import { endOnSignal } from './children.js';
import { withLock } from './lock.js';
import { ROOT, STATE } from './places.js';
import { Trouble } from './trouble.js';

/**
 * Installs, generates and, when asked, builds what has changed since the last time; one process at a time. Ends the process
 * with a plain sentence when something fails, and at once at a signal.
 *
 * @param {{ withConsole: boolean }} options
 * @param {() => void} [beforeEnd] has the last word when something fails
 */
export async function prepare({ withConsole }, beforeEnd = () => {}) {
  const signalsAreOurs = endOnSignal();
  try {
    const isReady = () => isInstalled() && isGenerated() && (!withConsole || isConsoleBuilt());
    if (!isReady()) {
      await withLock(path.join(STATE, 'lock'), async () => {
        await ensureInstalled();
        await ensureGenerated();
        if (withConsole) await ensureConsoleBuilt();
      });
    }
  } catch (error) {
    explain(error);
    beforeEnd();
    process.exit(1);
  } finally {
    signalsAreOurs();
  }
}

/** @param {unknown} error */
function explain(error) {
  if (error instanceof Trouble) {
    console.error(`${error.output.trimEnd()}\n\n${error.message}\n`);
  } else if (
    error instanceof Error &&
    'code' in error &&
    ['EACCES', 'EPERM', 'EROFS'].includes(String(error.code))
  ) {
    console.error(
      `\n${ROOT} cannot be written by this user, and something has to be installed or built there: make the checkout belong to this user, or start once as its owner.\n`,
    );
  } else throw error;
}
