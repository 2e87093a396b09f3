import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { onStop } from '../../server/src/lifecycle.ts';
import { startBenchDatabase } from './database.ts';
import { groups, longGroups } from './groups.ts';
import { describeMachine } from './machine.ts';
import { missed, report } from './markdown.ts';
import { fullScale, quickScale } from './scale.ts';
import type { Section } from './section.ts';

const resultsFile = path.resolve(import.meta.dirname, '../RESULTS.md');

/** Measures the groups that were asked for (all), one after the other, and writes down what was found. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      processes: { type: 'string', default: '1' },
      minutes: { type: 'string' },
    },
  });
  const known = [...groups, ...longGroups];
  const isWhole = positionals.length === 0;
  const wanted = isWhole ? groups : known.filter(({ name }) => positionals.includes(name));
  const unknown = positionals.filter((name) => !known.some((group) => group.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no group ${unknown.join(', ')}. Groups: ${known.map(({ name }) => name).join(', ')}.`,
    );
    process.exitCode = 2;
    return;
  }
  const usual = values.quick ? quickScale : fullScale;
  const scale = {
    ...usual,
    processes: Number(values.processes),
    soakMinutes: Number(values.minutes ?? usual.soakMinutes),
  };
  const facts = describeMachine();
  const since = Date.now();
  const sections: Section[] = [];
  const database = await startBenchDatabase();
  onStop(database.stop);
  try {
    for (const { name, what, run } of wanted) {
      console.log(`\n=== ${name}: ${what}`);
      const begun = Date.now();
      const bench = { scale, database, say: (progress: string) => console.log(`  ${progress}`) };
      sections.push(await run(bench).catch((error: Error) => notMeasured(what, error)));
      console.log(`  done in ${seconds(begun)} s`);
    }
  } finally {
    await database.stop();
  }
  facts.push(['took', `${seconds(since)} s`]);
  const text = report(facts, sections, preamble(values.quick, isWhole));
  console.log(`\n${text}`);
  // What was measured in part, or too shortly, is for whoever asked and not for the record.
  if (!values.quick && isWhole) writeFileSync(resultsFile, text);
  else console.log(`Not written to ${resultsFile}: this was ${values.quick ? 'a quick run' : 'a part'}.`);
  for (const { what, measured, wanted } of missed(sections))
    console.log(`MISSED: ${what}: ${measured}, wanted ${wanted}`);
}

/** A group that fails takes its own table with it and no other. */
function notMeasured(what: string, error: Error): Section {
  console.error(error);
  process.exitCode = 1;
  const target = { what, wanted: 'to be measured', measured: error.message, isReached: false };
  return { title: what, header: ['not measured'], rows: [[error.message]], notes: [], targets: [target] };
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000);
}

function preamble(isQuick: boolean, isWhole: boolean): string[] {
  return [
    'Written by `npm run bench`. Each figure is the median of several rounds in which all contenders of a table took turns on one machine. CPU is the time of the processor that the processes of the server used (user and system, all threads), without the load generator and the database; it is steadier than requests per second. docs/en/operators.md says how to read this.',
    ...(isQuick
      ? ['**A quick run**, with small counts and short rounds: for development, not for the record.']
      : []),
    ...(isWhole ? [] : ['**A part of the benchmark**, not all of it.']),
  ];
}

await main();
