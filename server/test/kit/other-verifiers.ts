import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from './temporary.ts';

/** What a verifier is to believe. */
export type Expected = { jwksUri: string; issuer: string; audience: string };

/** A program of others that verifies a token: its subject, or null where it is refused. */
export type Verify = (token: string, expected: Expected) => Promise<string | null>;

/** A verifier that this machine has, or why it cannot be had. */
export type Verifier = { verify: Verify } | { missing: string };

/** PyJWT under any Python of the machine (Debian: `python3-jwt` and `python3-cryptography`). */
export async function findPyJwt(): Promise<Verifier> {
  for (const python of ['python3', '/usr/bin/python3']) {
    const { code } = await run(python, ['-c', 'import jwt, cryptography']);
    if (code === 0) return { verify: (token, expected) => verifyInPython(python, token, expected) };
  }
  return { missing: 'no Python here has PyJWT' };
}

/** The `jose` program (Debian: `jose`), which verifies signatures and reads no claims. */
export async function findJose(): Promise<Verifier> {
  const found = await promisify(execFile)('jose', ['alg']).catch(() => undefined);
  return found ? { verify: verifyByJose } : { missing: 'there is no jose on this machine' };
}

async function verifyInPython(python: string, token: string, expected: Expected): Promise<string | null> {
  const { code, output } = await run(python, ['-c', pythonVerifier], JSON.stringify({ token, ...expected }));
  if (code !== 0) throw new Error(output);
  return JSON.parse(output);
}

/** As PyJWT's guide has it, and RFC 9068, section 4, for the type, which PyJWT leaves to its caller. */
const pythonVerifier = `
import json, sys, jwt
given = json.load(sys.stdin)
token = given["token"]
try:
    if jwt.get_unverified_header(token).get("typ") != "at+jwt":
        raise jwt.InvalidTokenError("typ")
    key = jwt.PyJWKClient(given["jwksUri"]).get_signing_key_from_jwt(token)
    claims = jwt.decode(token, key.key, algorithms=["ES256"], audience=given["audience"], issuer=given["issuer"])
    print(json.dumps(claims["sub"]))
except jwt.PyJWTError:
    print("null")
`;

async function verifyByJose(token: string, { jwksUri }: Expected): Promise<string | null> {
  const keys = path.join(await temporaryFolder('llavero-jose-'), 'jwks.json');
  await writeFile(keys, await (await fetch(jwksUri)).text());
  const { code, output } = await run('jose', ['jws', 'ver', '-i', '-', '-k', keys, '-O', '-'], token);
  return code === 0 ? JSON.parse(output).sub : null;
}

/** `code` is null where there is no such program. */
async function run(
  program: string,
  args: string[],
  input = '',
): Promise<{ code: number | null; output: string }> {
  const child = spawn(program, args);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  // Who refuses at once reads no input.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  try {
    const [code] = await once(child, 'close');
    return { code, output };
  } catch (error) {
    return { code: null, output: String(error) };
  }
}
