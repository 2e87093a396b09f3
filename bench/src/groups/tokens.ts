import { basic, insertClients } from '../clients.ts';
import { startFloor } from '../floor.ts';
import type { Bench, Group } from '../group.ts';
import { prove, startLlavero } from '../llavero.ts';
import { formRequest, inTurn, type LoadRequest } from '../load.ts';
import { startPeers } from '../peers.ts';
import { takeTurns, type Contender, type Measured } from '../rounds.ts';
import { withTargets } from '../running.ts';
import { atLeast, type Section, type Target as Goal } from '../section.ts';
import { startTarget, type Target } from '../target.ts';
import { yardstickHeader, yardstickRows } from '../yardsticks.ts';

/** `POST /token` for clients that are known and proven, beside the floor, the limit and the peers. */
export const tokens: Group = {
  name: 'tokens',
  what: '/token for proven clients, beside its limits and its peers',
  run: (bench) => withTargets((start) => measure(bench, start)),
};

async function measure(
  bench: Bench,
  start: (starting: Promise<Target>) => Promise<Target>,
): Promise<Section> {
  const { scale, say } = bench;
  const [few, some, many] = scale.clients;
  say(`registering ${many} clients`);
  const databaseUrl = await bench.database.create();
  const clients = await insertClients(databaseUrl, many);
  const { processes } = scale;
  const llavero = await start(startLlavero(bench, databaseUrl, { processes }));
  say(`proving ${many} clients`);
  await prove(llavero, clients);
  const requests = clients.map((client) => tokenRequest(basic(client)));
  const [sample] = requests as [LoadRequest];

  const floor = await start(startFloor(llavero, sample, processes));
  const limit = (signer: string) => start(startTarget('limit', { processes, env: { SIGNER: signer } }));
  const warm = rotation(few);
  const contenders: Contender[] = [
    { name: floorName, target: floor, requests: { path: '/' } },
    { name: cryptoName, target: await limit('crypto'), requests: sample },
    { name: joseName, target: await limit('jose'), requests: sample },
    { name: warm, target: llavero, requests: inTurn(requests.slice(0, few)) },
    { name: rotation(some), target: llavero, requests: inTurn(requests.slice(0, some)) },
    { name: rotation(many), target: llavero, requests: inTurn(requests) },
    ...(await startPeers(start)),
  ];
  return present(await takeTurns(contenders, scale, say), warm, processes);
}

const floorName = 'floor: Fastify answers a constant of this size';
const cryptoName = 'limit: Fastify, form and ES256 by node:crypto (as Llavero signs)';
const joseName = 'limit: Fastify, form and ES256 by jose';

function rotation(count: number): string {
  return `Llavero, ${count.toLocaleString('en')} ${count === 1 ? 'client' : 'clients in rotation'}`;
}

/** What a client sends for a token. */
export function tokenRequest(authorization: string): LoadRequest {
  return formRequest('/token', authorization, { grant_type: 'client_credentials' });
}

function present(measured: Record<string, Measured>, warm: string, processes: number): Section {
  const of = (name: string) => measured[name] as Measured;
  return {
    title: 'Tokens: `POST /token`, client_credentials, a JWT signed with ES256',
    header: yardstickHeader('floor', 'limit'),
    rows: yardstickRows(measured, () => [of(floorName), of(cryptoName)]),
    notes: [
      '“Of floor” and “of limit” say how much of the yardstick is reached: requests per second divided by its, and its CPU divided by that of the row; more is better. The limit is the one that signs as Llavero does.',
      "Llavero's clients were made known, and their secrets proven, by the function that the product calls after its slow comparison: by argon2 100,000 clients would take more than half an hour. What argon2 costs is measured below. It writes its log, as installed, to a file; limits and peers write none.",
      `Floor, limits and Llavero have ${processes === 1 ? 'one process' : `${processes} processes`} each, the peers one. The peers hold one client in memory: oidc-provider and better-auth with their in-memory adapters, @node-oauth/oauth2-server behind Fastify with the signer of the limit.`,
    ],
    targets: [
      atLeast(
        'warm `/token`, CPU per request: limit with the same signer / Llavero',
        0.8,
        of(cryptoName).cpuMicroseconds / of(warm).cpuMicroseconds,
      ),
      ...againstProvider(of(warm), of('oidc-provider')),
    ],
  };
}

function againstProvider(ours: Measured, theirs: Measured): Goal[] {
  return [
    atLeast(
      'warm `/token`, requests per second: Llavero / oidc-provider',
      2,
      ours.requestsPerSecond / theirs.requestsPerSecond,
    ),
    atLeast(
      'warm `/token`, CPU per request: oidc-provider / Llavero',
      2,
      theirs.cpuMicroseconds / ours.cpuMicroseconds,
    ),
  ];
}
