import { basic, insertClients } from '../clients.ts';
import type { Bench, Group } from '../group.ts';
import { prove, startLlavero } from '../llavero.ts';
import { expectOnly, inTurn, load } from '../load.ts';
import { median } from '../median.ts';
import { withTargets } from '../running.ts';
import { atMost, format, type Section } from '../section.ts';
import type { Target } from '../target.ts';
import { tokenRequest } from './tokens.ts';

/** Whether a process that works for a day at half of its peak stays as it was: in memory, speed and open files. */
export const soak: Group = {
  name: 'soak',
  what: '/token at half of its peak for a long time',
  run: (bench) => withTargets((start) => measure(bench, start)),
};

/** The time is told in so many parts. */
const parts = 12;

/** Every answer's time is kept until its slice is over. */
const sliceSeconds = 60;

type Part = { p99: number; residentMebibytes: number; openFiles: number };

async function measure(
  bench: Bench,
  start: (starting: Promise<Target>) => Promise<Target>,
): Promise<Section> {
  const { scale, say } = bench;
  const databaseUrl = await bench.database.create();
  const clients = await insertClients(databaseUrl, scale.clients[1]);
  const llavero = await start(startLlavero(bench, databaseUrl));
  await prove(llavero, clients);
  const requests = inTurn(clients.map((client) => tokenRequest(basic(client))));
  await load(llavero.url, requests, { seconds: scale.seconds });
  const peak = await load(llavero.url, requests, { seconds: scale.seconds });
  const rate = Math.round(peak.requestsPerSecond / 2);
  const secondsOfPart = (scale.soakMinutes * 60) / parts;
  const measured: Part[] = [];
  for (let part = 1; part <= parts; part++) {
    say(`part ${part} of ${parts}, ${rate} requests a second`);
    measured.push(
      await measurePart(llavero, (seconds) => load(llavero.url, requests, { seconds, rate }), secondsOfPart),
    );
  }
  return present(measured, rate, scale.soakMinutes);
}

async function measurePart(
  llavero: Target,
  send: (seconds: number) => ReturnType<typeof load>,
  secondsOfPart: number,
): Promise<Part> {
  const p99s: number[] = [];
  for (let left = secondsOfPart; left > 0; left -= sliceSeconds) {
    const result = await send(Math.ceil(Math.min(left, sliceSeconds)));
    expectOnly(200, result, 'Llavero');
    p99s.push(result.p99Milliseconds);
  }
  const [openFiles = Number.NaN] = await llavero.ask<number>('openFiles');
  return { p99: median(p99s), residentMebibytes: (await llavero.usage()).residentBytes / 2 ** 20, openFiles };
}

function present(measured: Part[], rate: number, minutes: number): Section {
  // The first part still fills what the process keeps.
  const [, early = measured[0]] = measured;
  const late = measured.at(-1);
  const ratio = (figure: keyof Part) => (late?.[figure] ?? Number.NaN) / (early?.[figure] ?? Number.NaN);
  return {
    title: `A long run: ${minutes} minutes at ${rate.toLocaleString('en')} requests a second, half of the peak`,
    header: ['part', 'p99 ms', 'resident MiB', 'open files'],
    rows: measured.map(({ p99, residentMebibytes, openFiles }, index) => [
      `${index + 1} of ${parts}`,
      format(p99),
      format(residentMebibytes),
      String(openFiles),
    ]),
    notes: ['All answers were tokens. The targets compare the last part with the second.'],
    targets: [
      atMost('resident memory, last part / second part', 1.1, ratio('residentMebibytes')),
      atMost('p99, last part / second part', 1.5, ratio('p99')),
      atMost('open files, last part / second part', 1, ratio('openFiles')),
    ],
  };
}
