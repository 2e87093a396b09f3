import { hideSecrets } from '../clients/credentials.ts';

/** Real client IDs, addresses and scopes are far shorter. */
const longestText = 100;

/** A text that a stranger sent, without secrets, short, and without what no screen should show nor PostgreSQL store. */
export function fitToKeep(text: string, longest = longestText): string {
  return hideSecrets(text.slice(0, 2 * longest))
    .slice(0, longest)
    .replace(/\p{C}/gu, '\uFFFD')
    .toWellFormed();
}
