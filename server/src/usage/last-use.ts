import type { Db } from '../database/connect.ts';
import type { Log } from '../log.ts';

/** Remembers when clients were last given a token, and writes it in batches: no token waits for a write. */
export type LastUse = {
  /** Notes a use now; costs one map entry. */
  record(clientRowId: string): void;
  /** Writes what has been noted; what cannot be written is kept for the next time. */
  flush(): Promise<void>;
  /** Stops the clock and writes the rest. */
  stop(): Promise<void>;
};

/** Writes every `intervalMilliseconds`; two seconds is what a person will not notice. */
export function startLastUse(db: Db, log: Log, intervalMilliseconds = 2000): LastUse {
  let noted = new Map<string, Date>();
  let writing = Promise.resolve();

  const write = async (): Promise<void> => {
    if (noted.size === 0) return;
    const batch = noted;
    noted = new Map();
    try {
      await writeLastUses(db, batch);
    } catch (error) {
      log.warn({ err: error }, 'the last uses could not be written; they are kept for the next time');
      noted = new Map([...batch, ...noted]);
    }
  };
  const flush = () => (writing = writing.then(write));
  const clock = setInterval(flush, intervalMilliseconds).unref();

  return {
    record: (clientRowId) => void noted.set(clientRowId, new Date()),
    flush,
    stop: () => {
      clearInterval(clock);
      return flush();
    },
  };
}

/** Clients deleted meanwhile are passed over; two processes never set a time back. */
async function writeLastUses(db: Db, uses: Map<string, Date>): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "ClientUsage" ("clientId", "lastUsedAt")
    SELECT c.id, used.at
    FROM unnest(${[...uses.keys()]}::uuid[], ${[...uses.values()]}::timestamptz[]) AS used (id, at)
    JOIN "Client" c ON c.id = used.id
    ORDER BY c.id
    ON CONFLICT ("clientId") DO UPDATE SET "lastUsedAt" = GREATEST("ClientUsage"."lastUsedAt", EXCLUDED."lastUsedAt")`;
}
