import { isUuid } from '../text.ts';
import { auditActions } from './actions.ts';
import type { AuditFilter } from './audit-list.ts';

/** The filter as it is looked up, or what is wrong with it, in a sentence each. */
export function readAuditFilter(filter: AuditFilter): { filter: AuditFilter } | { complaints: string[] } {
  const { actions, actor, subject, from, to } = filter;
  const unknown = (actions ?? []).filter((action) => !(auditActions as readonly string[]).includes(action));
  const complaints = [
    ...unknown.map(
      (action) => `There is no action ${JSON.stringify(action)}. There are: ${auditActions.join(', ')}.`,
    ),
    ...(actor && !isUuid(actor) ? ['actor is not the id of a person.'] : []),
    ...(subject && !isStorable(subject) ? ['subject is not the id of anything.'] : []),
    ...(from && to && from >= to ? ['from is not before to.'] : []),
  ];
  return complaints.length > 0 ? { complaints } : { filter };
}

/** PostgreSQL takes no null character. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
