/** How long an orderly stop may take, in milliseconds, before the process ends all the same. */
const hardLimit = 30_000;

/**
 * Runs `stop` once, at the first SIGTERM, SIGINT or SIGHUP, or when the launcher that started this process is gone; then
 * the process exits with 0. A repeated signal changes nothing: Ctrl-C reaches npm, the launcher and the server at once.
 */
export function onStop(stop: () => Promise<void>): void {
  let isStopping = false;
  const begin = async () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), hardLimit).unref();
    try {
      await stop();
      process.exit(0);
    } catch (error) {
      console.error(error);
      process.exit(1);
    }
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, begin);
  process.on('disconnect', begin);
}
