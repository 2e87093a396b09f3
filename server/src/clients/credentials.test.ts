import fc from '../../test/kit/fast-check.ts';
import { describe, expect, test } from 'vitest';
import {
  couldBeClientId,
  generateClientId,
  generateSecret,
  readSecretId,
  secretHint,
} from './credentials.ts';

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** How often each letter stands in these texts. */
function frequencies(texts: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const letter of texts.join('')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return counts;
}

describe('P-39: what is generated', () => {
  const ids = Array.from({ length: 10_000 }, generateClientId);
  const secrets = Array.from({ length: 10_000 }, generateSecret);

  test('is unique, all of it', () => {
    expect(new Set(ids).size).toBe(10_000);
    expect(new Set(secrets.map(({ secret }) => secret)).size).toBe(10_000);
    expect(new Set(secrets.map(({ secret }) => secret.slice(13, -6))).size).toBe(10_000);
    expect(new Set(secrets.map(({ id }) => id)).size).toBe(10_000);
  });

  test('has its shape, and needs no encoding anywhere', () => {
    for (const id of ids) {
      expect(id).toMatch(/^cli_[0-9A-Za-z]{22}$/);
      expect(couldBeClientId(id)).toBe(true);
    }
    for (const { id, secret } of secrets) {
      expect(secret).toMatch(new RegExp(`^llv_${id}_[0-9A-Za-z]{49}$`));
      expect(encodeURIComponent(secret)).toBe(secret);
      expect(secretHint(id)).toBe(secret.slice(0, 12));
    }
  });

  test('uses every letter about equally, so that 43 of them are 256 bits', () => {
    const counts = frequencies(secrets.map(({ secret }) => secret.slice(13, -6)));
    expect([...counts.keys()].sort()).toEqual([...letters].sort());
    const expected = (10_000 * 43) / 62;
    // Eight standard deviations: once in some 10^13 runs.
    for (const count of counts.values())
      expect(Math.abs(count - expected)).toBeLessThan(8 * Math.sqrt(expected));
    expect(43 * Math.log2(62)).toBeGreaterThan(250);
  });
});

describe('readSecretId', () => {
  test('reads the name of the row back', () => {
    for (let n = 0; n < 1000; n++) {
      const { id, secret } = generateSecret();
      expect(readSecretId(secret)).toBe(id);
    }
  });

  test('finds every change of a single character', () => {
    const { secret } = generateSecret();
    for (let place = 0; place < secret.length; place++) {
      for (const letter of `${letters}_- `) {
        const changed = secret.slice(0, place) + letter + secret.slice(place + 1);
        if (changed !== secret) expect(readSecretId(changed), changed).toBeUndefined();
      }
    }
  });

  test('finds two neighbours that have changed places', () => {
    const { secret } = generateSecret();
    for (let place = 0; place + 1 < secret.length; place++) {
      const [one = '', other = ''] = secret.slice(place, place + 2);
      const changed = secret.slice(0, place) + other + one + secret.slice(place + 2);
      if (changed !== secret) expect(readSecretId(changed), changed).toBeUndefined();
    }
  });

  test('finds a character that is missing, and one too many', () => {
    const { secret } = generateSecret();
    for (let place = 0; place < secret.length; place++) {
      expect(readSecretId(secret.slice(0, place) + secret.slice(place + 1))).toBeUndefined();
      expect(readSecretId(`${secret.slice(0, place)}a${secret.slice(place)}`)).toBeUndefined();
    }
  });

  test('never throws, and takes nothing for a secret that is none', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^llv_\w{8}_\w{49}$/)),
        (text) => {
          expect(readSecretId(text)).toBeUndefined();
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('takes a secret with anything around it for none', () => {
    const { secret } = generateSecret();
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (more) => {
        expect(readSecretId(secret + more)).toBeUndefined();
        expect(readSecretId(more + secret)).toBeUndefined();
      }),
    );
    expect(readSecretId(`${secret}\n`)).toBeUndefined();
  });
});

describe('couldBeClientId', () => {
  test.each(['', ' ', 'a b', 'a\n', 'a\0', 'ñ', '🔑', 'x'.repeat(101)])('spares the database %j', (text) => {
    expect(couldBeClientId(text)).toBe(false);
  });

  test('lets short and visible ASCII through, whatever it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[!-~]{1,100}$/), (text) => {
        expect(couldBeClientId(text)).toBe(true);
      }),
    );
  });
});
