import type { LocationQuery, LocationQueryRaw } from 'vue-router';

/** What can be asked for together, and the actions of each. */
export const kinds = {
  clients: ['client.created', 'client.updated', 'client.deleted'],
  secrets: ['secret.created', 'secret.rotated', 'secret.updated', 'secret.revoked', 'client.tokens_revoked'],
  people: [
    'organisation.created',
    'organisation.renamed',
    'administrator.left',
    'administrator.added',
    'administrator.role_changed',
    'administrator.removed',
    'invitation.created',
    'invitation.revoked',
    'invitation.accepted',
    'owner_link.created',
  ],
  sessions: ['session.started', 'session.ended', 'session.refused', 'password.changed'],
  apis: [
    ...['api.created', 'api.updated', 'api.deleted'],
    ...['permission_group.created', 'permission_group.updated', 'permission_group.deleted'],
  ],
  keys: ['signing_key.rotated', 'signing_key.revoked', 'master_key.changed'],
  webhooks: ['webhook.created', 'webhook.updated', 'webhook.removed', 'webhook.secret_rotated'],
  record: ['audit_log.retention_changed', 'audit_log.trimmed'],
} as const;

export type Kind = keyof typeof kinds;

/** Which entries somebody wants to see. It lives in the address, so that it can be kept and handed on. */
export interface AuditWish {
  search: string;
  kind: Kind | '';
  /** Days as the browser's own field has them: `2026-11-26`, both included. */
  from: string;
  to: string;
  /** The id of a person, and of what something was done to. */
  actor: string;
  subject: string;
}

/** The wish that an address expresses; what it does not say, or says wrongly, is not wished for. */
export function wishOf(query: LocationQuery): AuditWish {
  const text = (name: keyof AuditWish) => (typeof query[name] === 'string' ? query[name].trim() : '');
  const kind = text('kind');
  const day = (name: 'from' | 'to') => (Number.isNaN(Date.parse(text(name))) ? '' : text(name));
  return {
    search: text('search'),
    kind: Object.hasOwn(kinds, kind) ? (kind as Kind) : '',
    from: day('from'),
    to: day('to'),
    actor: text('actor'),
    subject: text('subject'),
  };
}

/** The query of the address for a wish. */
export function queryOf(wish: AuditWish): LocationQueryRaw {
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== ''));
}

/** The filter that the server is asked with; days begin and end where the reader is. */
export function filterOf({ search, kind, from, to, actor, subject }: AuditWish) {
  return {
    search: search || null,
    actions: kind ? [...kinds[kind]] : null,
    from: from ? startOf(from, 0) : null,
    to: to ? startOf(to, 1) : null,
    actor: actor || null,
    subject: subject || null,
  };
}

/** Where the same entries are to be had as a file. */
export function exportPathOf(
  wish: AuditWish,
  format: 'csv' | 'jsonl',
  organisation: string | null,
): `/${string}` {
  const { actions, ...rest } = filterOf(wish);
  const query = new URLSearchParams({ format });
  if (organisation !== null) query.append('organisation', organisation);
  for (const action of actions ?? []) query.append('actions', action);
  for (const [name, value] of Object.entries(rest)) if (value) query.append(name, value);
  return `/audit/export?${query}`;
}

function startOf(day: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}
