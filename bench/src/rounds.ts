import { expectOnly, load, type Requests } from './load.ts';
import { median } from './median.ts';
import type { Scale } from './scale.ts';
import type { Target } from './target.ts';

/** Who takes part, and what is asked of it; every answer has to be `status` (200). */
export type Contender = { name: string; target: Target; requests: Requests; status?: number };

/** Medians over the rounds. The processor's time is that of the server's processes alone. */
export type Measured = { requestsPerSecond: number; cpuMicroseconds: number; p99Milliseconds: number };

/** Lets all of them take turns, so that whatever else the machine does meets them alike; first each one once to warm up. */
export async function takeTurns<Name extends string>(
  contenders: readonly (Contender & { name: Name })[],
  { rounds, seconds }: Pick<Scale, 'rounds' | 'seconds'>,
  say: (progress: string) => void,
): Promise<Record<Name, Measured>> {
  const results = new Map<Name, Measured[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    say(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
    for (const contender of contenders) {
      const measured = await measure(contender, seconds);
      if (round > 0) results.get(contender.name)?.push(measured);
    }
  }
  const entries = [...results].map(([name, all]) => {
    const middle = (figure: keyof Measured) => median(all.map((measured) => measured[figure]));
    const medians: Measured = {
      requestsPerSecond: middle('requestsPerSecond'),
      cpuMicroseconds: middle('cpuMicroseconds'),
      p99Milliseconds: middle('p99Milliseconds'),
    };
    return [name, medians];
  });
  return Object.fromEntries(entries) as Record<Name, Measured>;
}

async function measure({ name, target, requests, status = 200 }: Contender, seconds: number) {
  const before = await target.usage();
  const result = await load(target.url, requests, { seconds });
  const after = await target.usage();
  expectOnly(status, result, name);
  return {
    requestsPerSecond: result.requestsPerSecond,
    cpuMicroseconds: (after.cpuMicroseconds - before.cpuMicroseconds) / result.answered,
    p99Milliseconds: result.p99Milliseconds,
  };
}
