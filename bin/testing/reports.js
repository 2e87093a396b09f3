import { readFileSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { inRoot } from '../prepare/places.js';

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

/**
 * What failed in Vitest's report, a line each: where, the test, and how its first error begins.
 *
 * @param {string} file
 * @returns {string[]}
 */
export function vitestFailures(file) {
  return (readReport(file)?.testResults ?? []).flatMap(
    (/** @type {any} */ { name, message, assertionResults }) => {
      const failed = assertionResults.filter((/** @type {any} */ result) => !isNoFailure(result));
      return failed.length === 0 && message
        ? [failure(name, '', message)]
        : failed.map((/** @type {any} */ each) => failure(name, each.fullName, each.failureMessages[0]));
    },
  );
}

/**
 * What failed in Playwright's report, as {@link vitestFailures} says it.
 *
 * @param {string} file
 * @returns {string[]}
 */
export function playwrightFailures(file) {
  return specsOf(readReport(file) ?? {})
    .filter(({ ok }) => !ok)
    .map(({ file: place, title, tests }) => failure(place, title, tests[0]?.results.at(-1)?.error?.message));
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
 * @param {any} suite
 * @returns {any[]} its specs, and those of all suites within
 */
function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

/**
 * @param {string} place
 * @param {string} title
 * @param {string} [message]
 */
function failure(place, title, message = '') {
  const [reason = ''] = stripVTControlCharacters(message).split('\n');
  return [isAbsolute(place) ? relative(inRoot('.'), place) : place, title, reason]
    .filter(Boolean)
    .join(' › ');
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
