import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialsOf, mutate, registerClient } from '../kit/client-story.ts';
import { keyOf, keysOf, revokeSigningKeyDocument, rotateInTime } from '../kit/key-story.ts';
import { startBeside, startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let owner: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  owner = await llavero.signIn('OWNER');
});
afterAll(() => llavero.stop());

/** The private member of every key that has signed or will, as `node:crypto` shows it. */
const privateMember = () => String(llavero.signingKeys.current.privateKey.export({ format: 'jwk' }).d);

test('P-69: private halves are in no table, no line of the log and no answer', async () => {
  const secrets = [privateMember()];
  await rotateInTime(llavero, owner);
  secrets.push(privateMember());
  await mutate(owner, revokeSigningKeyDocument, { keyId: (await keyOf(owner, 'CURRENT')).id });
  secrets.push(privateMember());
  const client = await registerClient(owner);
  const everything = JSON.stringify([
    await llavero.db.signingKey.findMany(),
    llavero.logged,
    await keysOf(owner),
    (await llavero.app.inject('/.well-known/jwks.json')).json(),
    (await llavero.token(credentialsOf(client))).json(),
  ]);
  expect(new Set(secrets).size).toBe(3);
  for (const secret of secrets) {
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(everything).not.toContain(secret);
  }
  expect(everything).not.toContain('"d":');
});

test('P-69: a key that signs no more has no private half', async () => {
  const rows = await llavero.db.signingKey.findMany();
  expect(rows.map(({ state, encryptedPrivateJwk }) => [state, encryptedPrivateJwk !== null]).sort()).toEqual([
    ['CURRENT', true],
    ['NEXT', true],
    ['RETIRED', false],
    ['REVOKED', false],
  ]);
  await expect(
    llavero.db.$executeRaw`UPDATE "SigningKey" SET "encryptedPrivateJwk" = 'any' WHERE state = 'RETIRED'`,
  ).rejects.toThrow('SigningKey_private_half');
});

test('P-69: a private half does not open as another key’s', async () => {
  const beside = await startBeside(llavero);
  const swap = () => llavero.db.$executeRaw`
    UPDATE "SigningKey" a SET "encryptedPrivateJwk" = b."encryptedPrivateJwk"
    FROM "SigningKey" b WHERE a.state IN ('NEXT', 'CURRENT') AND b.state IN ('NEXT', 'CURRENT') AND a.id <> b.id`;
  const { kid } = beside.signingKeys.current;
  await swap();
  await expect(startBeside(llavero)).rejects.toThrow('The master key does not open the signing keys');
  await beside.signingKeys.reload();
  expect(beside.signingKeys.current.kid).toBe(kid);
  expect(beside.logged.join()).toContain('the signing keys could not be read; trying again');
  await swap();
  await beside.stop();
});

test('P-69: a wrong master key stops the start with its sentence, and changes nothing', async () => {
  const before = await llavero.db.signingKey.findMany();
  const wrong = { LLAVERO_MASTER_KEY: 'other'.repeat(10), LLAVERO_SIGNING_ALGORITHM: 'EdDSA' };
  await expect(startBeside(llavero, wrong)).rejects.toMatchObject({
    name: 'StartError',
    message:
      'The master key does not open the signing keys in the database. Start with the LLAVERO_MASTER_KEY (or the data folder) they were made with; where a change of the master key was interrupted, run npm run master-key:change again.',
  });
  expect(await llavero.db.signingKey.findMany()).toEqual(before);
});

test('keys without a current one stop the start', async () => {
  const other = await startLlavero();
  try {
    await other.db.signingKey.deleteMany({ where: { state: 'CURRENT' } });
    await expect(startBeside(other)).rejects.toThrow(
      'The database holds signing keys, but none of them signs. Restore it from a backup.',
    );
  } finally {
    await other.stop();
  }
});
