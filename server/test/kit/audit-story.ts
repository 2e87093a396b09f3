import type { TestPerson } from './llavero.ts';

const auditLogDocument = `query ($filter: AuditFilter, $first: Int, $after: String, $last: Int, $before: String) {
  auditLog(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    totalCount totalCountIsExact
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes {
      sequence at actor { id name email } address userAgent action subject { type id name } before after
      previousHash hash
    }
  }
}`;

/** A page of the record, as this person sees it. */
export async function readRecord(person: TestPerson, variables: Record<string, unknown> = {}): Promise<any> {
  return (await person.execute(auditLogDocument, variables)).auditLog;
}

/** The actions on a page of the record, the newest first. */
export async function actionsOf(person: TestPerson, filter: Record<string, unknown> = {}): Promise<string[]> {
  const { nodes } = await readRecord(person, { filter, first: 100 });
  return nodes.map(({ action }: { action: string }) => action);
}

/** What `verifyAuditLog` says. */
export async function verify(
  person: TestPerson,
  known?: { sequence: number; hash: string },
): Promise<{
  isWhole: boolean;
  count: number;
  head: { sequence: number; hash: string };
  brokenAt: number | null;
  reason: string | null;
}> {
  const document = `query ($known: AuditHeadInput) {
    verifyAuditLog(known: $known) { isWhole count head { sequence hash } brokenAt reason }
  }`;
  return (await person.execute(document, { known })).verifyAuditLog;
}
