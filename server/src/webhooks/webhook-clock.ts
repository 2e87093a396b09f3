import { deliver, type PostOffice } from './deliver.ts';
import { makeDueNotices } from './due-notices.ts';
import { claimNext, forgetOldDeliveries, secondsUntilNext } from './outbox.ts';

export type WebhookClock = {
  /** Stops the clock; resolves when what it began is done or put back. */
  stop(): Promise<void>;
};

/** So many messages are on their way at once, and one of each organisation: who answers slowly makes nobody else wait. */
const lanes = 4;

/** How often what is due is looked for. */
const noticeMilliseconds = 600_000;

/** How long nothing is looked at in any case; what another process was sending may be taken over then. */
const longestWaitMilliseconds = 60_000;

/** Looks now and every ten minutes which ends have come near, and sends what waits, when its time has come. */
export function startWebhookClock(office: PostOffice): WebhookClock {
  const { db, log } = office;
  const stopping = new AbortController();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let working = work();

  return {
    stop() {
      stopping.abort();
      clearTimeout(timer);
      return working;
    },
  };

  async function work(): Promise<void> {
    let wait = longestWaitMilliseconds;
    try {
      if (performance.now() - lookedAt >= noticeMilliseconds) {
        await makeDueNotices(db);
        await forgetOldDeliveries(db);
        lookedAt = performance.now();
      }
      await sendWaiting(office, stopping.signal);
      const seconds = (await secondsUntilNext(db)) ?? Number.POSITIVE_INFINITY;
      wait = Math.min(longestWaitMilliseconds, Math.max(1000, seconds * 1000));
    } catch (error) {
      log.warn({ err: error }, 'the webhooks could not be looked after; trying again in a minute');
    }
    if (stopping.signal.aborted) return;
    timer = setTimeout(() => (working = work()), wait).unref();
  }
}

/** Sends all that waits. When `signal` is aborted, what is on its way is put back. */
export async function sendWaiting(office: PostOffice, signal: AbortSignal): Promise<void> {
  const onTheWay = new Map<string, Promise<void>>();
  for (;;) {
    const isFree = onTheWay.size < lanes && !signal.aborted;
    const claimed = isFree ? await claimNext(office.db, [...onTheWay.keys()]) : null;
    if (claimed) {
      const { organisationId } = claimed;
      const done = deliver(office, claimed, signal)
        .catch((error: unknown) =>
          office.log.error({ err: error, organisationId }, 'a webhook could not be sent'),
        )
        .finally(() => onTheWay.delete(organisationId));
      onTheWay.set(organisationId, done);
    } else if (onTheWay.size > 0) await Promise.race(onTheWay.values());
    else return;
  }
}
