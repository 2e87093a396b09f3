/**
 * @typedef {import('./steps.js').Count} Count
 * @typedef {import('./steps.js').Outcome & { name: string, seconds: number }} Result
 */

/**
 * One line per step.
 *
 * @param {Result[]} results
 */
export function table(results) {
  const rows = results.map(({ name, passed, failed, skipped, seconds }) => [
    name,
    String(passed),
    String(failed),
    String(skipped),
    `${seconds.toFixed(1)} s`,
  ]);
  return ['', ...[['step', 'passed', 'failed', 'skipped', 'time'], ...rows].map(line), ''].join('\n');
}

/**
 * What failed in any step, a line each, so that nobody has to look for it in what the runners printed.
 *
 * @param {Result[]} results
 */
export function failures(results) {
  const lines = results.flatMap((result) => result.failures.map((each) => `- ${result.name}: ${each}`));
  return lines.length > 0 ? ['Failed:', ...lines, ''].join('\n') : '';
}

/**
 * The sum of all steps, as `npm test` ends: `12 passed, 0 failed`, and `, 1 skipped` where some are.
 *
 * @param {Count[]} results
 */
export function lastLine(results) {
  const sum = (/** @type {keyof Count} */ what) => results.reduce((total, result) => total + result[what], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** @param {string[]} cells */
function line([name = '', ...numbers]) {
  return name.padEnd(8) + numbers.map((cell) => cell.padStart(9)).join('');
}
