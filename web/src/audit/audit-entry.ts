import { graphql, type ResultOf } from '../graphql.ts';

export const AuditLogQuery = graphql(`
  query AuditLog($filter: AuditFilter, $first: Int, $after: String, $last: Int, $before: String) {
    auditLog(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      nodes {
        sequence
        at
        actor {
          id
          name
          email
        }
        address
        userAgent
        action
        subject {
          type
          id
          name
        }
        before
        after
        hash
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      totalCount
      totalCountIsExact
    }
  }
`);

export type AuditEntry = ResultOf<typeof AuditLogQuery>['auditLog']['nodes'][number];

/** One field that changed; undefined where there was or is nothing. */
export interface Change {
  field: string;
  before?: unknown;
  after?: unknown;
}

/** What changed, field by field. */
export function changesOf({ before, after }: Pick<AuditEntry, 'before' | 'after'>): Change[] {
  const [was, is] = [before, after].map(
    (json) => (JSON.parse(json ?? '{}') ?? {}) as Record<string, unknown>,
  );
  return [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])].map((field) => ({
    field,
    ...(was && field in was && { before: was[field] }),
    ...(is && field in is && { after: is[field] }),
  }));
}
