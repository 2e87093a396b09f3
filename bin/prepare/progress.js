const SPINNER = ['|', '/', '-', '\\'];

/**
 * Tells on standard error that something is being done: a moving line on a terminal, plain lines elsewhere.
 *
 * @template T
 * @param {string} what for example `Installing the packages`
 * @param {() => Promise<T>} act
 * @returns {Promise<T>}
 */
export async function withProgress(what, act) {
  const since = Date.now();
  const seconds = () => Math.round((Date.now() - since) / 1000);
  const isTerminal = process.stderr.isTTY;
  let turn = 0;
  if (!isTerminal) say(`${what} ...\n`);
  const timer = isTerminal
    ? setInterval(() => say(`\r${SPINNER[turn++ % SPINNER.length]} ${what} ... ${seconds()} s `), 200)
    : setInterval(() => say(`${what} ... ${seconds()} s\n`), 10_000);
  try {
    const result = await act();
    say(`${isTerminal ? '\r\x1b[K' : ''}${what}: done in ${seconds()} s\n`);
    return result;
  } catch (error) {
    if (isTerminal) say('\r\x1b[K');
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** @param {string} text */
function say(text) {
  process.stderr.write(text);
}
