/**
 * Everything that is put on record, as `<noun>.<past participle>`. What is added here gets its words in the console
 * (`audit.action` in both locales).
 */
export const auditActions = [
  'client.created',
  'client.updated',
  'client.deleted',
  'client.tokens_revoked',
  'secret.created',
  'secret.rotated',
  'secret.updated',
  'secret.revoked',
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
  'session.started',
  'session.ended',
  'session.refused',
  'password.changed',
  'signing_key.rotated',
  'signing_key.revoked',
  'master_key.changed',
  'webhook.created',
  'webhook.updated',
  'webhook.removed',
  'webhook.secret_rotated',
  'audit_log.retention_changed',
  'audit_log.trimmed',
  'api.created',
  'api.updated',
  'api.deleted',
  'permission_group.created',
  'permission_group.updated',
  'permission_group.deleted',
] as const;

/** What something can be done to. */
export type AuditSubjectType =
  | 'client'
  | 'organisation'
  | 'administrator'
  | 'invitation'
  | 'signing_key'
  | 'master_key'
  | 'webhook'
  | 'audit_log'
  | 'api'
  | 'permission_group';

/** What concerns people is for owners, as people are. */
export const ownersSubjects: readonly AuditSubjectType[] = ['administrator', 'invitation'];

export type AuditAction = (typeof auditActions)[number];
