import DataLoader from 'dataloader';
import type { Db } from '../database/connect.ts';

/** How often secrets were used in the last 24 hours, by whole hours: one query for all that one request asks about. */
export type UsesInLastDay = DataLoader<string, number>;

/** For one request; secrets that nobody used have 0. */
export function createUsesInLastDay(db: Db): UsesInLastDay {
  return new DataLoader(async (secretIds) => {
    const sums = await db.clientUse.groupBy({
      by: ['secretId'],
      where: {
        secretId: { in: [...secretIds] },
        client: { secrets: { some: { id: { in: [...secretIds] } } } },
        hour: { gt: new Date(Date.now() - 24 * 3600_000) },
      },
      _sum: { count: true },
    });
    const countOf = new Map(sums.map(({ secretId, _sum }) => [secretId, _sum.count ?? 0]));
    return secretIds.map((id) => countOf.get(id) ?? 0);
  });
}
