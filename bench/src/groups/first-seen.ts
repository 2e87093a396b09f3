import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { hashPassword } from '../../../server/src/password-hash.ts';
import { basic, insertClients, type Credentials } from '../clients.ts';
import type { Bench, Group } from '../group.ts';
import { startLlavero } from '../llavero.ts';
import { median } from '../median.ts';
import { withTargets } from '../running.ts';
import { format, type Section } from '../section.ts';
import { startTarget, type Target } from '../target.ts';
import { tokenRequest } from './tokens.ts';

/** `POST /token` where each secret has to go through argon2: after a restart, every one has to, once. */
export const firstSeen: Group = {
  name: 'first-seen',
  what: '/token for secrets that are not proven yet',
  run: (bench) => withTargets((start) => measure(bench, start)),
};

/** Per second and per comparison. */
type Pace = { perSecond: number; cpuMilliseconds: number };

async function measure(
  bench: Bench,
  start: (starting: Promise<Target>) => Promise<Target>,
): Promise<Section> {
  const { scale, say } = bench;
  const databaseUrl = await bench.database.create();
  say(`hashing the secrets of ${scale.restartClients} clients`);
  const clients = await insertClients(databaseUrl, scale.restartClients, hashPassword);
  const secret = 'a secret';
  const alone = { secret, hash: await hashPassword(secret) };
  const llavero = await start(startLlavero(bench, databaseUrl));
  const argon2 = await start(startTarget('argon2'));

  const perRound = Math.ceil(clients.length / scale.rounds);
  const ours: Pace[] = [];
  const its: Pace[] = [];
  let seconds = 0;
  let repeated = 0;
  for (let round = 0; round < scale.rounds; round++) {
    say(`round ${round + 1} of ${scale.rounds}`);
    const some = clients.slice(round * perRound, (round + 1) * perRound);
    its.push(
      await pace(argon2, scale.isQuick ? 20 : 100, (count) => argon2.ask('verify', { ...alone, count })),
    );
    const paced = await pace(llavero, some.length, async () => {
      repeated += await proveAll(llavero, some);
    });
    ours.push(paced);
    seconds += some.length / paced.perSecond;
  }
  const rateOf = (paces: Pace[]) => median(paces.map(({ perSecond }) => perSecond));
  const row = (name: string, paces: Pace[]) => {
    const cpu = median(paces.map(({ cpuMilliseconds }) => cpuMilliseconds));
    return [name, format(rateOf(paces)), format(rateOf(paces) / rateOf(its)), format(cpu)];
  };
  return {
    title: 'Secrets seen for the first time, and a restart',
    header: ['', 'per second', 'of argon2 alone', 'CPU ms each'],
    rows: [
      row('argon2 alone, in the queue in which Llavero runs it', its),
      row('`POST /token`, every secret for the first time', ours),
      [
        `until ${clients.length.toLocaleString('en')} real clients are proven after a restart`,
        `${format(seconds)} s`,
        '',
        '',
      ],
    ],
    notes: [
      'One comparison at a time for each core but one (three at most): the others wait their turn, so that clients whose secret is proven do not wait behind them.',
      `${repeated.toLocaleString('en')} requests were answered with 503 and sent again, as a client would.`,
    ],
    targets: [],
  };
}

/** As many at once as find room in the queue; answers with how many requests had to be sent again. */
async function proveAll(llavero: Target, clients: readonly Credentials[]): Promise<number> {
  const atOnce = pLimit(32);
  let repeated = 0;
  await atOnce.map(clients, async (client) => {
    const { path, ...request } = tokenRequest(basic(client));
    for (;;) {
      const response = await fetch(new URL(path, llavero.url), request);
      await response.arrayBuffer();
      if (response.ok) return;
      if (response.status !== 503) throw new Error(`Llavero answered ${response.status}`);
      repeated++;
      await sleep(100);
    }
  });
  return repeated;
}

async function pace(target: Target, count: number, act: (count: number) => Promise<unknown>): Promise<Pace> {
  const before = await target.usage();
  const since = performance.now();
  await act(count);
  const seconds = (performance.now() - since) / 1000;
  const after = await target.usage();
  return {
    perSecond: count / seconds,
    cpuMilliseconds: (after.cpuMicroseconds - before.cpuMicroseconds) / count / 1000,
  };
}
