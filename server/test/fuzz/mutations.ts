import fc, { type Arbitrary } from 'fast-check';

/** Text of every kind: noise, all of Unicode, halves of characters, and what other parsers stumble over. */
export const noise: Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'binary-ascii', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('\uD800', '\uDC00', '🔑', '\u202E', '\0', '%', '+', '"', '\\'),
    maxLength: 8,
  }),
  fc.constantFrom(
    ...['__proto__', 'constructor', 'toString', 'null', 'undefined', 'NaN', '-1', '1e999', '[object Object]'],
    ...[
      "' OR 1=1 --",
      '<script>alert(1)</script>',
      '%00',
      '%C3%28',
      '%w',
      '..%2f..%2f',
      '\r\nSet-Cookie: a=b',
    ],
  ),
  fc.string({ minLength: 1, maxLength: 4 }).map((text) => text.repeat(2000)),
);

/** JSON of every kind; deep at times. */
export const anyJson: Arbitrary<unknown> = fc.oneof(
  noise,
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, 2 ** 53, [], {}, '', [null], { a: { b: [] } }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** The text as it is, a little changed, or with something in its place. */
export const mutated = (text: string): Arbitrary<string> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(text) }, { weight: 5, arbitrary: changed(text) }, noise);

/** Something of the text is other than it was. */
export const changed = (text: string): Arbitrary<string> => {
  const place = fc.nat({ max: Math.max(0, text.length - 1) });
  return fc.oneof(
    place.map((at) => text.slice(0, at) + flipped(text.charAt(at)) + text.slice(at + 1)),
    place.map((at) => text.slice(0, at)),
    place.map((at) => text.slice(at)),
    fc.tuple(place, place).map(([from, to]) => text.slice(0, from) + text.slice(to)),
    fc.tuple(place, noise).map(([at, more]) => text.slice(0, at) + more + text.slice(at)),
    fc.constantFrom(` ${text}`, `${text} `, `${text}\n`, `"${text}"`, `${text}${text}`, `${text}\0`, ''),
    fc.constantFrom(text.toUpperCase(), text.toLowerCase(), encodeURIComponent(encodeURIComponent(text))),
  );
};

const flipped = (character: string): string =>
  character === '' ? '' : String.fromCharCode(character.charCodeAt(0) ^ 1);
