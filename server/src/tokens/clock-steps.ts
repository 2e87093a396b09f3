/**
 * How far a clock may be wrong, or be set back, without harm, in seconds. What must not be forgotten before it is over (the
 * `jti` of an assertion, a revoked token) is kept for so much longer, and a token of ours may be as much from the future.
 */
export const clockStepSeconds = 600;
