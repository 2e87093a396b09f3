import { requireNode } from './prepare/node-version.js';

requireNode();
const { mkdtempSync, rmSync } = await import('node:fs');
const { tmpdir } = await import('node:os');
const { join } = await import('node:path');
const { endOnSignal } = await import('./prepare/children.js');
const { prepare } = await import('./prepare/prepare.js');
const { STEPS } = await import('./testing/steps.js');
const { failures, lastLine, table } = await import('./testing/summary.js');

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no step ${unknown.join(', ')}. Steps: ${STEPS.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

// A checkout that cannot be prepared is a failure of its own; the last line says so too.
await prepare({ withConsole: true }, () => console.log(lastLine([{ passed: 0, failed: 1, skipped: 0 }])));

const reports = mkdtempSync(join(tmpdir(), 'llavero-reports-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));
endOnSignal();

const results = [];
for (const step of STEPS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`\n=== ${step.name}: ${step.what}\n`);
  const since = Date.now();
  const result = await step.run(join(reports, `${step.name}.json`));
  results.push({ name: step.name, ...result, seconds: (Date.now() - since) / 1000 });
}

console.log(table(results));
console.log(failures(results));
console.log(lastLine(results));
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;
