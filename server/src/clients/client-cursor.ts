import { GraphQLError } from 'graphql';
import { isUuid } from '../text.ts';
import type { ClientOrder, ClientPosition } from './client-order.ts';

/** An opaque name for a place in a list of this order. */
export function writeCursor({ field, direction }: ClientOrder, { orderedBy, id }: ClientPosition): string {
  return Buffer.from(JSON.stringify([field, direction, orderedBy, id])).toString('base64url');
}

/** The place that a cursor names. @throws GraphQLError `BAD_USER_INPUT` for one that was not written for this order. */
export function readCursor(
  order: ClientOrder,
  cursor: string | null | undefined,
): ClientPosition | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const [field, direction, orderedBy, id] = parse(cursor);
  const isOurs = field === order.field && direction === order.direction && typeof orderedBy === 'string';
  const isPlace = isOurs && typeof id === 'string' && isUuid(id) && isValueOf(order, orderedBy);
  if (!isPlace) {
    throw new GraphQLError(
      'This cursor is not one of this list in this order. Take cursors from its own pages.',
      {
        extensions: { code: 'BAD_USER_INPUT' },
      },
    );
  }
  return { orderedBy, id };
}

function parse(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

/** What the database would read; a forged cursor must not become a failure of the database. */
function isValueOf({ field }: ClientOrder, value: string): boolean {
  if (field === 'NAME') return !value.includes('\0') && value.isWellFormed();
  return value === '-infinity' || isMoment(value);
}

/** A timestamptz as PostgreSQL writes it, of a day that there is: `2026-11-21 09:30:00.123+01`. */
function isMoment(value: string): boolean {
  const parts = /^((?!0000)\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d{1,6})?[+-](0\d|1[0-5])(:[0-5]\d)?$/.exec(
    value,
  );
  if (!parts) return false;
  const written = `${parts[1]}T${parts[2]}.000Z`;
  const moment = new Date(written);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === written;
}
