import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { connectDatabase, type Db } from '../../src/database/connect.ts';
import { startEmbeddedDatabase } from '../../src/database/embedded.ts';
import { migrate } from '../../src/database/migrate.ts';
import { findOrMakeKeyFile } from '../../src/master-key-file.ts';
import { masterKeyOf } from '../../src/master-key.ts';
import { changeKeys, readKeys } from '../../src/tokens/key-store.ts';
import { prepareKeys } from '../../src/tokens/prepare-keys.ts';
import { openKeys } from '../../src/tokens/opened-keys.ts';
import { signedHeaders } from '../../src/webhooks/signing-secret.ts';
import { startOn, stranger } from '../kit/llavero.ts';
import { createTestDatabase, type TestDatabase } from '../kit/postgres.ts';
import { silentLog, temporaryFolder } from '../kit/temporary.ts';
import { rotateWebhookSecretDocument, setWebhookTo } from '../kit/webhook-story.ts';

const oldKey = 'old-'.repeat(10);
const newKey = 'new-'.repeat(10);

/** The command, as `npm run master-key:change` runs it: its exit code and all that it prints. */
async function change(env: Record<string, string>): Promise<{ code: number; said: string }> {
  const script = path.join(import.meta.dirname, '../../src/tokens/change-master-key.ts');
  const run = promisify(execFile)(process.execPath, [script], { env });
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error) => ({ code: error.code, said: error.stdout + error.stderr }),
  );
}

describe('with a database of one’s own', () => {
  let database: TestDatabase;
  let env: Record<string, string>;

  beforeEach(async () => {
    database = await createTestDatabase(inject('adminUrl'), inject('template'));
    env = { DATABASE_URL: database.url, LLAVERO_MASTER_KEY: oldKey, LLAVERO_NEW_MASTER_KEY: newKey };
  });
  afterEach(() => database.drop());

  test(
    'P-69: the keys and the signing secrets of webhooks stay, sessions end, and the old master key opens nothing',
    { timeout: 180_000 },
    async () => {
      const before = await startOn(database.url, { LLAVERO_MASTER_KEY: oldKey });
      const owner = await before.signIn('OWNER');
      await owner.execute(
        `mutation { inviteAdministrator(input: { email: "eva@example.com", role: ADMIN }) { __typename } }`,
      );
      const { signingSecret } = await setWebhookTo(owner, 'https://hooks.example.com/');
      const { signingSecret: newSigningSecret } = (await owner.execute(rotateWebhookSecretDocument))
        .rotateWebhookSecret;
      const { kid } = before.signingKeys.current;
      expect(await change(env)).toEqual({
        code: 1,
        said: '\nLlavero is running on this database. Stop every process of it, then ask again.\n\n',
      });
      await before.stop();

      const { code, said } = await change(env);
      expect(said).toMatch(
        /^\n {2}The signing keys are under the new master key\. Ended with the old one: 1 sessions/,
      );
      expect(said).toContain('Start Llavero with the new one as its LLAVERO_MASTER_KEY.');
      expect([code, said.includes(newKey)]).toEqual([0, false]);
      await expect(startOn(database.url, { LLAVERO_MASTER_KEY: oldKey })).rejects.toThrow(
        'The master key does not open',
      );
      const after = await startOn(database.url, { LLAVERO_MASTER_KEY: newKey });
      expect(after.signingKeys.current.kid).toBe(kid);
      const webhook = await after.db.webhook.findFirstOrThrow();
      const message = { id: 'msg_1', body: '{}' };
      const headers = await signedHeaders(webhook, message, after.postOffice.key);
      for (const secret of [signingSecret, newSigningSecret])
        expect(new Webhook(secret).verify(message.body, headers ?? {})).toEqual({});
      expect([await after.db.session.count(), await after.db.invitation.count()]).toEqual([0, 0]);
      expect(await stranger(after.app).execute('{ viewer { id } }')).toEqual({ viewer: null });
      await after.stop();
      expect((await change(env)).said).toContain('The signing keys were under the new master key already.');
    },
  );

  test.each<[string, Record<string, string>, string]>([
    ['without a new key', { LLAVERO_NEW_MASTER_KEY: '' }, 'Set LLAVERO_NEW_MASTER_KEY to the new master key'],
    ['with the same key', { LLAVERO_NEW_MASTER_KEY: oldKey }, 'is the master key that you have'],
    ['with a short key', { LLAVERO_NEW_MASTER_KEY: 'short' }, 'LLAVERO_NEW_MASTER_KEY must have at least 32'],
    [
      'with the wrong old key',
      { LLAVERO_MASTER_KEY: 'wrong'.repeat(8) },
      'The master key does not open the signing',
    ],
  ])('changes nothing %s', async (_, other, sentence) => {
    const llavero = await startOn(database.url, { LLAVERO_MASTER_KEY: oldKey });
    await llavero.stop();
    const { code, said } = await change({ ...env, ...other });
    expect([code, said]).toEqual([1, expect.stringContaining(sentence)]);
    await (await startOn(database.url, { LLAVERO_MASTER_KEY: oldKey })).stop();
  });

  test('has nothing to do before the first start', async () => {
    expect((await change(env)).said).toContain('This database holds no signing keys yet.');
  });
});

describe('with the embedded database and the key in the data folder', () => {
  let folder: string;
  let dataDir: string;

  beforeEach(async () => {
    folder = await temporaryFolder('llavero-master-key-');
    dataDir = path.join(folder, 'data');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** What happens in the database while a Llavero runs on this data folder. */
  async function whileItRuns<T>(act: (db: Db) => Promise<T>): Promise<T> {
    await findOrMakeKeyFile(dataDir);
    const embedded = await startEmbeddedDatabase({ dataDir, log: silentLog, isDurable: false });
    try {
      await migrate(embedded.url, silentLog);
      const db = await connectDatabase(embedded.url);
      return await act(db).finally(() => db.$disconnect());
    } finally {
      await embedded.stop();
    }
  }
  const wrappingKey = async () => masterKeyOf(await findOrMakeKeyFile(dataDir)).derive('signing-keys');

  test('P-69: makes a new key there, and finishes what was interrupted', { timeout: 120_000 }, async () => {
    const file = path.join(dataDir, 'master-key');
    const kid = await whileItRuns(async (db) => {
      const vault = { db, wrappingKey: await wrappingKey(), algorithm: 'ES256' as const };
      await changeKeys(vault, (keys) => prepareKeys(vault, keys));
      expect(await change({ LLAVERO_DATA_DIR: dataDir })).toMatchObject({
        code: 1,
        said: expect.stringContaining('Another Llavero runs on the data folder'),
      });
      return (await openKeys(await readKeys(db), vault.wrappingKey)).signing.get('ES256')?.kid;
    });
    const old = await readFile(file, 'utf8');

    const { code, said } = await change({ LLAVERO_DATA_DIR: dataDir });
    expect([code, said]).toEqual([0, expect.stringContaining('It is in the data folder. Start Llavero.')]);
    const made = await readFile(file, 'utf8');
    expect([made === old, made.trim().length, (await stat(file)).mode & 0o777]).toEqual([false, 43, 0o600]);
    expect((await readdir(dataDir)).filter((name) => name.startsWith('master-key'))).toEqual(['master-key']);

    // As it is when the power fails after the commit and before the new file has its name.
    await rename(file, `${file}.new`);
    await writeFile(file, old);
    const finished = await change({ LLAVERO_DATA_DIR: dataDir });
    expect(finished.said).toContain('The signing keys were under the new master key already.');
    expect(await readFile(file, 'utf8')).toBe(made);
    await whileItRuns(async (db) => {
      expect((await openKeys(await readKeys(db), await wrappingKey())).signing.get('ES256')?.kid).toBe(kid);
    });
  });

  test('asks for a start first where there is no key', async () => {
    await mkdir(dataDir);
    const { code, said } = await change({ LLAVERO_DATA_DIR: dataDir });
    expect([code, said]).toEqual([
      1,
      expect.stringContaining(`There is no master key in ${dataDir}/master-key.`),
    ]);
    expect(await readdir(dataDir)).toEqual([]);
  });
});
