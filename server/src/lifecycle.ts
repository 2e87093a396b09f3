/** Open requests and the database's shutdown have this long; then the process ends in any case. */
const LIMIT_MS = 30_000;

/**
 * Runs `handler` once, at the first SIGTERM, SIGINT or SIGHUP, or when the launcher that holds the other end of the IPC
 * channel is gone; then ends the process: with 0, or with 1 when the handler fails or takes over 30 seconds.
 *
 * Later signals change nothing: Ctrl-C reaches npm, launcher and server at once, and the launcher passes its own on.
 */
export function onStop(handler: () => Promise<unknown>): void {
  let isStopping = false;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  // Listening to the channel must not keep a process alive that did not start.
  process.channel?.unref();

  function stop(): void {
    if (isStopping) return;
    isStopping = true;
    setTimeout(
      () => end(new Error(`Not everything ended within ${LIMIT_MS / 1000} seconds.`)),
      LIMIT_MS,
    ).unref();
    handler().then(() => process.exit(0), end);
  }
}

function end(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
