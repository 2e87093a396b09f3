import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectToRunningEmbedded } from '../../src/database/embedded.ts';
import { query } from '../database/data-folders.ts';
import type { RegisteredClient } from '../kit/client-story.ts';
import {
  askForToken,
  ownerSettings,
  readinessOf,
  send,
  signInAt,
  verify,
  type Answer,
  type DistantAdministrator,
} from '../kit/from-outside.ts';
import { createClientDocument, portal } from '../kit/client-story.ts';
import { startProgram, type LlaveroProcess } from '../kit/process.ts';
import { temporaryFolder } from '../kit/temporary.ts';

const folder = await temporaryFolder('llavero-full-');
const why = mountSmallDisk();
if (why) await rm(folder, { recursive: true });

describe.skipIf(why !== '')(`P-190: a full disk${why}`, () => {
  let program: LlaveroProcess;
  let admin: DistantAdministrator;
  let client: RegisteredClient;
  let token: string;

  beforeAll(async () => {
    const settings = { LLAVERO_DATA_DIR: path.join(folder, 'data'), LLAVERO_STALE_SECONDS: '600' };
    program = await startProgram({ ...settings, ...ownerSettings });
    admin = await signInAt(program.url);
    client = await admin.register('Known before');
    token = (await askForToken(program.url, client)).json().access_token;
  }, 400_000);
  afterAll(async () => {
    await program?.stop();
    execFileSync('umount', [folder]);
    await rm(folder, { recursive: true });
  }, 120_000);

  const create = (name: string): Promise<Answer> =>
    admin.graphql(createClientDocument, { input: { ...portal, name, description: 'x'.repeat(500) } });

  /** Creates clients until one is refused; resolves with the names of those that were not, and with the refusal. */
  async function createUntilRefused(prefix: string): Promise<{ created: string[]; refusal: Answer }> {
    const created: string[] = [];
    for (;;) {
      fillDisk();
      const answer = await create(`${prefix} ${created.length}`);
      if (answer.status !== 200) return { created, refusal: answer };
      expect(answer.json().data.createClient.__typename).toBe('CreateClientPayload');
      created.push(`${prefix} ${created.length}`);
    }
  }

  async function expectKnownClientsServed(): Promise<void> {
    expect((await askForToken(program.url, client)).status).toBe(200);
    expect((await verify(program.url, token)).status).toBe(204);
  }

  async function expectAllWellAgain(created: string[], notCreated: string): Promise<void> {
    await expect.poll(() => readinessOf(program.url), { timeout: 120_000 }).toBe('200 ready');
    const { clientId, clientSecret } = await admin.register(`After ${notCreated}`);
    expect((await askForToken(program.url, { clientId, clientSecret })).status).toBe(200);
    await expectKnownClientsServed();
    const url = (await connectToRunningEmbedded(path.join(folder, 'data'))) ?? '';
    const rows = await query(
      url,
      `SELECT c.name, count(s.id)::int AS secrets FROM "Client" c LEFT JOIN "ClientSecret" s ON s."clientId" = c.id GROUP BY c.id`,
    );
    const secrets = new Map(rows.map((row) => [row['name'], row['secrets']]));
    for (const name of created) expect([name, secrets.get(name)]).toEqual([name, 1]);
    expect(secrets.has(notCreated)).toBe(false);
    expect(new Set(secrets.values())).toEqual(new Set([1]));
    expect(program.hasEnded()).toBe(false);
  }

  test('takes no change, says so, serves known clients, and needs no restart afterwards', async () => {
    const { created, refusal } = await createUntilRefused('Filling');
    expect([refusal.status, refusal.headers.get('retry-after')]).toEqual([503, '5']);
    expect(refusal.json()).toMatchObject({
      data: null,
      errors: [{ path: ['createClient'], extensions: { code: 'SERVICE_UNAVAILABLE' } }],
    });
    await expectKnownClientsServed();
    makeRoom();
    await expectAllWellAgain(created, `Filling ${created.length}`);
  }, 600_000);

  test('that stops PostgreSQL itself: every door says 503 or serves on, and the database is back when there is room', async () => {
    await createUntilRefused('Before the stop');
    const url = (await connectToRunningEmbedded(path.join(folder, 'data'))) ?? '';
    // Without room for its log of changes PostgreSQL ends itself, and cannot start again.
    for (let n = 0; n < 3; n++) await query(url, 'SELECT pg_switch_wal()').catch(() => {});
    await create('Stopped by').catch(() => {});
    await expect
      .poll(() => program.output(), { timeout: 120_000 })
      .toMatch(/The database is not back yet: .*the disk is full: make room/);
    await expectKnownClientsServed();
    const stranger = { clientId: 'cli_0000000000000000000000', clientSecret: client.clientSecret };
    const answers = {
      '/token': await askForToken(program.url, stranger),
      '/graphql': await create('While stopped'),
      '/api/auth/sign-in/email': await send(`${program.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'ana@example.com', password: 'whatever it is' }),
      }),
    };
    for (const [door, { status, headers }] of Object.entries(answers)) {
      expect([door, status, headers.get('retry-after')]).toEqual([door, 503, '5']);
    }
    expect(await readinessOf(program.url)).toBe('200 degraded');
    makeRoom();
    await expectAllWellAgain([], 'While stopped');
  }, 600_000);
});

/** A disk of 160 MB in memory. Empty when it is there, otherwise why it is not. */
function mountSmallDisk(): string {
  if (process.getuid?.() !== 0) return ' (skipped: only root may mount a small disk)';
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=755', 'tmpfs', folder], { stdio: 'pipe' });
    return '';
  } catch (error) {
    return ` (skipped: a small disk cannot be mounted here: ${String((error as { stderr?: unknown }).stderr).trim()})`;
  }
}

/** Takes all the room that is left, to the last page. */
function fillDisk(): void {
  const ballast = openSync(path.join(folder, 'ballast'), 'a');
  try {
    for (;;) writeSync(ballast, Buffer.alloc(4096));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(ballast);
  }
}

function makeRoom(): void {
  rmSync(path.join(folder, 'ballast'));
}
