import { basic, insertClients } from '../clients.ts';
import type { Bench, Group } from '../group.ts';
import { prove, startLlavero } from '../llavero.ts';
import type { LoadRequest, Requests } from '../load.ts';
import { takeTurns, type Contender, type Measured } from '../rounds.ts';
import { atLeast, format, type Section } from '../section.ts';
import { startPeers } from '../peers.ts';
import { startTarget, type Target } from '../target.ts';
import { startFloor } from '../floor.ts';

/** `POST /token` for clients that are known and proven, beside the floor, the limit and the peers. */
export const tokens: Group = {
  name: 'tokens',
  what: '/token for proven clients, its limits and its peers',
  async run(bench) {
    const running: Target[] = [];
    try {
      return await measure(bench, running);
    } finally {
      await Promise.all(running.map((target) => target.stop()));
    }
  },
};

const form = 'grant_type=client_credentials';

async function measure(bench: Bench, running: Target[]): Promise<Section> {
  const { scale, say } = bench;
  const start = async (starting: Promise<Target>) => {
    const target = await starting;
    running.push(target);
    return target;
  };
  const [few, some, many] = scale.clients;
  say(`registering ${many} clients`);
  const databaseUrl = await bench.database.create();
  const clients = await insertClients(databaseUrl, many);
  const llavero = await start(startLlavero(bench, databaseUrl));
  say(`proving ${many} clients`);
  await prove(llavero, clients);
  const requests = clients.map((client) => tokenRequest(basic(client)));

  const floor = await start(startFloor(llavero, requests[0] as LoadRequest));
  const byCrypto = await start(startTarget('limit', { env: { SIGNER: 'crypto' } }));
  const byJose = await start(startTarget('limit', { env: { SIGNER: 'jose' } }));
  const names = { few: rotation(few), some: rotation(some), many: rotation(many) };
  const contenders: Contender[] = [
    { name: floorName, target: floor, requests: { path: '/' } },
    { name: cryptoName, target: byCrypto, requests: requests[0] as LoadRequest },
    { name: joseName, target: byJose, requests: requests[0] as LoadRequest },
    { name: names.few, target: llavero, requests: inTurn(requests.slice(0, few)) },
    { name: names.some, target: llavero, requests: inTurn(requests.slice(0, some)) },
    { name: names.many, target: llavero, requests: inTurn(requests) },
    ...(await startPeers(start)),
  ];
  const measured = await takeTurns(contenders, scale, say);
  return present(measured, names.few);
}

const floorName = 'floor: Fastify answers a constant of this size';
const cryptoName = 'limit: Fastify, form and ES256 by node:crypto (as Llavero signs)';
const joseName = 'limit: Fastify, form and ES256 by jose';

function rotation(count: number): string {
  return `Llavero, ${count.toLocaleString('en')} ${count === 1 ? 'client' : 'clients in rotation'}`;
}

/** The same form of one client after the other, for ever. */
function inTurn(requests: readonly LoadRequest[]): Requests {
  let next = 0;
  const [first] = requests;
  if (first && requests.length === 1) return first;
  return () => requests[next++ % requests.length] as LoadRequest;
}

/** What a client sends for a token, authenticated by HTTP Basic. */
export function tokenRequest(authorization: string, path = '/token'): LoadRequest {
  return {
    method: 'POST',
    path,
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
  };
}

function present(measured: Record<string, Measured>, warm: string): Section {
  const of = (name: string) => measured[name] as Measured;
  const [floor, limit, ours] = [of(floorName), of(cryptoName), of(warm)];
  const provider = measured['oidc-provider'];
  return {
    title: 'Tokens: `POST /token`, client_credentials, a JWT signed with ES256',
    header: ['', 'requests/s', 'of floor', 'of limit', 'CPU µs/request', 'of floor', 'of limit', 'p99 ms'],
    rows: Object.entries(measured).map(([name, { requestsPerSecond, cpuMicroseconds, p99Milliseconds }]) => [
      name,
      format(requestsPerSecond),
      format(requestsPerSecond / floor.requestsPerSecond),
      format(requestsPerSecond / limit.requestsPerSecond),
      format(cpuMicroseconds),
      format(floor.cpuMicroseconds / cpuMicroseconds),
      format(limit.cpuMicroseconds / cpuMicroseconds),
      format(p99Milliseconds),
    ]),
    notes: [
      '“Of floor” and “of limit” are how much of the yardstick is reached: requests per second divided by its, and its CPU divided by that of the row; more is better. The limit is the one that signs as Llavero does.',
      "Llavero's clients were made known, and their secrets proven, by the function that the product calls after its slow comparison: by argon2 100,000 clients would take more than half an hour. What argon2 costs is measured below.",
    ],
    targets: [
      atLeast(
        'warm `/token`, CPU per request: the limit with the same signer / Llavero',
        0.8,
        limit.cpuMicroseconds / ours.cpuMicroseconds,
      ),
      ...(provider
        ? [
            atLeast(
              'warm `/token`, requests per second: Llavero / oidc-provider',
              2,
              ours.requestsPerSecond / provider.requestsPerSecond,
            ),
            atLeast(
              'warm `/token`, CPU per request: oidc-provider / Llavero',
              2,
              provider.cpuMicroseconds / ours.cpuMicroseconds,
            ),
          ]
        : []),
    ],
  };
}
