/** How long a token lives where an API says nothing else, in seconds. */
export const defaultTokenLifetimeSeconds = 3600;

/** No API gives shorter ones, in seconds. */
export const shortestTokenLifetimeSeconds = 60;

/** No token lives longer, in seconds. */
export const longestTokenLifetimeSeconds = 24 * 3600;
