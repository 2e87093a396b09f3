import type { Db } from '../database/connect.ts';
import type { Log } from '../log.ts';
import type { Batch } from './batch.ts';
import { fitToKeep } from './fit-to-keep.ts';
import type { RefusalCause } from '../tokens/refusal-reasons.ts';
import { writeRefusals } from './refusal-store.ts';

/** A refusal as it happens. */
export type Refused = RefusalCause & {
  /** The `error_id` that the caller is given: the request's id. */
  errorId: string;
  endpoint: string;
  address: string;
  /** The client ID as it was sent, if one was. */
  sentClientId: string | undefined;
};

/** The same, bounded and fit to be kept. */
export type NotedRefusal = {
  errorId: string;
  at: Date;
  reason: RefusalCause['reason'];
  endpoint: string;
  address: string;
  sentClientId: string | null;
  secretId: string | null;
  refusedScopes: string[];
};

/** Bounds of what is noted between two writes; a flood of one client ID or address leaves room for the others. */
const most = 1000;
const mostOfOneClientId = 50;
const mostOfOneAddress = 100;

const mostScopes = 10;

/** Notes refusals; beyond the bounds those of a flood are left out, and what remains is a fair sample. The log has all. */
export function createRefusals(db: Db, log: Log): Batch<Refused> {
  let noted: NotedRefusal[] = [];
  let ofClientId = new Map<string, number>();
  let ofAddress = new Map<string, number>();
  let leftOut = 0;

  return {
    note(refused) {
      const { address, sentClientId } = refused;
      const clientId = fitToKeep(sentClientId ?? '');
      if (
        (ofClientId.get(clientId) ?? 0) >= mostOfOneClientId ||
        (ofAddress.get(address) ?? 0) >= mostOfOneAddress
      ) {
        leftOut++;
        return;
      }
      const place =
        noted.length < most ? noted.length : Math.floor(Math.random() * (noted.length + leftOut++));
      if (place >= most) return;
      noted[place] = toNoted(refused);
      ofClientId.set(clientId, (ofClientId.get(clientId) ?? 0) + 1);
      ofAddress.set(address, (ofAddress.get(address) ?? 0) + 1);
    },
    async write() {
      if (noted.length === 0) return;
      if (leftOut > 0) log.warn({ leftOut }, 'more refusals than are kept; the log alone has them all');
      const batch = noted;
      noted = [];
      ofClientId = new Map();
      ofAddress = new Map();
      leftOut = 0;
      try {
        await writeRefusals(db, batch);
      } catch (error) {
        noted = [...batch, ...noted].slice(-most);
        throw error;
      }
    },
  };
}

function toNoted({ sentClientId, refusedScopes = [], secretId, ...refused }: Refused): NotedRefusal {
  return {
    errorId: refused.errorId,
    at: new Date(),
    reason: refused.reason,
    endpoint: refused.endpoint,
    address: fitToKeep(refused.address),
    sentClientId: sentClientId === undefined ? null : fitToKeep(sentClientId),
    secretId: secretId ?? null,
    refusedScopes: refusedScopes.slice(0, mostScopes).map((scope) => fitToKeep(scope)),
  };
}
