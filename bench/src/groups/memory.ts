import { basic, insertClients } from '../clients.ts';
import type { Bench, Group } from '../group.ts';
import { prove, startLlavero } from '../llavero.ts';
import { expectOnly, inTurn, load } from '../load.ts';
import { median } from '../median.ts';
import { startProgram } from '../program.ts';
import { withTargets } from '../running.ts';
import { below, format, type Section } from '../section.ts';
import { tokenRequest } from './tokens.ts';

/** How long a start takes, and how much memory a process holds. */
export const memory: Group = {
  name: 'memory',
  what: 'start time, and memory at rest and with many clients known',
  run: measure,
};

const starts = 5;

async function measure(bench: Bench): Promise<Section> {
  const { scale, say } = bench;
  const databaseUrl = await bench.database.create();
  say(`starting ${starts} times`);
  const begun: { seconds: number; atRest: number }[] = [];
  for (let count = 0; count < starts; count++) {
    const program = await startProgram(databaseUrl);
    begun.push({ seconds: program.startSeconds, atRest: await program.residentBytes() });
    await program.stop();
  }
  const many = Math.max(...scale.clients);
  say(`registering and proving ${many} clients`);
  const clients = await insertClients(databaseUrl, many);
  const known = await withTargets(async (start) => {
    const llavero = await start(startLlavero(bench, databaseUrl));
    await prove(llavero, clients);
    const proven = await llavero.usage();
    say(`asking for a token for each of ${many} clients`);
    const requests = inTurn(clients.map((client) => tokenRequest(basic(client))));
    expectOnly(200, await load(llavero.url, requests, { count: many }), 'Llavero');
    const used = await llavero.usage();
    return { proven: mebibytes(proven.residentBytes), used: mebibytes(used.residentBytes) };
  });
  const atRest = median(begun.map((each) => each.atRest));
  const text = many.toLocaleString('en');
  return {
    title: 'Start and memory',
    header: ['', ''],
    rows: [
      [
        'start, database running, until it listens',
        `${format(median(begun.map(({ seconds }) => seconds)))} s`,
      ],
      ['resident at rest', `${format(mebibytes(atRest))} MiB`],
      [`resident with ${text} clients known and proven`, `${format(known.proven)} MiB`],
      [`resident after each of ${text} clients was given a token`, `${format(known.used)} MiB`],
    ],
    notes: [
      'One serving process; PostgreSQL has its own memory. Resident memory is what the operating system says the process holds (RSS).',
    ],
    targets: [
      below(
        `resident with ${text} clients known and in use`,
        300,
        Math.max(known.proven, known.used),
        ' MiB',
      ),
    ],
  };
}

function mebibytes(bytes: number): number {
  return bytes / 2 ** 20;
}
