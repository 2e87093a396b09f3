import { randomInt } from 'node:crypto';
import { generateSecret } from '../../../server/src/clients/credentials.ts';
import { basic, insertClients, type Credentials } from '../clients.ts';
import type { Bench, Group } from '../group.ts';
import { prove, startLlavero } from '../llavero.ts';
import { expectOnly, inTurn, load, type LoadRequest, type LoadResult } from '../load.ts';
import { median } from '../median.ts';
import { withTargets } from '../running.ts';
import { below, format, type Section } from '../section.ts';
import type { Target } from '../target.ts';
import { tokenRequest } from './tokens.ts';

/** What a flood of wrong secrets does to a client whose secret is proven. */
export const flood: Group = {
  name: 'flood',
  what: 'warm /token beside a flood of wrong secrets',
  run: (bench) => withTargets((start) => measure(bench, start)),
};

const warmPerSecond = 500;
const floodPerSecond = 400;

async function measure(
  bench: Bench,
  start: (starting: Promise<Target>) => Promise<Target>,
): Promise<Section> {
  const { scale, say } = bench;
  const databaseUrl = await bench.database.create();
  const [client, ...victims] = (await insertClients(databaseUrl, 1001)) as [Credentials, ...Credentials[]];
  const llavero = await start(startLlavero(bench, databaseUrl, { env: { LLAVERO_TRUST_PROXY: 'loopback' } }));
  await prove(llavero, [client]);
  const { url } = llavero;
  const seconds = 2 * scale.seconds + 2;
  const attempts = inTurn(wrongSecrets(victims, 2 * scale.rounds * seconds * floodPerSecond));
  const warm = () => load(url, tokenRequest(basic(client)), { seconds, connections: 8, rate: warmPerSecond });
  await warm();
  const quiet: LoadResult[] = [];
  const flooded: LoadResult[] = [];
  const refused: Record<string, number> = {};
  for (let round = 1; round <= scale.rounds; round++) {
    say(`round ${round} of ${scale.rounds}`);
    quiet.push(await warm());
    const attack = load(url, attempts, { seconds, connections: 100, rate: floodPerSecond });
    const [beside, { statuses }] = await Promise.all([warm(), attack]);
    flooded.push(beside);
    for (const [status, count] of Object.entries(statuses)) refused[status] = (refused[status] ?? 0) + count;
  }
  for (const result of [...quiet, ...flooded]) expectOnly(200, result, 'warm /token');
  const middle = (results: LoadResult[], figure: 'p50Milliseconds' | 'p99Milliseconds') =>
    median(results.map((result) => result[figure]));
  const row = (name: string, results: LoadResult[]) => [
    name,
    format(middle(results, 'p50Milliseconds')),
    format(middle(results, 'p99Milliseconds')),
  ];
  return {
    title: 'A flood of wrong secrets beside warm traffic',
    header: ['', 'p50 ms', 'p99 ms'],
    rows: [
      row(`${warmPerSecond} warm requests a second, quiet`, quiet),
      row(`the same beside ${floodPerSecond} wrong secrets a second`, flooded),
    ],
    notes: [
      `Each wrong secret is a new one, of the right shape, for one of 1,000 clients, and from an address of its own: what a limit by address or client would refuse cheaply is no flood. They were answered with ${Object.entries(
        refused,
      )
        .map(([status, count]) => `${status} (${count.toLocaleString('en')} times)`)
        .join(' and ')}.`,
    ],
    targets: [
      below(
        'warm p99 beside a flood of wrong secrets / warm p99 quiet',
        3,
        middle(flooded, 'p99Milliseconds') / middle(quiet, 'p99Milliseconds'),
      ),
    ],
  };
}

/** Made beforehand: that takes the processor's time, too. */
function wrongSecrets(victims: readonly Credentials[], count: number): LoadRequest[] {
  return Array.from({ length: count }, (_, index) => {
    const { clientId } = victims[index % victims.length] as Credentials;
    const request = tokenRequest(basic({ clientId, secret: generateSecret().secret }));
    const address = Array.from({ length: 3 }, () => randomInt(256)).join('.');
    const headers = { 'x-forwarded-for': `10.${address}`, 'x-forwarded-proto': 'https' };
    return { ...request, headers: { ...request.headers, ...headers } };
  });
}
