import { graphql, type ResultOf } from '../graphql.ts';

/** What the console shows of a secret: everything but the secret. */
export const SecretFields = graphql(`
  fragment SecretFields on ClientSecret @_unmask {
    id
    hint
    description
    state
    createdAt
    startsAt
    expiresAt
    firstUsedAt
    lastUsedAt
    lastUsedFrom
    usesInLastDay
  }
`);

export type Secret = ResultOf<typeof SecretFields>;

/** Whether tokens can be asked for with it now. */
export function works({ state }: Pick<Secret, 'state'>): boolean {
  return state === 'ACTIVE' || state === 'BEING_REPLACED';
}

const soon = 30 * 24 * 3600_000;

/** When the first of these secrets ends that nobody has replaced yet, if that is within 30 days. */
export function soonestEnd(
  secrets: readonly Pick<Secret, 'state' | 'expiresAt'>[],
  now: Date,
): string | undefined {
  const ends = secrets.flatMap(({ state, expiresAt }) => (state === 'ACTIVE' && expiresAt ? expiresAt : []));
  return ends.toSorted().find((end) => new Date(end).getTime() - now.getTime() <= soon);
}

/** The choices of an end, as they stand in the form. */
export const endChoices = ['month', 'halfYear', 'year', 'threeYears', 'date', 'never'] as const;
export type EndChoice = (typeof endChoices)[number];

const months = { month: 1, halfYear: 6, year: 12, threeYears: 36 };

/** The moment that a choice stands for; null for never, undefined for a date that was not given. */
export function endOf(choice: EndChoice, date: string, from: Date): string | null | undefined {
  if (choice === 'never') return null;
  if (choice === 'date') return date ? new Date(`${date}T23:59:59`).toISOString() : undefined;
  const end = addMonths(from, months[choice]);
  // Three years are the most there is, by the server's clock.
  if (choice === 'threeYears') end.setUTCHours(end.getUTCHours() - 1);
  return end.toISOString();
}

/** By the calendar, in UTC, as the server counts: a month after 31 January is the last day of February. */
function addMonths(from: Date, count: number): Date {
  const moved = new Date(from);
  moved.setUTCMonth(from.getUTCMonth() + count);
  if (moved.getUTCDate() !== from.getUTCDate()) moved.setUTCDate(0);
  return moved;
}
