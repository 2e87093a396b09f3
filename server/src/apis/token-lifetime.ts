import type { FieldError } from '../errors.ts';

/** How long a token lives where an API says nothing else, in seconds. */
export const defaultTokenLifetimeSeconds = 3600;

/** No API and no client gives shorter ones, in seconds. */
export const shortestTokenLifetimeSeconds = 60;

/** No token lives longer, in seconds. */
export const longestTokenLifetimeSeconds = 24 * 3600;

/** How long tokens are to live, in seconds. */
export function readTokenLifetime(field: string, seconds: number): { seconds: number } | FieldError {
  if (seconds >= shortestTokenLifetimeSeconds && seconds <= longestTokenLifetimeSeconds) return { seconds };
  const message = `From ${shortestTokenLifetimeSeconds} to ${longestTokenLifetimeSeconds} seconds (a minute to a day).`;
  return { field, code: 'OUT_OF_RANGE', message };
}
