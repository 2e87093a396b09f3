import { createHash } from 'node:crypto';
import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible';
import type { Db } from '../database/connect.ts';
import { TooManyAttemptsError } from './administrator-errors.ts';

/** Counts tries at a password: `account` and `address` each have a ceiling of their own, so neither opens the other. */
export type Attempts = { account: RateLimiterPrisma; address: RateLimiterPrisma };

const windowSeconds = 15 * 60;

/** Kept in the database: a restart or a second process does not give new tries. */
export function createAttempts(db: Db): Attempts {
  const limiter = (keyPrefix: string, points: number) =>
    new RateLimiterPrisma({ storeClient: db, keyPrefix, points, duration: windowSeconds });
  return { account: limiter('account', 10), address: limiter('address', 100) };
}

/**
 * Counts one try before it is made; tries in parallel are all counted. A success gives the account its tries back by
 * `forgive`. @throws TooManyAttemptsError
 */
export async function countAttempt(
  attempts: Attempts,
  { account, address }: { account: string; address: string },
): Promise<void> {
  await consume(attempts.address, address);
  await consume(attempts.account, accountKey(account));
}

/** To be called after the right password. */
export async function forgiveAttempts(attempts: Attempts, account: string): Promise<void> {
  await attempts.account.delete(accountKey(account));
}

async function consume(limiter: RateLimiterPrisma, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new TooManyAttemptsError(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
  }
}

/** As sent, known or not, so that the limit does not tell which accounts exist; of bounded length. */
function accountKey(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
}
