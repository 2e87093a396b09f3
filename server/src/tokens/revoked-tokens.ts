import type { ChangeListener, Changes } from '../database/changes.ts';
import type { Db } from '../database/connect.ts';
import { inTime } from '../database/in-time.ts';
import type { Log } from '../log.ts';
import { clockStepSeconds } from './clock-steps.ts';
import * as store from './revoked-token-store.ts';

/** The tokens that were taken back one by one, as the database has them. */
export type RevokedTokens = ChangeListener & {
  /** @throws Error when the database is out of reach, and what is remembered is too old */
  isRevoked(jti: string): Promise<boolean>;
  /** Resolves when it is on disk, and known here. False: the organisation has as many as it may. */
  revoke(token: { jti: string; exp: number; organisationId: string; clientRowId: string }): Promise<boolean>;
  /** How many it knows. */
  size(): number;
  stop(): void;
};

/** A look that takes longer has failed. Where something is remembered there is no need to wait long. */
const patienceMilliseconds = { known: 500, unknown: 2000 };

/** After a failed look the database is left alone for so long, and answers come at once. */
const restMilliseconds = 1000;

const cleaningMilliseconds = 10 * 60_000;

/**
 * Holds every revoked token in memory, so that a verdict costs no query. While changes are not heard each look goes to the
 * database; when that is out of reach too, what is known serves for `staleSeconds` after the last word from it.
 */
export function createRevokedTokens(
  db: Db,
  changes: () => Pick<Changes, 'isHearing' | 'heardAt'>,
  { staleSeconds }: { staleSeconds: number },
  log: Log,
): RevokedTokens {
  let known = new Map<string, number>();
  /** What was told while the rows were being read. */
  let toldMeanwhile = new Map<string, number>();
  let isWhole = false;
  let wholeAt = Number.NEGATIVE_INFINITY;
  /** The line was lost since, and what is known was whole until then. */
  let wholeUntil: number | undefined;
  let reading: Promise<void> | undefined;
  let restUntil = Number.NEGATIVE_INFINITY;
  const cleaning = setInterval(() => void forgetExpired(), cleaningMilliseconds).unref();

  return {
    async isRevoked(jti) {
      if (known.has(jti)) return true;
      if (isWhole && changes().isHearing()) return false;
      if (performance.now() < restUntil) return fallBack();
      try {
        const isKnown = isWhole || wholeUntil !== undefined;
        return await inTime(look(jti), patienceMilliseconds[isKnown ? 'known' : 'unknown']);
      } catch (error) {
        restUntil = performance.now() + restMilliseconds;
        return fallBack(error);
      }
    },
    async revoke({ jti, exp, organisationId, clientRowId }) {
      const row = { jti, organisationId, clientId: clientRowId, expiresAt: new Date(exp * 1000) };
      if (known.has(jti)) return true;
      if (!(await store.insertRevokedToken(db, row))) return false;
      remember(jti, exp);
      return true;
    },
    changed(payload) {
      if (payload === '*') {
        wholeUntil = undefined;
        return readAgain();
      }
      for (const told of payload.split(' ')) {
        const colon = told.lastIndexOf(':');
        remember(told.slice(0, colon), Number(told.slice(colon + 1)));
      }
    },
    lost() {
      if (isWhole) wholeUntil = Math.max(wholeAt, changes().heardAt());
      return readAgain();
    },
    size: () => known.size,
    stop: () => clearInterval(cleaning),
  };

  async function look(jti: string): Promise<boolean> {
    if (!isWhole) await (reading ?? read());
    return known.has(jti) || (!changes().isHearing() && (await store.isStored(db, jti)));
  }

  function remember(jti: string, exp: number): void {
    known.set(jti, exp);
    toldMeanwhile.set(jti, exp);
  }

  async function readAgain(): Promise<void> {
    isWhole = false;
    await read().catch((error: unknown) =>
      log.warn({ err: error }, 'the revoked tokens could not be read; the next verdict tries again'),
    );
  }

  /** Rows read before something else happened to the table do not count. */
  function read(): Promise<void> {
    const at = performance.now();
    toldMeanwhile = new Map();
    const started: Promise<void> = store
      .loadRevokedTokens(db, longExpired())
      .then((rows) => {
        if (reading !== started) return reading;
        known = new Map([...rows, ...toldMeanwhile]);
        isWhole = true;
        wholeAt = at;
        wholeUntil = undefined;
        return undefined;
      })
      .finally(() => {
        if (reading === started) reading = undefined;
      });
    reading = started;
    return started;
  }

  function fallBack(cause?: unknown): boolean {
    const lastTrueAt = isWhole ? Math.max(wholeAt, changes().heardAt()) : (wholeUntil ?? -Infinity);
    if (performance.now() - lastTrueAt <= staleSeconds * 1000) return false;
    throw new Error('the database is out of reach, and the revoked tokens are not known', { cause });
  }

  async function forgetExpired(): Promise<void> {
    const moment = longExpired();
    for (const [jti, exp] of known) if (exp * 1000 < moment.getTime()) known.delete(jti);
    await store
      .deleteExpiredBefore(db, moment)
      .catch((error: unknown) => log.warn({ err: error }, 'expired revocations could not be cleared away'));
  }
}

/** A token that expired before this is accepted by no clock. */
function longExpired(): Date {
  return new Date(Date.now() - clockStepSeconds * 1000);
}
