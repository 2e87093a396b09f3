/** For how long, in milliseconds, a test waits for what comes soon: a busy machine needs longer than the second that Vitest gives. */
export const patience = 15_000;
