import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '@prisma/client/runtime/client';

/** A small JSON object: the fields of something, by name. */
export type Recorded = JsonObject;

/** The fields that differ, as they were and as they are; undefined where nothing does. */
export function changedFields(
  before: Recorded,
  after: Recorded,
): { before: Recorded; after: Recorded } | undefined {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => !isDeepStrictEqual(before[field], after[field]),
  );
  if (changed.length === 0) return undefined;
  const only = (fields: Recorded): Recorded =>
    Object.fromEntries(changed.map((field) => [field, fields[field] ?? null]));
  return { before: only(before), after: only(after) };
}
