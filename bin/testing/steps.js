import { run } from '../prepare/children.js';
import { inRoot } from '../prepare/places.js';
import { playwrightFailures, readPlaywright, readVitest, vitestFailures } from './reports.js';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 * @typedef {Count & { failures: string[] }} Outcome and what failed, a line each
 * @typedef {{ name: string, what: string, run: (report: string) => Promise<Outcome> }} Step `report`: a file to write to
 */

/** In the order in which they run. @type {Step[]} */
export const STEPS = [
  {
    name: 'types',
    what: 'TypeScript in server, guard, e2e, bench and web',
    run: () =>
      check(
        ['server', 'tsc', '--noEmit'],
        ['guard', 'tsc', '--noEmit'],
        ['e2e', 'tsc', '--noEmit'],
        ['bench', 'tsc', '--noEmit'],
        ['web', 'vue-tsc', '--noEmit'],
      ),
  },
  {
    name: 'lint',
    what: 'ESLint and Prettier',
    run: () => check(['.', 'eslint', '.'], ['.', 'prettier', '--check', '.']),
  },
  { name: 'server', what: 'Vitest in server', run: (report) => vitest('server', report) },
  { name: 'guard', what: 'Vitest in guard', run: (report) => vitest('guard', report) },
  { name: 'bench', what: 'Vitest in bench; nothing is measured', run: (report) => vitest('bench', report) },
  { name: 'web', what: 'Vitest in web', run: (report) => vitest('web', report) },
  { name: 'e2e', what: 'Playwright in e2e', run: playwright },
];

/**
 * Several programs that count as one check together. All of them run, whatever the first says.
 *
 * @param {string[][]} programs folder, program and arguments
 * @returns {Promise<Outcome>}
 */
async function check(...programs) {
  const failures = [];
  for (const [folder = '.', program = '', ...args] of programs) {
    console.log(`--- ${program} ${args.join(' ')} (${folder})`);
    const { code } = await runTool(folder, program, args);
    if (code !== 0) failures.push(`${program} ${args.join(' ')} (${folder})`);
  }
  const isFine = failures.length === 0;
  return { passed: Number(isFine), failed: Number(!isFine), skipped: 0, failures };
}

/**
 * @param {string} member
 * @param {string} report
 */
async function vitest(member, report) {
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runTool(member, 'vitest', args);
  return { ...readVitest(report, code), failures: vitestFailures(report) };
}

/** @param {string} report */
async function playwright(report) {
  const { code } = await runTool('e2e', 'playwright', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  return { ...readPlaywright(report, code), failures: playwrightFailures(report) };
}

/**
 * @param {string} member
 * @param {string} tool
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function runTool(member, tool, args, env = {}) {
  const bin = inRoot(member, 'node_modules', '.bin');
  // tsc is the workspace's own where a member has none.
  return run(tool, args, { cwd: inRoot(member), env, paths: [bin, inRoot('node_modules', '.bin')] });
}
