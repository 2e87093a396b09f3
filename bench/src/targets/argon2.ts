import { verifyPassword } from '../../../server/src/password-hash.ts';
import { createSlowHashQueue } from '../../../server/src/tokens/slow-hash-queue.ts';
import { runTarget } from '../target-process.ts';

/** argon2 alone, in the queue in which Llavero runs it, and nothing else in the process. */
await runTarget(async () => {
  const queue = createSlowHashQueue();
  return {
    verify: async ({ hash, secret, count }: { hash: string; secret: string; count: number }) => {
      let left = count;
      const verifyAll = async () => {
        while (left-- > 0) await queue.run(() => verifyPassword(hash, secret), 'common');
      };
      await Promise.all(Array.from({ length: 32 }, verifyAll));
    },
  };
});
