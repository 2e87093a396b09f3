/** How long after each attempt that failed the next one is made, in seconds and at the least: seven attempts within a day. */
export const retrySeconds = [5, 300, 1800, 7200, 18_000, 36_000] as const;

/** The longest of these; no receiver makes a message wait for longer, but for the jitter. */
const longestSeconds = Math.max(...retrySeconds);

/** The greatest part of a wait that chance adds to it. */
export const jitter = 0.2;

/**
 * In how many seconds a message is tried again that has been tried `attempts` times; null after the last. The waits grow, as
 * Standard Webhooks recommends ("Deliverability and reliability"). A receiver that asks for more time (`retryAfterSeconds`) is given it,
 * up to the longest wait of the schedule, so that it cannot park a message for ever, and never less than the schedule has. Chance
 * (`random`, from 0 to below 1) adds up to a fifth, evenly: what failed together, because the receiver was down or sent all of them
 * away until the same moment, does not come back together.
 */
export function secondsUntilRetry(
  attempts: number,
  retryAfterSeconds: number | null,
  random: number,
): number | null {
  const scheduled = retrySeconds[attempts - 1];
  if (scheduled === undefined) return null;
  const asked = Math.min(retryAfterSeconds ?? 0, longestSeconds);
  return Math.max(scheduled, asked) * (1 + jitter * random);
}
