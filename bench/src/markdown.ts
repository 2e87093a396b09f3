import type { Section, Target } from './section.ts';

/** The whole report. `facts` are name and value; `sections` in the order in which they were measured. */
export function report(
  facts: readonly (readonly [string, string])[],
  sections: readonly Section[],
  preamble: readonly string[],
): string {
  const targets = sections.flatMap((section) => section.targets);
  return [
    '# Benchmark',
    ...preamble,
    table(['', ''], facts),
    ...(targets.length > 0
      ? [
          '## Targets',
          table(
            ['target', 'wanted', 'measured', ''],
            targets.map(({ what, wanted, measured, isReached }) => [
              what,
              wanted,
              measured,
              isReached ? 'reached' : '**missed**',
            ]),
          ),
        ]
      : []),
    ...sections.flatMap(({ title, header, rows, notes }) => [`## ${title}`, table(header, rows), ...notes]),
  ]
    .map((block) => `${block}\n`)
    .join('\n');
}

/** A table of GitHub's Markdown; the first column is text, the others are figures. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = header.map((_, column) => (column === 0 ? '---' : '---:'));
  return [line(header), line(rule), ...rows.map(line)].join('\n');
}

/** The targets that were not reached. */
export function missed(sections: readonly Section[]): Target[] {
  return sections.flatMap((section) => section.targets).filter(({ isReached }) => !isReached);
}
