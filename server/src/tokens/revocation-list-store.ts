import { hash } from 'node:crypto';
import type { Db } from '../database/connect.ts';
import { clockStepSeconds } from './clock-steps.ts';
import { loadRevokedTokens } from './revoked-token-store.ts';

/** What was taken back lately, as it is published. */
export type Revocations = {
  /** By the short hash of a client's ID: the lowest `gen` that counts, or null where none does. */
  clients: Record<string, number | null>;
  /** The `jti` of each living token that was revoked by itself. */
  tokens: string[];
};

/** So many clients make a list of about a megabyte and a half, and some 100 milliseconds of work. */
export const mostClientsListed = 50_000;

/**
 * All that is to be told of an organisation's tokens, always in the same order.
 * @throws Error when there are more clients than a list may hold
 */
export async function loadRevocations(db: Db, organisationId: string): Promise<Revocations> {
  const [recalls, revokedTokens] = await Promise.all([
    db.$queryRaw<{ clientId: string; lowestGeneration: number | null }[]>`
      SELECT "clientId", "lowestGeneration" FROM "TokenRecall"
      WHERE "organisationId" = ${organisationId}::uuid AND "recalledAt" > now() - interval '25 hours'
      ORDER BY "clientId" LIMIT ${mostClientsListed + 1}`,
    loadRevokedTokens(db, new Date(Date.now() - clockStepSeconds * 1000), organisationId),
  ]);
  if (recalls.length > mostClientsListed) {
    throw new Error(`the tokens of more than ${mostClientsListed} clients were taken back within a day`);
  }
  return {
    clients: Object.fromEntries(
      recalls.map(({ clientId, lowestGeneration }) => [shortHash(clientId), lowestGeneration]),
    ),
    tokens: revokedTokens.map(([jti]) => jti).sort(),
  };
}

/**
 * The first 8 bytes of the SHA-256 in base64url: enough that no other client meets one by chance (with a million clients and
 * 50,000 of them listed, 1 in 300 million), and short, since every API fetches the list. Whoever chooses client IDs can aim
 * at the hash of a client of the same organisation alone: each list is of one.
 */
function shortHash(clientId: string): string {
  return hash('sha256', clientId, 'buffer').subarray(0, 8).toString('base64url');
}
