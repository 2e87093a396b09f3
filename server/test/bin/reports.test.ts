import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../kit/temporary.ts';
import { fromBin } from './from-bin.ts';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}
type Read = (file: string, exitCode: number) => Count;
type Failures = (file: string) => string[];
const { readVitest, readPlaywright, vitestFailures, playwrightFailures } = await fromBin<{
  readVitest: Read;
  readPlaywright: Read;
  vitestFailures: Failures;
  playwrightFailures: Failures;
}>('testing/reports.js');
const { lastLine } = await fromBin<{ lastLine: (counts: Count[]) => string }>('testing/summary.js');

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('llavero-reports-');
});
afterAll(() => rm(folder, { recursive: true }));

async function written(report: unknown): Promise<string> {
  const file = path.join(folder, 'report.json');
  await writeFile(file, typeof report === 'string' ? report : JSON.stringify(report));
  return file;
}

function vitest(parts: object) {
  return {
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [],
    ...parts,
  };
}

function playwright(parts: object) {
  return { stats: { expected: 3, flaky: 0, unexpected: 0, skipped: 0, ...parts } };
}

describe("Vitest's report", () => {
  test.for([
    ['all is well', vitest({}), 0, { passed: 3, failed: 0, skipped: 0 }],
    ['tests fail', vitest({ numFailedTests: 2 }), 1, { passed: 3, failed: 2, skipped: 0 }],
    [
      'tests are left out',
      vitest({ numPendingTests: 1, numTodoTests: 1 }),
      0,
      { passed: 3, failed: 0, skipped: 2 },
    ],
    [
      'a file cannot be loaded',
      vitest({ testResults: [{ status: 'failed', assertionResults: [] }] }),
      1,
      { passed: 3, failed: 1, skipped: 0 },
    ],
    ['an error happens outside of every test', vitest({}), 1, { passed: 3, failed: 1, skipped: 0 }],
    ['it is cut off', '{"numPassedTests": 3', 137, { passed: 0, failed: 1, skipped: 0 }],
  ] as const)('is counted when %s', async ([, report, exitCode, count]) => {
    expect(readVitest(await written(report), exitCode)).toEqual(count);
  });

  test('names what failed, and how its error begins', async () => {
    const file = await written(
      vitest({
        testResults: [
          {
            name: 'server/test/broken.test.ts',
            status: 'failed',
            message: 'No such file\nmore',
            assertionResults: [],
          },
          {
            name: 'server/test/judge.test.ts',
            status: 'failed',
            message: '',
            assertionResults: [
              { status: 'passed', fullName: 'lets pass', failureMessages: [] },
              {
                status: 'failed',
                fullName: 'refuses',
                failureMessages: ['Error: expected 1\n    at judge.ts'],
              },
            ],
          },
        ],
      }),
    );
    expect(vitestFailures(file)).toEqual([
      'server/test/broken.test.ts › No such file',
      'server/test/judge.test.ts › refuses › Error: expected 1',
    ]);
  });

  test('that is missing counts as one failure', () => {
    expect(readVitest(path.join(folder, 'missing.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(vitestFailures(path.join(folder, 'missing.json'))).toEqual([]);
  });
});

describe("Playwright's report", () => {
  test.for([
    ['all is well', playwright({}), 0, { passed: 3, failed: 0, skipped: 0 }],
    ['journeys fail', playwright({ unexpected: 2 }), 1, { passed: 3, failed: 2, skipped: 0 }],
    ['one passes at the second attempt', playwright({ flaky: 1 }), 0, { passed: 4, failed: 0, skipped: 0 }],
    ['the browser cannot be started', playwright({ expected: 0 }), 1, { passed: 0, failed: 1, skipped: 0 }],
  ] as const)('is counted when %s', async ([, report, exitCode, count]) => {
    expect(readPlaywright(await written(report), exitCode)).toEqual(count);
  });
});

test("Playwright's report names the journeys that failed, however deep", async () => {
  const failed = { ok: false, file: 'looks.test.ts', title: 'fits' };
  const deep = {
    ...failed,
    tests: [{ results: [{ error: { message: '\u001B[31mtoo wide\u001B[39m\nat 360' } }] }],
  };
  const passed = { ok: true, file: 'looks.test.ts', title: 'speaks', tests: [{ results: [{}] }] };
  const file = await written({
    ...playwright({}),
    suites: [{ specs: [passed], suites: [{ specs: [deep] }] }],
  });
  expect(playwrightFailures(file)).toEqual(['looks.test.ts › fits › too wide']);
});

describe('the last line', () => {
  test('sums up', () => {
    const counts = [
      { passed: 10, failed: 0, skipped: 0 },
      { passed: 1, failed: 2, skipped: 0 },
    ];
    expect(lastLine(counts)).toBe('11 passed, 2 failed');
    expect(lastLine([...counts, { passed: 0, failed: 0, skipped: 3 }])).toBe(
      '11 passed, 2 failed, 3 skipped',
    );
  });
});
