/** An opaque name for the place of an entry in every list of the record: its sequence number. */
export function writeAuditCursor(sequence: number): string {
  return Buffer.from(`audit ${sequence}`).toString('base64url');
}

/** The place that a cursor names; null for one that is none of ours. */
export function readAuditCursor(cursor: string): number | null {
  const [, digits] = /^audit (\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const sequence = Number(digits);
  return digits && sequence > 0 && sequence < 2 ** 31 ? sequence : null;
}
