import type { SigningAlgorithm } from '../config.ts';
import type { ChangeListener, Changes } from '../database/changes.ts';
import type { Db } from '../database/connect.ts';
import { mirror } from '../database/mirror.ts';
import type { Log } from '../log.ts';
import { findOperator } from './default-api.ts';

/** What judging a token needs of the API that it is for. */
export type KnownApi = { audience: string; organisationId: string; signingAlgorithm: SigningAlgorithm };

/** All APIs of the installation, as the database has them. Ask each time: what is answered changes. */
export type KnownApis = ChangeListener & {
  /** The API with this audience, if there is one. */
  find(audience: string): KnownApi | undefined;
  /** What is meant where nobody says which: the default API of the operator's organisation. */
  common(): KnownApi;
  stop(): Promise<void>;
};

/**
 * Holds the APIs in memory, so that no verdict waits for a query. Out of reach of the database those in memory serve on:
 * the clients whose tokens are judged have a bound of their own.
 */
export async function openKnownApis(
  db: Db,
  changes: () => Pick<Changes, 'isHearing'>,
  log: Log,
): Promise<KnownApis> {
  const apis = await mirror(() => load(db), changes, log, 'the APIs');
  return {
    find: (audience) => apis.held.byAudience.get(audience),
    common() {
      if (!apis.held.common) throw new Error('there is no default API of the operator’s organisation');
      return apis.held.common;
    },
    changed: apis.reload,
    lost: apis.reload,
    stop: apis.stop,
  };
}

async function load(db: Db) {
  const rows = await db.$queryRaw<(KnownApi & { isDefault: boolean })[]>`
    SELECT "audience", "organisationId", "signingAlgorithm", "isDefault" FROM "Api"`;
  const operator = await findOperator(db);
  return {
    byAudience: new Map<string, KnownApi>(rows.map((api) => [api.audience, api])),
    common: rows.find(({ organisationId, isDefault }) => isDefault && organisationId === operator?.id),
  };
}
