import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectToRunningEmbedded } from '../../src/database/embedded.ts';
import { query } from '../database/data-folders.ts';
import { rotateSecretDocument } from '../kit/client-story.ts';
import { askForToken, ownerSettings, signInAt, type DistantAdministrator } from '../kit/from-outside.ts';
import { startProgram, type LlaveroProcess } from '../kit/process.ts';
import { temporaryFolder } from '../kit/temporary.ts';
import { wholeCount } from '../kit/whole-counts.ts';

/** A client as it was acknowledged. `isInDoubt`: the answer to its last rotation never came. */
type Acknowledged = {
  clientId: string;
  name: string;
  secret: string;
  replaced: string[];
  isInDoubt: boolean;
};

let folder: string;
let dataDir: string;
beforeAll(async () => {
  folder = await temporaryFolder('llavero-killed-');
  dataDir = path.join(folder, 'data');
});
afterAll(async () => {
  // Ends the database that the last one may have left.
  const last = await startProgram({ LLAVERO_DATA_DIR: dataDir });
  await last.stop();
  await rm(folder, { recursive: true, force: true });
}, 400_000);

const kills = wholeCount(100);

test(`P-183 P-188: killed by kill -9 ${kills} times while clients are created and rotated: nothing acknowledged is lost, no secret is half changed`, async () => {
  const all: Acknowledged[] = [];
  let touched = new Set<Acknowledged>();
  for (let kill = 1; kill <= kills; kill++) {
    const program = await startProgram({ LLAVERO_DATA_DIR: dataDir, ...ownerSettings });
    for (const client of touched) await expectAsAcknowledged(program.url, client);
    await expectNothingHalf(all);
    const admin = await signInAt(program.url);
    touched = new Set();
    const writers = Array.from({ length: 3 }, (_, writer) =>
      writeUntilKilled(program, admin, `${kill}-${writer}`, all, touched),
    );
    await expect.poll(() => touched.size, { timeout: 120_000 }).toBeGreaterThan(2);
    await sleep(Math.random() * 100);
    // Every fourth time the power fails: PostgreSQL goes with it.
    if (kill % 4 === 0) process.kill(await postmaster(), 'SIGKILL');
    await program.kill();
    await Promise.all(writers);
  }
  const program = await startProgram({ LLAVERO_DATA_DIR: dataDir });
  for (const client of touched) await expectAsAcknowledged(program.url, client);
  await expectNothingHalf(all);
  expect(await program.stop()).toBe(0);
}, 3_600_000);

/** Creates clients and rotates the secrets of its own, until nobody answers. */
async function writeUntilKilled(
  program: LlaveroProcess,
  admin: DistantAdministrator,
  prefix: string,
  all: Acknowledged[],
  touched: Set<Acknowledged>,
): Promise<void> {
  for (let n = 0; !program.hasEnded(); n++) {
    const name = `Written ${prefix}-${n}`;
    const created = await admin.register(name).catch(() => undefined);
    if (!created) return;
    const { clientId, clientSecret: secret } = created;
    const client: Acknowledged = { clientId, name, secret, replaced: [], isInDoubt: false };
    all.push(client);
    touched.add(client);
    client.isInDoubt = true;
    const rotated = await admin.mutate(rotateSecretDocument, { clientId }).catch(() => undefined);
    if (!rotated) return;
    client.isInDoubt = false;
    client.replaced.push(client.secret);
    client.secret = rotated.clientSecret;
  }
}

/** The secret that was acknowledged last works, unless a rotation was under way; those before it do not. */
async function expectAsAcknowledged(url: string, { clientId, ...client }: Acknowledged): Promise<void> {
  const statusOf = async (clientSecret: string) =>
    (await askForToken(url, { clientId, clientSecret })).status;
  const [row] = await secretsOf(clientId);
  const isCommitted = row?.id !== secretId(client.secret);
  if (!client.isInDoubt) expect(isCommitted).toBe(false);
  expect(await statusOf(client.secret)).toBe(isCommitted ? 401 : 200);
  for (const secret of client.replaced) expect(await statusOf(secret)).toBe(401);
}

/** Every client that was acknowledged is there, and every client that is there has one whole secret. */
async function expectNothingHalf(all: Acknowledged[]): Promise<void> {
  const rows = await clientsOf();
  const byId = new Map(rows.map((row) => [row['clientId'], row]));
  for (const { clientId, name, secret, isInDoubt } of all) {
    const row = byId.get(clientId);
    expect(row?.['name']).toBe(name);
    if (!isInDoubt) expect(row?.['secrets']).toEqual([secretId(secret)]);
  }
  for (const { secrets, hashes } of rows as { secrets: string[]; hashes: string[] }[]) {
    expect(secrets).toHaveLength(1);
    expect(hashes[0]).toMatch(/^\$argon2id\$v=19\$m=19456,(t=2,p=1|p=1,t=2)\$[\w+/]{22}\$[\w+/]{43}$/);
  }
}

const clientsOf = () =>
  ask(`SELECT c."clientId", c.name, array_agg(s.id) AS secrets, array_agg(s.hash) AS hashes
    FROM "Client" c LEFT JOIN "ClientSecret" s ON s."clientId" = c.id GROUP BY c.id`);

const secretsOf = (clientId: string) =>
  ask(
    `SELECT s.id FROM "ClientSecret" s JOIN "Client" c ON c.id = s."clientId" WHERE c."clientId" = '${clientId}'`,
  );

async function ask(sql: string): Promise<Record<string, unknown>[]> {
  const url = await connectToRunningEmbedded(dataDir);
  if (!url) throw new Error('the database does not run');
  return query(url, sql);
}

/** The public name of a secret's row. */
const secretId = (secret: string) => secret.slice(4, 12);

async function postmaster(): Promise<number> {
  const file = path.join(dataDir, 'postgres', 'postmaster.pid');
  return Number((await readFile(file, 'utf8')).split('\n')[0]);
}
