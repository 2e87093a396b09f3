import type { Target } from './target.ts';

/** Does `act`, which starts targets by the function it is given; in any case stops them afterwards. */
export async function withTargets<T>(
  act: (start: (starting: Promise<Target>) => Promise<Target>) => Promise<T>,
): Promise<T> {
  const running: Target[] = [];
  try {
    return await act(async (starting) => {
      const target = await starting;
      running.push(target);
      return target;
    });
  } finally {
    await Promise.all(running.map((target) => target.stop()));
  }
}
