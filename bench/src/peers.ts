import type { Contender } from './rounds.ts';
import type { Target } from './target.ts';

/** Servers that others have made, doing the same work. */
export async function startPeers(
  _start: (starting: Promise<Target>) => Promise<Target>,
): Promise<Contender[]> {
  return [];
}
