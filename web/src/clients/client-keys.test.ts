import { describe, expect, it } from 'vitest';
import { assertionExample } from './assertion-example.ts';
import { keyLabel, readKeys, storedKeys } from './client-keys.ts';

const p256 = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };
const rsa = (bits: number) => ({ kty: 'RSA', n: 'n'.repeat(Math.ceil(bits / 6)), e: 'AQAB' });
const setOf = (...keys: unknown[]) => JSON.stringify({ keys });

describe('keys that are pasted', () => {
  it.each([
    ['a key on P-256', p256, 'P-256'],
    ['a key with a name', { ...p256, kid: 'portal-2026' }, 'P-256 · portal-2026'],
    ['Ed25519', { kty: 'OKP', crv: 'Ed25519', x: 'x' }, 'Ed25519'],
    ['RSA of 2048 bits', rsa(2048), 'RSA 2048'],
    ['RSA of 4096 bits', { ...rsa(4096), kid: 'a' }, 'RSA 4096 · a'],
  ])('are shown by kind and name: %s', (_, key, label) => {
    expect(storedKeys(setOf(key)).map(keyLabel)).toEqual([label]);
  });

  it.each([
    ['blanks', ' \n', 'REQUIRED'],
    ['PEM', '-----BEGIN PUBLIC KEY-----', 'NOT_JSON'],
    ['half of it', setOf(p256).slice(0, -3), 'NOT_JSON'],
    ['a key in no set', JSON.stringify(p256), 'NOT_A_SET'],
    ['null', 'null', 'NOT_A_SET'],
    ['a private key in no set', JSON.stringify({ ...p256, d: 'd' }), 'PRIVATE_KEY'],
    ['a private key among others', setOf(p256, { ...p256, d: 'd' }), 'PRIVATE_KEY'],
    ['a shared secret', setOf({ kty: 'oct', k: 'k' }), 'PRIVATE_KEY'],
    ['no key', setOf(), 'KEY_COUNT'],
    ['eleven keys', setOf(...Array<object>(11).fill(p256)), 'KEY_COUNT'],
    ['another curve', setOf({ ...p256, crv: 'secp256k1' }), 'UNSUPPORTED_KEY'],
    ['RSA of 1024 bits', setOf(rsa(1024)), 'UNSUPPORTED_KEY'],
    ['no object', setOf(1), 'UNSUPPORTED_KEY'],
    ['one name twice', setOf({ ...p256, kid: 'a' }, { ...rsa(2048), kid: 'a' }), 'SAME_KID'],
  ])('are refused before they are sent: %s', (_, text, problem) => {
    expect(readKeys(text)).toEqual({ problem });
  });
});

it('the example signs as the key wants it, for this client and this server', () => {
  const [key] = storedKeys(setOf({ ...p256, kid: 'portal "2026"', alg: 'ES256' }));
  const example = assertionExample(
    'cli_portal',
    'https://api.example.com/token',
    key ?? { algorithm: '', kid: '' },
  );
  expect(example).toContain(`.setProtectedHeader({"alg":"ES256","kid":"portal \\"2026\\""})`);
  expect(example).toContain('.setAudience("https://api.example.com/token")');
  expect(example.match(/"cli_portal"/g)).toHaveLength(2);
});
