import { ValidationError, type FieldError } from '../errors.ts';
import type { ClientSecret } from '../generated/prisma/client.ts';
import { readText } from '../text.ts';

/** What a caller says of a secret. An absent end is the default, a null end is none. */
export type SecretInput = {
  description?: string | null | undefined;
  startsAt?: Date | null | undefined;
  expiresAt?: Date | null | undefined;
};

/** The same, checked and as it is stored. */
export type SecretDefinition = { description: string | null; startsAt: Date; expiresAt: Date | null };

export const longestDescription = 200;

/** How long a secret that is being replaced may go on working, in seconds. */
export const overlapBounds = { min: 3600, max: 30 * 24 * 3600 };

/** A caller's clock may be behind ours by so much, in milliseconds. */
const clockTolerance = 5 * 60_000;

/**
 * Checks a new secret. It starts now, or at most three years from now, and is good for one day to three years; where
 * nothing is said of its end, that is six months after its start. @throws ValidationError naming every bad field
 */
export function readNewSecret(input: SecretInput): SecretDefinition {
  const bad: FieldError[] = [];
  const startsAt = noting(bad, readStart(input.startsAt)).moment ?? new Date();
  const expiresAt = input.expiresAt === undefined ? later(startsAt, { months: 6 }) : input.expiresAt;
  return settle(bad, {
    description: noting(bad, readDescription(input.description)).text,
    startsAt,
    expiresAt: noting(bad, readEnd('expiresAt', expiresAt, startsAt)).moment,
  });
}

/**
 * Checks the secret that takes the place of others: it starts now and has no end unless one is given; and for how long the
 * others go on working (0, or an hour to thirty days). @throws ValidationError naming every bad field
 */
export function readRotation(
  input: Omit<SecretInput, 'startsAt'> & { overlapSeconds: number },
): SecretDefinition {
  const bad: FieldError[] = [];
  const { min, max } = overlapBounds;
  if (input.overlapSeconds !== 0 && (input.overlapSeconds < min || input.overlapSeconds > max)) {
    const message = `0 for none, or ${min} to ${max} (an hour to thirty days).`;
    bad.push({ field: 'overlapSeconds', code: 'OUT_OF_RANGE', message });
  }
  const startsAt = new Date();
  return settle(bad, {
    description: noting(bad, readDescription(input.description)).text,
    startsAt,
    expiresAt: noting(bad, readEnd('expiresAt', input.expiresAt ?? null, startsAt)).moment,
  });
}

/**
 * Checks what changes of a secret. Its new end lies ahead, three years at most, and leaves it a day of life in all; one that
 * is being replaced ends thirty days after that at the latest; one that has ended is not revived.
 * @throws ValidationError naming every bad field
 */
export function readSecretChange(
  input: Omit<SecretInput, 'startsAt'>,
  current: ClientSecret,
): Partial<SecretDefinition> {
  const bad: FieldError[] = [];
  const change: Partial<SecretDefinition> = {};
  if (input.description !== undefined) {
    change.description = noting(bad, readDescription(input.description)).text;
  }
  if (input.expiresAt !== undefined) {
    change.expiresAt = noting(bad, readNewEnd(input.expiresAt, current)).moment;
  }
  return settle(bad, change);
}

/** When a secret that starts at this moment ends: after one day to three years, or (null) never. */
export function readEnd(
  field: string,
  expiresAt: Date | null,
  startsAt = new Date(),
): { moment: Date | null } | FieldError {
  if (expiresAt === null) return { moment: null };
  return within(field, expiresAt, later(startsAt, { days: 1 }), later(startsAt, { years: 3 }));
}

function readNewEnd(
  expiresAt: Date | null,
  { startsAt, replacedAt, expiresAt: currentEnd }: ClientSecret,
): { moment: Date | null } | FieldError {
  const field = 'expiresAt';
  const now = new Date();
  if (currentEnd !== null && currentEnd <= now) {
    return { field, code: 'TOO_LATE', message: 'This secret has ended already. Create a new one.' };
  }
  if (replacedAt === null) {
    if (expiresAt === null) return { moment: null };
    const from = later(startsAt, { days: 1 });
    return within(field, expiresAt, from > now ? from : now, later(now, { years: 3 }));
  }
  const to = later(replacedAt, { seconds: overlapBounds.max });
  if (expiresAt !== null) return within(field, expiresAt, now, to);
  const message = `A secret that is being replaced has an end: ${to.toISOString()} at the latest.`;
  return { field, code: 'TOO_LATE', message };
}

function readStart(startsAt: Date | null | undefined): { moment: Date } | FieldError {
  const now = new Date();
  if (!startsAt) return { moment: now };
  return within('startsAt', startsAt, new Date(now.getTime() - clockTolerance), later(now, { years: 3 }));
}

function readDescription(raw: string | null | undefined): { text: string | null } | FieldError {
  if (!raw?.trim()) return { text: null };
  return readText(raw, { field: 'description', maxLength: longestDescription });
}

function within(field: string, moment: Date, from: Date, to: Date): { moment: Date } | FieldError {
  if (moment < from) return { field, code: 'TOO_EARLY', message: `Not before ${from.toISOString()}.` };
  if (moment > to) return { field, code: 'TOO_LATE', message: `Not after ${to.toISOString()}.` };
  return { moment };
}

/** By the calendar, in UTC: six months after 31 August is the last day of February. */
function later(from: Date, by: Temporal.DurationLike): Date {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO('UTC');
  return new Date(start.add(by).epochMilliseconds);
}

/** What was read; what is wrong with it is noted, and `settle` refuses it. */
function noting<Read extends object>(bad: FieldError[], read: Read | FieldError): Read {
  if ('code' in read) bad.push(read);
  return read as Read;
}

function settle<T>(bad: FieldError[], value: T): T {
  if (bad.length > 0) throw new ValidationError(bad);
  return value;
}
