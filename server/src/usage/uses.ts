import type { Db } from '../database/connect.ts';
import type { Batch } from './batch.ts';

/** A token was given. `secretId` is null where the client proved itself without a secret. */
export type Use = { clientRowId: string; secretId: string | null; address: string };

/** The uses of one secret within one hour; times in milliseconds, since a `Date` for each use would cost more than counting it. */
type HourOfUse = {
  clientRowId: string;
  /** Empty for none: a key has no null. */
  secretId: string;
  address: string;
  hour: number;
  count: number;
  firstUsedAt: number;
  lastUsedAt: number;
};

const hourMilliseconds = 3_600_000;

/** A statement with more rows would hold its locks too long. */
const rowsPerStatement = 5000;

/** More secrets in use than this are not remembered while the database is away. */
const mostKept = 400_000;

/** Counts uses by client, secret and hour: a use costs one look into a map. */
export function createUses(db: Db): Batch<Use> {
  let noted = new Map<string, HourOfUse>();

  return {
    note({ clientRowId, secretId, address }) {
      const now = Date.now();
      add({
        clientRowId,
        secretId: secretId ?? '',
        address,
        hour: now - (now % hourMilliseconds),
        count: 1,
        firstUsedAt: now,
        lastUsedAt: now,
      });
    },
    async write() {
      const batch = [...noted.values()];
      noted = new Map();
      try {
        while (batch.length > 0) {
          await writeHours(db, batch.slice(0, rowsPerStatement));
          batch.splice(0, rowsPerStatement);
        }
      } catch (error) {
        batch.forEach(add);
        throw error;
      }
    },
  };

  function add(use: HourOfUse): void {
    const key = `${use.secretId || use.clientRowId} ${use.hour}`;
    const before = noted.get(key);
    if (!before) {
      if (noted.size < mostKept) noted.set(key, use);
      return;
    }
    before.count += use.count;
    if (use.firstUsedAt < before.firstUsedAt) before.firstUsedAt = use.firstUsedAt;
    if (use.lastUsedAt >= before.lastUsedAt) {
      before.lastUsedAt = use.lastUsedAt;
      before.address = use.address;
    }
  }
}

/** Clients and secrets deleted meanwhile are passed over; two processes add up, and never set a time back. */
async function writeHours(db: Db, uses: HourOfUse[]): Promise<void> {
  const column = <Name extends keyof HourOfUse>(name: Name) => uses.map((use) => use[name]);
  const times = (name: 'hour' | 'firstUsedAt' | 'lastUsedAt') => uses.map((use) => new Date(use[name]));
  await db.$executeRaw`
    WITH used AS (
      SELECT c.id AS "clientId", c."organisationId", u."secretId", u.hour, u.count, u."firstUsedAt", u."lastUsedAt", u.address
      FROM unnest(
        ${column('clientRowId')}::uuid[], ${column('secretId')}::text[], ${times('hour')}::timestamptz[],
        ${column('count')}::int[], ${times('firstUsedAt')}::timestamptz[], ${times('lastUsedAt')}::timestamptz[],
        ${column('address')}::text[]
      ) AS u (id, "secretId", hour, count, "firstUsedAt", "lastUsedAt", address)
      JOIN "Client" c ON c.id = u.id
    ), hours AS (
      INSERT INTO "ClientUse" ("clientId", "secretId", hour, count, "lastUsedAt", "lastAddress")
      SELECT "clientId", "secretId", hour, count, "lastUsedAt", address FROM used
      ORDER BY "clientId", "secretId", hour
      ON CONFLICT ("clientId", "secretId", hour) DO UPDATE SET
        count = "ClientUse".count + EXCLUDED.count,
        "lastAddress" = CASE WHEN EXCLUDED."lastUsedAt" >= "ClientUse"."lastUsedAt"
          THEN EXCLUDED."lastAddress" ELSE "ClientUse"."lastAddress" END,
        "lastUsedAt" = GREATEST("ClientUse"."lastUsedAt", EXCLUDED."lastUsedAt")
    ), secrets AS (
      INSERT INTO "SecretUsage" ("secretId", "firstUsedAt", "lastUsedAt", "lastAddress")
      SELECT s.id, min(u."firstUsedAt"), max(u."lastUsedAt"), (array_agg(u.address ORDER BY u."lastUsedAt" DESC))[1]
      FROM used u JOIN "ClientSecret" s ON s.id = u."secretId" GROUP BY s.id ORDER BY s.id
      ON CONFLICT ("secretId") DO UPDATE SET
        "firstUsedAt" = LEAST("SecretUsage"."firstUsedAt", EXCLUDED."firstUsedAt"),
        "lastAddress" = CASE WHEN EXCLUDED."lastUsedAt" >= "SecretUsage"."lastUsedAt"
          THEN EXCLUDED."lastAddress" ELSE "SecretUsage"."lastAddress" END,
        "lastUsedAt" = GREATEST("SecretUsage"."lastUsedAt", EXCLUDED."lastUsedAt")
    )
    INSERT INTO "ClientUsage" ("clientId", "organisationId", "lastUsedAt")
    SELECT "clientId", "organisationId", max("lastUsedAt") FROM used GROUP BY 1, 2 ORDER BY 1
    ON CONFLICT ("clientId") DO UPDATE SET "lastUsedAt" = GREATEST("ClientUsage"."lastUsedAt", EXCLUDED."lastUsedAt")`;
}
