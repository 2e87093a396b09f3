import { hideSecrets } from '../clients/credentials.ts';

/** Real client IDs, addresses and scopes are far shorter. */
const longestText = 100;

/** A text that a stranger sent, without secrets, short, and without what no screen should show nor PostgreSQL store. */
export function fitToKeep(text: string): string {
  return hideSecrets(text.slice(0, 2 * longestText))
    .slice(0, longestText)
    .replace(/\p{C}/gu, '\uFFFD')
    .toWellFormed();
}
