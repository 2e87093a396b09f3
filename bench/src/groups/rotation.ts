import { basic, insertClients, type Credentials } from '../clients.ts';
import type { Bench, Group } from '../group.ts';
import { prove, startLlavero } from '../llavero.ts';
import { load } from '../load.ts';
import { percentile } from '../median.ts';
import { signIn, type Execute } from '../owner.ts';
import { withTargets } from '../running.ts';
import { below, format, type Section } from '../section.ts';
import type { Target } from '../target.ts';
import { tokenRequest } from './tokens.ts';

/** How long a secret that was rotated on one process still works on another one. */
export const rotation: Group = {
  name: 'rotation',
  what: 'from a rotation on one process to its effect on another',
  run: (bench) => withTargets((start) => measure(bench, start)),
};

async function measure(
  bench: Bench,
  start: (starting: Promise<Target>) => Promise<Target>,
): Promise<Section> {
  const { scale, say } = bench;
  const databaseUrl = await bench.database.create();
  const clients = await insertClients(databaseUrl, 2 * scale.rotations + 1);
  const one = await start(startLlavero(bench, databaseUrl));
  const other = await start(startLlavero(bench, databaseUrl));
  await prove(other, clients);
  const execute = await signIn(one);
  const busy = clients.pop() as Credentials;

  say(`${scale.rotations} rotations, the other process at rest`);
  const quiet = await delays(execute, other, clients.slice(0, scale.rotations));
  say(`${scale.rotations} rotations, the other process at work`);
  const working = new AbortController();
  const work = keepBusy(other, tokenRequest(basic(busy)), working.signal);
  // It is awaited below; until then a failure is nobody's.
  work.catch(() => {});
  const loaded = await delays(execute, other, clients.slice(scale.rotations));
  working.abort();
  await work;
  const row = (name: string, all: number[]) => [
    name,
    ...[0.5, 0.99, 1].map((share) => format(percentile(all, share))),
  ];
  return {
    title: 'From a rotation on one process to its effect on another',
    header: ['', 'p50 ms', 'p99 ms', 'longest ms'],
    rows: [
      row(`${quiet.length} rotations, the other process at rest`, quiet),
      row(`${loaded.length} rotations, the other process answers ${workPerSecond} tokens a second`, loaded),
    ],
    notes: [
      'From the answer to `rotateSecret` on one process until the first request with the old, proven secret is sent that the other process refuses; it is asked again and again, from before the rotation on.',
    ],
    targets: [below('a rotation is known to another process, p99', 100, percentile(quiet, 0.99), ' ms')],
  };
}

const rotateSecret = `mutation ($clientId: ID!) {
  rotateSecret(input: { clientId: $clientId }) { __typename }
}`;

/** In milliseconds, one for each client; each client is rotated once. */
async function delays(execute: Execute, other: Target, clients: readonly Credentials[]): Promise<number[]> {
  const all: number[] = [];
  for (const client of clients) {
    const refused = firstRefused(other, client);
    const data = await execute<{ rotateSecret: { __typename: string } }>(rotateSecret, {
      clientId: client.clientId,
    });
    const answeredAt = performance.now();
    if (data.rotateSecret.__typename !== 'RotateSecretPayload') throw new Error(JSON.stringify(data));
    all.push(Math.max(0, (await refused) - answeredAt));
  }
  return all;
}

/** When the first request was sent that is refused. */
async function firstRefused(other: Target, client: Credentials): Promise<number> {
  const { path, ...request } = tokenRequest(basic(client));
  for (;;) {
    const sentAt = performance.now();
    const response = await fetch(new URL(path, other.url), request);
    await response.arrayBuffer();
    if (!response.ok) return sentAt;
  }
}

const workPerSecond = 500;

async function keepBusy(
  target: Target,
  request: Parameters<typeof load>[1],
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted)
    await load(target.url, request, { seconds: 1, connections: 8, rate: workPerSecond });
}
