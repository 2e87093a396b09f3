import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createI18n } from 'vue-i18n';
import { chosenLocale } from '../i18n.ts';
import en from './en.ts';
import es from './es.ts';

/** Every text by its key: `ui.close`. */
function flatten(messages: object, path = ''): [string, string][] {
  return Object.entries(messages).flatMap(([name, value]: [string, string | object]): [string, string][] =>
    typeof value === 'string' ? [[path + name, value]] : flatten(value, `${path}${name}.`),
  );
}

const all = { es, en };
const texts = { es: new Map(flatten(es)), en: new Map(flatten(en)) };
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].toSorted();

test('both languages have the same keys', () => {
  expect([...texts.en.keys()].toSorted()).toEqual([...texts.es.keys()].toSorted());
});

describe.each(['es', 'en'] as const)('in %s', (language) => {
  test('no text is empty, and none ends or begins with a blank', () => {
    const wrong = [...texts[language]].filter(([, text]) => text.trim() !== text || text === '');
    expect(wrong).toEqual([]);
  });

  test('every text can be read by vue-i18n', () => {
    const { t } = createI18n({
      legacy: false,
      locale: language,
      messages: { [language]: all[language] },
    }).global;
    for (const key of texts[language].keys()) expect(() => t(key, 2), key).not.toThrow();
  });

  test('no text raises its voice', () => {
    expect([...texts[language]].filter(([, text]) => /[!¡]/.test(text))).toEqual([]);
  });
});

test('both languages fill in the same things', () => {
  for (const [key, text] of texts.es) {
    expect(placeholders(texts.en.get(key) ?? ''), key).toEqual(placeholders(text));
  }
});

test('every text that a component asks for exists', () => {
  const sources = globSync('**/*.{vue,ts}', { cwd: `${import.meta.dirname}/..` });
  const asked = sources.flatMap((file) => {
    const source = readFileSync(`${import.meta.dirname}/../${file}`, 'utf8');
    return [...source.matchAll(/(?:\bt\(|keypath=|title: )['"]([a-z]\w*(?:\.\w+)+)['"]/g)].map(
      ([, key]) => key ?? '',
    );
  });
  expect(asked.length).toBeGreaterThan(100);
  expect([...new Set(asked)].filter((key) => !texts.es.has(key))).toEqual([]);
});

test.each([
  ['en', ['es-CO'], 'en'],
  [null, ['en-GB', 'es'], 'en'],
  [null, ['fr-FR', 'en'], 'en'],
  [null, ['fr-FR', 'de'], 'es'],
  ['xx', ['EN'], 'en'],
  [null, [], 'es'],
] as const)('chosen earlier %s, the browser wants %s: speaks %s', (remembered, preferred, locale) => {
  expect(chosenLocale(remembered, preferred)).toBe(locale);
});
