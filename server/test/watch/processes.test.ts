import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialsOf, registerClient, type RegisteredClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero } from '../kit/llavero.ts';
import { startProcess } from '../kit/process.ts';

let llavero: TestLlavero;
let client: RegisteredClient;

beforeAll(async () => {
  llavero = await startLlavero();
  client = await registerClient(await llavero.signIn('ADMIN'));
});
afterAll(() => llavero.stop());

/** By connections that stay open, as a proxy's do. */
function ask(agent: Agent, url: string, form?: Record<string, string>): Promise<number> {
  const options = form
    ? { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
    : {};
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, ...options }, (response) => {
      text(response).then(() => resolve(response.statusCode ?? 0), reject);
    });
    asked.on('error', reject);
    asked.end(form && new URLSearchParams(form).toString());
  });
}

test('/metrics counts for all processes of an installation, whichever answers', async () => {
  const started = await startProcess(llavero, { LLAVERO_WORKERS: '2' });
  const agent = new Agent();
  for (let n = 0; n < 12; n++) {
    expect(await ask(agent, `${started.url}/token`, credentialsOf(client))).toBe(200);
  }
  const readings = await Promise.all(
    Array.from({ length: 6 }, () => fetch(`${started.url}/metrics`).then((answer) => answer.text())),
  );
  const counts = readings.map(
    (reading) => /^llavero_requests_total\{endpoint="\/token",status="200"\} (\d+)$/m.exec(reading)?.[1],
  );
  expect(counts).toEqual(Array.from({ length: 6 }, () => '12'));
  expect(await started.stop()).toBe(0);
}, 60_000);

test('P-182: while stopping, says at /readyz that it wants no more, and fails no request that it took', async () => {
  const started = await startProcess(llavero, { LLAVERO_DRAIN_SECONDS: '2' });
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  expect(await ask(agent, `${started.url}/readyz`)).toBe(200);
  const answers: (number | string)[] = [];
  let isLoading = true;
  const load = Promise.all(
    Array.from({ length: 10 }, async () => {
      while (isLoading) {
        answers.push(await ask(agent, `${started.url}/token`, credentialsOf(client)).catch(String));
        await sleep(20);
      }
    }),
  );
  await sleep(300);
  const begun = performance.now();
  const stopped = started.stop();
  await sleep(500);
  expect(await ask(agent, `${started.url}/readyz`)).toBe(503);
  // What a load balancer does then.
  await sleep(700);
  isLoading = false;
  await load;
  expect(await stopped).toBe(0);
  expect(performance.now() - begun).toBeLessThan(10_000);
  expect(answers.length).toBeGreaterThan(10);
  expect(new Set(answers)).toEqual(new Set([200]));
}, 60_000);
