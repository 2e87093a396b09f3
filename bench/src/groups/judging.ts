import { basic, insertClients, type Credentials } from '../clients.ts';
import { startFloor } from '../floor.ts';
import type { Bench, Group } from '../group.ts';
import { prove, startLlavero } from '../llavero.ts';
import { formRequest, inTurn, type LoadRequest } from '../load.ts';
import { takeTurns, type Measured } from '../rounds.ts';
import { withTargets } from '../running.ts';
import { atLeast, type Section } from '../section.ts';
import type { Target } from '../target.ts';
import { yardstickHeader, yardstickRows } from '../yardsticks.ts';
import { tokenRequest } from './tokens.ts';

/** `GET /verify` and `POST /introspect` for good tokens, each beside a constant of its size. */
export const judging: Group = {
  name: 'judging',
  what: '/verify and /introspect for good tokens',
  run: (bench) => withTargets((start) => measure(bench, start)),
};

async function measure(
  bench: Bench,
  start: (starting: Promise<Target>) => Promise<Target>,
): Promise<Section> {
  const { scale, say } = bench;
  const databaseUrl = await bench.database.create();
  const [client] = (await insertClients(databaseUrl, 1)) as [Credentials];
  const llavero = await start(startLlavero(bench, databaseUrl));
  await prove(llavero, [client]);
  say(`asking for ${scale.tokens} tokens`);
  const tokens = await askForTokens(llavero, tokenRequest(basic(client)), scale.tokens);
  const verify = tokens.map((token): LoadRequest => ({
    path: '/verify',
    headers: { authorization: `Bearer ${token}` },
  }));
  const [one] = verify as [LoadRequest];
  const introspect = formRequest('/introspect', basic(client), { token: tokens[0] ?? '' });

  const constants = { path: '/' };
  const names = {
    verifyFloor: 'floor: a constant 204 of the size of `/verify`',
    verifyOne: '`GET /verify`, one token',
    verifyMany: `\`GET /verify\`, ${scale.tokens.toLocaleString('en')} tokens in rotation`,
    introspectFloor: 'floor: a constant of the size of `/introspect`',
    introspect: '`POST /introspect`, one token',
  };
  const measured = await takeTurns(
    [
      {
        name: names.verifyFloor,
        target: await start(startFloor(llavero, one)),
        requests: constants,
        status: 204,
      },
      { name: names.verifyOne, target: llavero, requests: one, status: 204 },
      { name: names.verifyMany, target: llavero, requests: inTurn(verify), status: 204 },
      {
        name: names.introspectFloor,
        target: await start(startFloor(llavero, introspect)),
        requests: constants,
      },
      { name: names.introspect, target: llavero, requests: introspect },
    ],
    scale,
    say,
  );
  const of = (name: string) => measured[name] as Measured;
  return {
    title: 'Judging tokens: `/verify` and `/introspect`',
    header: yardstickHeader('floor'),
    rows: yardstickRows(measured, (name) => [
      of(name.includes('/introspect') ? names.introspectFloor : names.verifyFloor),
    ]),
    notes: [
      'The tokens are good ones of one client whose secret is proven, and their signatures were verified before: that is remembered, all else is judged each time.',
    ],
    targets: [
      atLeast(
        '`/verify` of a known token, requests per second: Llavero / floor',
        0.6,
        of(names.verifyOne).requestsPerSecond / of(names.verifyFloor).requestsPerSecond,
      ),
      atLeast(
        '`/verify` of a known token, CPU per request: floor / Llavero',
        0.6,
        of(names.verifyFloor).cpuMicroseconds / of(names.verifyOne).cpuMicroseconds,
      ),
    ],
  };
}

async function askForTokens(
  llavero: Target,
  { path, ...request }: LoadRequest,
  count: number,
): Promise<string[]> {
  const tokens: string[] = [];
  while (tokens.length < count) {
    const some = Array.from({ length: Math.min(50, count - tokens.length) }, async () => {
      const response = await fetch(new URL(path, llavero.url), request);
      return ((await response.json()) as { access_token: string }).access_token;
    });
    tokens.push(...(await Promise.all(some)));
  }
  return tokens;
}
