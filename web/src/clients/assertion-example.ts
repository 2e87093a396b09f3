import type { ClientKey } from './client-keys.ts';

/** A program for Node, with `jose` alone, that asks for a token by a private key in PRIVATE_KEY (PKCS #8). */
export function assertionExample(
  clientId: string,
  tokenUrl: string,
  key: Pick<ClientKey, 'algorithm' | 'kid'>,
): string {
  const header = { alg: key.algorithm, ...(key.kid === undefined ? {} : { kid: key.kid }) };
  return `import { SignJWT, importPKCS8 } from 'jose';

const key = await importPKCS8(process.env.PRIVATE_KEY, ${quote(key.algorithm)});
const assertion = await new SignJWT({ jti: crypto.randomUUID() })
  .setProtectedHeader(${JSON.stringify(header)})
  .setIssuer(${quote(clientId)})
  .setSubject(${quote(clientId)})
  .setAudience(${quote(tokenUrl)})
  .setIssuedAt()
  .setExpirationTime('1m')
  .sign(key);

const answer = await fetch(${quote(tokenUrl)}, {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }),
});
console.log(await answer.json());
`;
}

const quote = (text: string) => JSON.stringify(text);
