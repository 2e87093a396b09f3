import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ExpiringPayload } from '../../src/webhooks/due-notices.ts';
import { registerClient } from '../kit/client-story.ts';
import { freePort } from '../kit/free-port.ts';
import { readSnippets, type Snippet } from '../kit/guide-snippets.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { temporaryFolder } from '../kit/temporary.ts';
import { ageWebhook, secretThatEnds, setWebhookTo, testOf, tick } from '../kit/webhook-story.ts';

/* The receiver of the guide for administrators, as it stands there but for its port. */
let llavero: TestLlavero;
let owner: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero({ LLAVERO_WEBHOOK_ALLOW_PRIVATE: '1' });
  await llavero.webhookClock.stop();
  owner = await llavero.signIn('OWNER');
});
afterAll(() => llavero.stop());

describe.each(['en', 'es'] as const)('the guide for administrators (%s):', (language) => {
  let snippets: Snippet[];
  beforeAll(async () => {
    snippets = await readSnippets('administrators', language);
  });
  const payloadShown = () =>
    JSON.parse(
      snippets.find(({ code }) => code.includes('secret.expiring') && code.startsWith('{'))?.code ?? '{}',
    );

  test('receiver.mjs takes what Llavero sends, and nothing else', async () => {
    await llavero.db.webhook.deleteMany();
    const port = await freePort();
    const url = `http://localhost:${port}/`;
    const { signingSecret } = await setWebhookTo(owner, url);
    await ageWebhook(llavero);
    const receiver = await runReceiver(snippets, port, signingSecret);
    try {
      expect(await testOf(owner)).toMatchObject({ state: 'DELIVERED', statusCode: 204 });
      const { hint } = await secretThatEnds(
        llavero,
        owner,
        await registerClient(owner, { name: `Portal ${language}` }),
        6.5,
      );
      await tick(llavero);
      await vi.waitUntil(() => receiver.said().includes(`Portal ${language}, ${hint}: `), 30_000);
      const forged = new Webhook(`whsec_${btoa('another secret altogether')}`).sign(
        'msg_1',
        new Date(),
        '{}',
      );
      const headers = {
        'webhook-id': 'msg_1',
        'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
        'webhook-signature': forged,
      };
      expect((await fetch(url, { method: 'POST', body: '{}', headers })).status).toBe(400);
    } finally {
      await receiver.stop();
    }
  });

  test('the message that is shown has the shape of those that are sent', async () => {
    const shown = payloadShown() as ExpiringPayload;
    const sent = await llavero.db.webhookDelivery.findFirstOrThrow({ where: { daysBefore: { not: null } } });
    const payload = sent.payload as ExpiringPayload;
    expect(Object.keys(shown).sort()).toEqual(Object.keys(payload).sort());
    expect(Object.keys(shown.data).sort()).toEqual(Object.keys(payload.data).sort());
  });
});

async function runReceiver(snippets: Snippet[], port: number, secret: string) {
  const folder = await temporaryFolder('llavero-receiver-');
  await mkdir(path.join(folder, 'node_modules'));
  const library = path.resolve(import.meta.dirname, '../../node_modules/standardwebhooks');
  await symlink(library, path.join(folder, 'node_modules/standardwebhooks'));
  const { code } = snippets.find(({ file }) => file === 'receiver.mjs') ?? { code: '' };
  await writeFile(path.join(folder, 'receiver.mjs'), code.replace('8080', String(port)));
  const program = spawn(process.execPath, ['receiver.mjs'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], WEBHOOK_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  program.stdout.on('data', (chunk) => (said += chunk));
  const isThere = () =>
    fetch(`http://localhost:${port}/`).then(
      () => true,
      () => false,
    );
  await vi.waitUntil(isThere, { timeout: 30_000, interval: 50 });
  return {
    said: () => said,
    stop() {
      const ended = once(program, 'exit');
      program.kill();
      return ended;
    },
  };
}
