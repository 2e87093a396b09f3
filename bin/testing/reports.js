import { readFileSync } from 'node:fs';

/** @typedef {import('./steps.js').Count} Count */

/**
 * What Vitest's JSON report says. A file that could not be loaded counts as one failed test.
 *
 * @param {string} file
 * @param {number} exitCode of Vitest
 * @returns {Count}
 */
export function readVitest(file, exitCode) {
  const report = readReport(file);
  if (!report) return NO_REPORT;
  const broken = report.testResults.filter(
    (/** @type {any} */ each) => each.status === 'failed' && each.assertionResults.every(isNoFailure),
  );
  return withExitCode(exitCode, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

/**
 * What Playwright's JSON report says. A test that passed at a second attempt has passed.
 *
 * @param {string} file
 * @param {number} exitCode of Playwright
 * @returns {Count}
 */
export function readPlaywright(file, exitCode) {
  const report = readReport(file);
  if (!report) return NO_REPORT;
  const { expected, flaky, unexpected, skipped } = report.stats;
  return withExitCode(exitCode, { passed: expected + flaky, failed: unexpected, skipped });
}

/** A runner that crashed counts as one failure. */
const NO_REPORT = { passed: 0, failed: 1, skipped: 0 };

/**
 * A runner that fails without a failed test has a reason: an error outside of every test, or no test at all.
 *
 * @param {number} exitCode
 * @param {Count} count
 * @returns {Count}
 */
function withExitCode(exitCode, count) {
  return exitCode !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/** @param {{ status: string }} result */
function isNoFailure({ status }) {
  return status !== 'failed';
}

/**
 * @param {string} file
 * @returns {any} the report, or nothing when it is missing or cut off
 */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
