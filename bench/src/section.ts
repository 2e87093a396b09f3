/** What a group of rows has found: one table with what is to be known about it, and the targets it is held to. */
export type Section = {
  title: string;
  /** Sentences below the table: what was done, and what the figures leave out. */
  notes: readonly string[];
  header: readonly string[];
  rows: readonly (readonly string[])[];
  targets: readonly Target[];
};

/** One figure that is to be reached. */
export type Target = {
  what: string;
  /** For example `at least 0.80`. */
  wanted: string;
  measured: string;
  isReached: boolean;
};

/** A target that asks for as much or more. */
export function atLeast(what: string, wanted: number, measured: number, unit = ''): Target {
  return {
    what,
    wanted: `at least ${format(wanted)}${unit}`,
    measured: `${format(measured)}${unit}`,
    isReached: measured >= wanted,
  };
}

/** A target that asks for as much or less. */
export function atMost(what: string, wanted: number, measured: number, unit = ''): Target {
  return {
    what,
    wanted: `at most ${format(wanted)}${unit}`,
    measured: `${format(measured)}${unit}`,
    isReached: measured <= wanted,
  };
}

/** A target that asks for less. */
export function below(what: string, wanted: number, measured: number, unit = ''): Target {
  return {
    what,
    wanted: `below ${format(wanted)}${unit}`,
    measured: `${format(measured)}${unit}`,
    isReached: measured < wanted,
  };
}

/** Three digits are as many as a measurement deserves: `0.834`, `12.4`, `131`, `14,200`. */
export function format(value: number): string {
  return Number.isFinite(value) ? digits.format(value) : '-';
}

const digits = new Intl.NumberFormat('en', { minimumSignificantDigits: 2, maximumSignificantDigits: 3 });
