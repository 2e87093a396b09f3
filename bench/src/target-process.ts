import cluster from 'node:cluster';
import process from 'node:process';

/** What a process under measurement has used since it started. */
export type Usage = { cpuMicroseconds: number; residentBytes: number };

/** What it can be told or asked beside requests; what it answers must survive `structuredClone`. */
export type Answers = Record<string, (argument: never) => unknown>;

export type Question = { id: number; ask: string; argument: unknown };
export type Answer = { id: number; answers: unknown[] } | { id: number; error: string };

type Part = { id: number; answer: unknown } | { id: number; error: string };

/**
 * The main function of a target: `start` serves at PORT and resolves when it does. With BENCH_PROCESSES above one, so many
 * processes share that port, and each question is put to all of them.
 */
export async function runTarget(start: () => Promise<Answers>): Promise<void> {
  const processes = Number(process.env['BENCH_PROCESSES'] ?? 1);
  if (cluster.isPrimary && processes > 1) await share(processes);
  else await serve(start);
}

async function serve(start: () => Promise<Answers>): Promise<void> {
  const answers: Answers = { usage: measure, ...(await start()) };
  process.on('message', ({ id, ask, argument }: Question) => {
    const answer = async () => answers[ask]?.(argument as never);
    answer().then(
      (result) => send({ id, answer: result } satisfies Part),
      (error: Error) => send({ id, error: error.stack ?? error.message } satisfies Part),
    );
  });
  process.on('disconnect', () => process.exit());
  send({ id: 0, answer: 'ready' } satisfies Part);

  function send(part: Part): void {
    // Alone, it speaks with the benchmark itself, which expects one answer of each process.
    process.send?.(cluster.isWorker || 'error' in part ? part : { id: part.id, answers: [part.answer] });
  }
}

async function share(processes: number): Promise<void> {
  const parts = new Map<number, unknown[]>();
  cluster.on('message', (_, part: Part) => {
    if ('error' in part) return void process.send?.(part);
    const answers = parts.get(part.id) ?? [];
    answers.push(part.answer);
    parts.set(part.id, answers);
    if (answers.length < processes) return;
    parts.delete(part.id);
    process.send?.({ id: part.id, answers } satisfies Answer);
  });
  process.on('message', (question: Question) => {
    for (const worker of Object.values(cluster.workers ?? {})) worker?.send(question);
  });
  process.on('disconnect', () => process.exit());
  for (let count = 0; count < processes; count++) cluster.fork();
}

function measure(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpuMicroseconds: user + system, residentBytes: process.memoryUsage.rss() };
}
