import { format } from './section.ts';
import type { Measured } from './rounds.ts';

/** The columns in which requests are compared with a yardstick or two. */
export function yardstickHeader(...yardsticks: string[]): string[] {
  const ratios = yardsticks.map((name) => `of ${name}`);
  return ['', 'requests/s', ...ratios, 'CPU µs/request', ...ratios, 'p99 ms'];
}

/** A row for each that was measured; a ratio says how much of the yardstick is reached, so more is better. */
export function yardstickRows(
  measured: Record<string, Measured>,
  yardsticksOf: (name: string) => readonly (Measured | undefined)[],
): string[][] {
  return Object.entries(measured).map(([name, { requestsPerSecond, cpuMicroseconds, p99Milliseconds }]) => {
    const yardsticks = yardsticksOf(name);
    const ratio = (of: (yardstick: Measured) => number) =>
      yardsticks.map((yardstick) => (yardstick ? format(of(yardstick)) : ''));
    return [
      name,
      format(requestsPerSecond),
      ...ratio((yardstick) => requestsPerSecond / yardstick.requestsPerSecond),
      format(cpuMicroseconds),
      ...ratio((yardstick) => yardstick.cpuMicroseconds / cpuMicroseconds),
      format(p99Milliseconds),
    ];
  });
}
