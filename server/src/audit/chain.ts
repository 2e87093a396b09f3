import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AuditEvent } from '../generated/prisma/client.ts';

/** What an entry says, without its hash: every column that the hash covers. */
export type AuditContent = Omit<AuditEvent, 'hash' | 'searchKey'>;

/** What the first entry of a chain gives as the hash before it. */
export const genesisHash = '0'.repeat(64);

/**
 * The hash of an entry: SHA-256, in hexadecimal, over its canonical JSON (RFC 8785) in UTF-8, which is the same on every
 * machine, also for whoever checks an export without us.
 */
export function hashOf(content: AuditContent): string {
  return createHash('sha256')
    .update(canonical(contentOf(content)))
    .digest('hex');
}

/** What the hash covers, as JSON: `at` in ISO 8601 with milliseconds and in UTC. */
export function contentOf(content: AuditContent) {
  return {
    organisationId: content.organisationId,
    sequence: content.sequence,
    at: content.at.toISOString(),
    actorId: content.actorId,
    actorName: content.actorName,
    actorEmail: content.actorEmail,
    address: content.address,
    userAgent: content.userAgent,
    action: content.action,
    subjectType: content.subjectType,
    subjectId: content.subjectId,
    subjectName: content.subjectName,
    before: content.before,
    after: content.after,
    previousHash: content.previousHash,
  };
}

/** Any JSON in its canonical form. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('only JSON can be put on record');
  return text;
}
