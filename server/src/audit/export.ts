import { stringify } from 'csv-stringify';
import { Readable } from 'node:stream';
import type { Caller } from '../administrators/caller.ts';
import type { Db } from '../database/connect.ts';
import type { AuditEvent } from '../generated/prisma/client.ts';
import { listAuditEvents, type AuditFilter } from './audit-list.ts';
import { canonical, contentOf } from './chain.ts';
import { findCheckpoint } from './checkpoint.ts';
import { findHead } from './record.ts';
import type { AuditHead } from './verify.ts';

export const exportFormats = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const entriesPerLook = 500;

const columns = [
  'sequence',
  'at',
  'actorId',
  'actorName',
  'actorEmail',
  'address',
  'userAgent',
  'action',
  'subjectType',
  'subjectId',
  'subjectName',
  'before',
  'after',
  'previousHash',
  'hash',
] as const satisfies readonly (keyof AuditEvent)[];

/**
 * The entries up to the head of this moment, the oldest first, as they are read: memory does not grow with them. All of them,
 * or the stream fails. `head` is the newest entry of the whole record, whatever the filter.
 */
export async function exportRecord(
  db: Db,
  caller: Caller,
  filter: AuditFilter,
  format: ExportFormat,
): Promise<{ head: AuditHead; content: Readable }> {
  const head = await findHead(db, caller.organisationId);
  const entries = entriesUntil(db, caller, filter, head);
  if (format === 'jsonl') return { head, content: Readable.from(linesOf(entries)) };
  // RFC 4180. Spreadsheets take a text that begins with one of = + - @ for a formula, and UTF-8 for UTF-8 after a mark alone.
  const csv = stringify({
    columns: [...columns],
    header: true,
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
  const rows = Readable.from(rowsOf(entries));
  rows.on('error', (error) => csv.destroy(error));
  csv.on('close', () => rows.destroy());
  return { head, content: rows.pipe(csv) };
}

async function* entriesUntil(
  db: Db,
  caller: Caller,
  filter: AuditFilter,
  head: AuditHead,
): AsyncGenerator<AuditEvent> {
  const before = await findCheckpoint(db, caller.organisationId);
  let newerThan = 0;
  for (;;) {
    const window = { limit: entriesPerLook, newerThan, olderThan: head.sequence + 1, oldestFirst: true };
    const entries = await listAuditEvents(db, caller, filter, window);
    yield* entries;
    const last = entries.at(-1);
    if (!last || entries.length < entriesPerLook) break;
    newerThan = last.sequence;
  }
  const after = await findCheckpoint(db, caller.organisationId);
  if (after?.sequence !== before?.sequence) {
    throw new Error('the beginning of the record was taken away while it was exported');
  }
}

/** Each line is what its hash covers, and the hash. */
async function* linesOf(entries: AsyncIterable<AuditEvent>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${canonical({ ...contentOf(entry), hash: entry.hash })}\n`;
}

async function* rowsOf(entries: AsyncIterable<AuditEvent>): AsyncGenerator<Record<string, unknown>> {
  for await (const entry of entries) {
    const { before, after, ...content } = contentOf(entry);
    const texts = [before, after].map((fields) => (fields === null ? '' : canonical(fields)));
    yield { ...content, before: texts[0], after: texts[1], hash: entry.hash };
  }
}
