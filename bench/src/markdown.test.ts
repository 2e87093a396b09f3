import { expect, test } from 'vitest';
import { report, table } from './markdown.ts';
import { atLeast, below, format } from './section.ts';

test('a figure has three digits', () => {
  expect([0.8349, 1, 12.44, 131.2, 14_249, 0.0123].map((value) => format(value))).toEqual([
    '0.835',
    '1.0',
    '12.4',
    '131',
    '14,200',
    '0.0123',
  ]);
});

test('a table is one line a row, and no cell breaks it', () => {
  expect(table(['what', 'ms'], [['a|b', '1']])).toBe('| what | ms |\n| --- | ---: |\n| a\\|b | 1 |');
});

test('the report says which targets were missed', () => {
  const targets = [atLeast('fast', 0.8, 0.79), below('small', 300, 250, ' MB')];
  const section = { title: 'Tokens', header: ['what'], rows: [['warm']], notes: ['A note.'], targets };
  const text = report([['date', 'today']], [section], ['Said before.']);
  expect(text).toContain('| fast | at least 0.80 | 0.79 | **missed** |');
  expect(text).toContain('| small | below 300 MB | 250 MB | reached |');
  expect(text).toContain('## Tokens\n\n| what |\n| --- |\n| warm |\n\nA note.\n');
});
