import type { Db } from '../database/connect.ts';
import { withLock } from '../database/locks.ts';
import type { RevokedToken } from '../generated/prisma/client.ts';

/** How many revoked tokens of one organisation may live at once; each is held in the memory of every process. */
export const mostPerOrganisation = 10_000;

/** Keeps a revoked token, also when it is there already. False: its organisation has as many as it may. */
export async function insertRevokedToken(db: Db, token: RevokedToken): Promise<boolean> {
  const { jti, organisationId } = token;
  return withLock(db, `revoked tokens of ${organisationId}`, async (transaction) => {
    const living = await transaction.revokedToken.count({
      where: { organisationId, expiresAt: { gt: new Date() }, jti: { not: jti } },
    });
    if (living >= mostPerOrganisation) return false;
    await transaction.revokedToken.createMany({ data: token, skipDuplicates: true });
    return true;
  });
}

/** All that expire after this moment, of one organisation or of all, with their expiry in seconds since 1970. */
export async function loadRevokedTokens(
  db: Db,
  moment: Date,
  organisationId?: string,
): Promise<[jti: string, exp: number][]> {
  const rows = await db.revokedToken.findMany({
    where: { expiresAt: { gt: moment }, ...(organisationId === undefined ? {} : { organisationId }) },
    select: { jti: true, expiresAt: true },
  });
  return rows.map(({ jti, expiresAt }) => [jti, Math.ceil(expiresAt.getTime() / 1000)]);
}

/** Whether the database holds it. */
export async function isStored(db: Db, jti: string): Promise<boolean> {
  return (await db.revokedToken.findUnique({ where: { jti }, select: { jti: true } })) !== null;
}

/** Forgets what nobody accepts any more. */
export async function deleteExpiredBefore(db: Db, moment: Date): Promise<void> {
  await db.revokedToken.deleteMany({ where: { expiresAt: { lt: moment } } });
}
