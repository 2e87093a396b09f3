import type { Db } from '../database/connect.ts';

/** How long it is known when and from where a secret was used, and that it was replaced. */
const daysKept = 400;

/** A statement that removes more would run too long. */
const rowsPerStatement = 10_000;

/** Removes hours of use and replaced secrets that are older than 400 days. */
export async function forgetOld(db: Db): Promise<void> {
  await untilNoneIsLeft(
    () => db.$executeRaw`
      DELETE FROM "ClientUse" WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM "ClientUse" WHERE hour < now() - make_interval(days => ${daysKept}) LIMIT ${rowsPerStatement}))`,
  );
  await untilNoneIsLeft(
    () => db.$executeRaw`
      DELETE FROM "ReplacedSecret" WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM "ReplacedSecret" WHERE "replacedAt" < now() - make_interval(days => ${daysKept}) LIMIT ${rowsPerStatement}))`,
  );
}

async function untilNoneIsLeft(remove: () => Promise<number>): Promise<void> {
  while ((await remove()) === rowsPerStatement);
}
