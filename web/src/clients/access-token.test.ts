import { expect, it } from 'vitest';
import { decodeClaims } from './access-token.ts';

it('reads the claims of an access token, whatever their letters (N-59)', () => {
  const claims = { sub: 'cli_8Yk2', scope: 'read create', exp: 1_800_000_000, org: 'Peñón 🔑 ÿ?>' };
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  expect(decodeClaims(`e30.${payload}.c2lnbmF0dXJl`)).toEqual(claims);
});

it.each(['', 'opaque', 'a.b', 'a.!.c'])('refuses %j, which is no JWT', (text) => {
  expect(() => decodeClaims(text)).toThrow();
});
