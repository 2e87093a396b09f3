import { describe, expect, test } from 'vitest';
import { searchKeyMayHold, wordsOf } from './search-words.ts';

describe('what the index of a search is asked', () => {
  test.each<[string, string[], unknown[] | undefined]>([
    ['for three letters', ['por'], ['%por%']],
    ['for each of several texts', ['portal', 'n45'], ['%portal%', '%n45%']],
    ['for two letters where a word begins', [' po'], ['% po%']],
    ['for a part of an address, which is words of its own', ['10.0'], ['%10.0%']],
    ['for letters behind a sign', ['_a'], ['%\\_a%']],
    ['for letters and a sign that stands for itself', ['100%'], ['%100\\%%', ['%']]],
    // PostgreSQL would go through the whole index for these, were it asked for neighbouring letters.
    ['for a sign by itself, not for neighbours', ['%'], [['%']]],
    ['for characters of another script, not for neighbours', ['東京'], [['東', '京']]],
    ['for one letter beside such a character, not for neighbours', ['κa'], [['κ']]],
    ['for an emoji as one character', ['🔑'], [['🔑']]],
    ['nothing for two letters', ['po'], undefined],
    ['nothing for a sign that is plain', ['.'], undefined],
    ['nothing for the end of a word of one letter', ['a.'], undefined],
  ])('%s', (_, texts, values) => {
    expect(searchKeyMayHold(texts, 'a-z0-9 ._')?.values).toEqual(values);
  });
});

test('the words of a search are each once, folded, and can be stored', () => {
  expect(wordsOf(' Ñandú\0nandu\u3000ßE \ud800 ')).toEqual(['nandu', 'sse', '\ufffd']);
  expect(wordsOf(null)).toEqual([]);
});
