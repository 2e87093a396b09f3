import type { BenchDatabase } from './database.ts';
import type { Scale } from './scale.ts';
import type { Section } from './section.ts';

/** Rows that are measured together. `run` leaves nothing running. */
export type Group = { name: string; what: string; run(bench: Bench): Promise<Section> };

/** What every group works with. */
export type Bench = {
  scale: Scale;
  database: BenchDatabase;
  /** Tells whoever waits how far it is. */
  say(progress: string): void;
};
