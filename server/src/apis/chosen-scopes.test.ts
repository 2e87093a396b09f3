import fc from '../../test/kit/fast-check.ts';
import { expect, test } from 'vitest';
import { readChosenScopes } from './chosen-scopes.ts';
import { defaultScopes } from './default-api.ts';

const known = defaultScopes.map(({ name }) => name);
const anyOf = fc.subarray(known, { minLength: 1 });
const unknown = fc.string({ unit: 'binary' }).filter((name) => !known.includes(name));

test('the four that the guide names are there, in its order', () => {
  expect(known).toEqual(['read', 'create', 'update', 'delete']);
});

test('order and doubles mean nothing', () => {
  fc.assert(
    fc.property(anyOf, anyOf, (some, more) => {
      const chosen = known.filter((name) => some.includes(name) || more.includes(name));
      expect(readChosenScopes([...some, ...more], known)).toEqual({ scopes: chosen });
      expect(readChosenScopes([...more.toReversed(), ...some], known)).toEqual({ scopes: chosen });
    }),
  );
});

test('one unknown name is enough to refuse them all, and is named', () => {
  fc.assert(
    fc.property(fc.subarray(known), unknown, fc.nat(), (some, name, place) => {
      const asked = some.toSpliced(place % (some.length + 1), 0, name);
      expect(readChosenScopes(asked, known)).toEqual({
        field: 'scopes',
        code: 'UNKNOWN_SCOPE',
        message: expect.stringContaining(JSON.stringify(name.slice(0, 50))),
      });
    }),
  );
});

test('names are taken as they are', () => {
  for (const name of ['Read', ' read', 'read ', 'read create', '', 'toString', '__proto__']) {
    expect(readChosenScopes([name], known)).toMatchObject({ code: 'UNKNOWN_SCOPE' });
  }
});

test('a refusal stays short, however much was asked', () => {
  const names = Array.from({ length: 10_000 }, (_, n) => `${n}`.padEnd(1000, 'x'));
  const refused = readChosenScopes(names, known);
  expect('message' in refused && refused.message.length).toBeLessThan(500);
});
