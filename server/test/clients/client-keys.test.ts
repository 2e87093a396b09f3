import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readClientKeys } from '../../src/clients/client-keys.ts';

const ec = (namedCurve: string) => publicJwk(generateKeyPairSync('ec', { namedCurve }));
const rsa = (modulusLength: number) => publicJwk(generateKeyPairSync('rsa', { modulusLength }));
const publicJwk = ({ publicKey }: { publicKey: import('node:crypto').KeyObject }) =>
  publicKey.export({ format: 'jwk' }) as Record<string, unknown>;

const p256 = ec('P-256');
const rsa2048 = rsa(2048);
const ed25519 = publicJwk(generateKeyPairSync('ed25519'));
const privateJwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
const withModulus = (bytes: number, e = 'AQAB') => {
  const modulus = randomBytes(bytes);
  modulus[0] = 0xff;
  modulus[bytes - 1] = 0xff;
  return { kty: 'RSA', n: modulus.toString('base64url'), e };
};

const read = (...keys: unknown[]) => readClientKeys(JSON.stringify({ keys }));

describe('public keys that are accepted', () => {
  test.each<[string, Record<string, unknown>]>([
    ['EC on P-256', p256],
    ['EC on P-384', ec('P-384')],
    ['EC on P-521', ec('P-521')],
    ['Ed25519', ed25519],
    ['RSA of 2048 bits', rsa2048],
    ['RSA of 8192 bits', withModulus(1024)],
    ['with kid, use, alg and key_ops', { ...p256, kid: 'a', use: 'sig', alg: 'ES256', key_ops: ['verify'] }],
    ['Ed25519 under its older name', { ...ed25519, alg: 'EdDSA' }],
  ])('%s', (_, key) => {
    expect(read(key)).toEqual({ jwks: { keys: [key] } });
  });

  test('ten of them, some without a kid', () => {
    const keys = Array.from({ length: 10 }, (_, n) => (n < 8 ? { ...p256, kid: String(n) } : p256));
    expect(read(...keys)).toEqual({ jwks: { keys } });
  });

  test('without what is no part of the key', () => {
    expect(read({ ...p256, kid: 'a', x5c: ['MII'], x5u: 'https://app.example', name: 'x' })).toEqual({
      jwks: { keys: [{ ...p256, kid: 'a' }] },
    });
  });
});

describe('what is refused as public keys', () => {
  test.each<[string, string, RegExp]>([
    ['nothing', '', /not JSON/],
    ['an address', 'https://app.example/jwks.json', /not JSON/],
    ['PEM', '-----BEGIN PUBLIC KEY-----', /not JSON/],
    ['a key that is in no set', JSON.stringify(p256), /list of keys/],
    ['a list', JSON.stringify([p256]), /list of keys/],
    ['null', 'null', /list of keys/],
    ['more than 32 KiB', JSON.stringify({ keys: [p256], x: 'x'.repeat(33_000) }), /longer/],
  ])('%s', (_, text, message) => {
    expect(readClientKeys(text)).toEqual({
      field: 'jwks',
      code: 'INVALID_JWKS',
      message: expect.stringMatching(message),
    });
  });

  test.each<[string, unknown[], RegExp]>([
    ['no key', [], /1 to 10 keys; these are 0/],
    ['eleven keys', Array(11).fill(p256), /1 to 10 keys; these are 11/],
    ['a key that is null', [null], /Key 1 is not an object/],
    ['a key that is a list', [[p256]], /Key 1 is not an object/],
    ['a private key', [p256, privateJwk], /Key 2 holds its private half/],
    ['a shared secret', [{ kty: 'oct', k: 'c2VjcmV0' }], /Key 1 holds its private half/],
    ['RSA with one private member', [{ ...rsa2048, dp: 'AQAB' }], /private half/],
    [
      'two keys with one kid',
      [
        { ...p256, kid: 'a' },
        { ...ed25519, kid: 'a' },
      ],
      /same kid/,
    ],
    ['a kid that is a number', [{ ...p256, kid: 1 }], /kid of Key 1/],
    ['an empty kid', [{ ...p256, kid: '' }], /kid of Key 1/],
    ['a kid with a control character', [{ ...p256, kid: 'a\n' }], /kid of Key 1/],
    ['a key for encryption', [{ ...p256, use: 'enc' }], /use must be "sig"/],
    ['a key to sign with', [{ ...p256, key_ops: ['sign'] }], /key_ops/],
    ['key_ops that is a text', [{ ...p256, key_ops: 'verify' }], /key_ops/],
    ['an alg of another curve', [{ ...p256, alg: 'ES384' }], /alg of Key 1 does not fit it: ES256,/],
    ['an alg of a MAC', [{ ...rsa2048, alg: 'HS256' }], /alg of Key 1/],
    ['an alg to encrypt with', [{ ...rsa2048, alg: 'RSA-OAEP' }], /alg of Key 1/],
    [
      'a curve of another standard',
      [publicJwk(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }))],
      /no kind/,
    ],
    ['a key to agree on', [publicJwk(generateKeyPairSync('x25519'))], /no kind/],
    ['Ed448', [publicJwk(generateKeyPairSync('ed448'))], /no kind/],
    ['a curve under another type', [{ ...p256, kty: 'OKP' }], /no kind/],
    ['a type of JavaScript', [{ kty: 'EC', crv: 'constructor' }], /no kind/],
    ['EC without y', [{ ...p256, y: undefined }], /not a public key/],
    ['a point beside the curve', [{ ...p256, y: p256['x'] }], /not a public key/],
    ['RSA without e', [{ ...rsa2048, e: undefined }], /not a public key/],
    ['RSA of 1024 bits', [rsa(1024)], /1024 bits/],
    ['RSA of 16384 bits', [withModulus(2048)], /16384 bits/],
    ['RSA with the exponent 1', [withModulus(256, 'AQ')], /exponent/],
    ['RSA with the exponent 3', [withModulus(256, 'Aw')], /exponent/],
    [
      'RSA with a vast exponent',
      [withModulus(256, randomBytes(200).toString('base64url'))],
      /exponent|not a public key/,
    ],
  ])('%s', (_, keys, message) => {
    expect(read(...keys)).toEqual({
      field: 'jwks',
      code: 'INVALID_JWKS',
      message: expect.stringMatching(message),
    });
  });
});

test('the words about bad keys repeat nothing of them', () => {
  const text = JSON.stringify(read({ ...privateJwk, kid: 'canary' }, { ...p256, alg: 'canary' }));
  expect(text).not.toContain(String(privateJwk.d));
  expect(text).not.toContain('canary');
});
